/* Headings that have nothing but pictures below them: they stand above the first. */
#include "slide/page/figure/figure.h"

static struct text_spec heading_spec(const struct pen *pen, const struct figure *figure)
{
    return (struct text_spec) { .role = "subheading",
        .px = figure->heading_px,
        .bold = true,
        .balance = true,
        .colour = pen->theme->accent,
        .line_pct = pen_body_line_pct(pen) };
}

/* The second of a pair stands in by an em, as in the text. */
static struct pixel_rect room_of(
    const struct figure *figure, size_t index, struct pixel_rect room)
{
    const int in = index % 2 == 1 && room.w > 4 * figure->heading_px ? figure->heading_px : 0;
    room.x += in;
    room.w -= in;
    return room;
}

int figure_headings_height(struct pen *pen, const struct figure *figure, int width)
{
    const struct text_spec spec = heading_spec(pen, figure);
    const struct pixel_rect room = { 0, 0, width, pen->layout->height };
    int height = 0;
    for (size_t i = 0; i < figure->heading_count; i++) {
        const struct fitted fitted =
            pen_fit(pen, &spec, room_of(figure, i, room), figure->headings[i].text);
        height += (int)fitted.set.line_count * pen_line_px(pen, &spec, spec.px);
    }
    return height;
}

int figure_add_headings(struct pen *pen, const struct figure *figure, struct pixel_rect room)
{
    const struct text_spec spec = heading_spec(pen, figure);
    const int bottom = room.y + room.h;
    for (size_t i = 0; i < figure->heading_count; i++) {
        room.y = pen_text(pen, &spec, room_of(figure, i, room), figure->headings[i].text);
        room.h = bottom - room.y;
    }
    return room.y;
}
