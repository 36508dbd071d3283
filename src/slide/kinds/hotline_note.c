/* What belongs to one number, an extension in smaller type and a note: behind it on its
 * baseline while that leaves the number its size, a note otherwise below it. The number is what
 * people come for. */
#include "slide/kinds/hotline_plate.h"

static struct text_spec note_spec(const struct pen *pen, const struct hotline_plate *plate)
{
    return (struct text_spec) {
        .role = "note", .px = plate->text_px, .colour = pen->theme->quiet, .max_lines = 1
    };
}

static struct text_spec below_spec(
    struct pen *pen, const struct hotline_plate *plate, const char *note)
{
    struct text_spec spec = note_spec(pen, plate);
    spec.line_pct = pen_lines_pct(pen, HOTLINE_LABEL_PCT);
    if (pen_width(pen, spec.px, false, note) > plate->number_w) {
        spec.px = pen->grid.small;
        spec.max_lines =
            pen_width(pen, spec.px, false, note) > plate->number_w ? plate->note_lines : 1;
    }
    return spec;
}

/* Dialled with the number, and read as well as its label. */
static struct text_spec tag_spec(const struct pen *pen)
{
    return (struct text_spec) { .role = "extension",
        .px = pen->grid.heading,
        .bold = true,
        .colour = pen->theme->accent,
        .line_pct = 100, /* a note may stand below */
        .max_lines = 1 };
}

int hotline_tag_width(struct pen *pen, const struct phone *phone)
{
    const struct text_spec spec = tag_spec(pen);
    return *phone->extension
               ? grid_u(&pen->grid, SPACE_2) + pen_width(pen, spec.px, true, phone->extension)
               : 0;
}

/* A box of that width behind another, its text on the same base line. */
static struct pixel_rect box_behind(struct pen *pen, const struct hotline_plate *plate,
    const struct text_spec *spec, struct pixel_rect number, int width)
{
    int gap = grid_u(&pen->grid, SPACE_2), line_px = pen_line_px(pen, spec, spec->px);
    return (struct pixel_rect) { number.x + number.w + gap,
        number.y + pen_baseline(plate->number_px, number.h) - pen_baseline(spec->px, line_px),
        width - gap, line_px };
}

struct pixel_rect hotline_add_tag(struct pen *pen, const struct hotline_plate *plate,
    const struct phone *phone, struct pixel_rect number)
{
    const struct text_spec spec = tag_spec(pen);
    const int width = hotline_tag_width(pen, phone);
    if (width > 0) {
        pen_text(pen, &spec, box_behind(pen, plate, &spec, number, width), phone->extension);
    }
    number.w += width;
    return number;
}

int hotline_note_width(
    struct pen *pen, const struct hotline_plate *plate, const struct phone *phone)
{
    if (!*phone->note) {
        return 0;
    }
    return grid_u(&pen->grid, SPACE_2) + pen_width(pen, plate->text_px, false, phone->note);
}

/* Of a page whose notes may stand below, those that are short do not. A number's width follows
 * its size closely enough. */
static bool is_behind(struct pen *pen, const struct hotline_plate *plate,
    const struct phone *phone, int number_px)
{
    int display = pen->grid.display;
    int64_t width = (int64_t)pen_width(pen, display, true, phone->number) * number_px / display;
    width += hotline_tag_width(pen, phone) + hotline_note_width(pen, plate, phone);
    return !plate->notes_below || width + number_px / 20 <= plate->number_w;
}

int hotline_note_height(struct pen *pen, const struct hotline_plate *plate,
    const struct phone *phone, int number_px)
{
    if (!*phone->note || is_behind(pen, plate, phone, number_px)) {
        return 0;
    }
    const struct text_spec spec = below_spec(pen, plate, phone->note);
    return spec.max_lines * pen_line_px(pen, &spec, spec.px);
}

void hotline_add_note(struct pen *pen, const struct hotline_plate *plate,
    const struct phone *phone, struct pixel_rect number)
{
    if (!*phone->note) {
        return;
    }
    if (!is_behind(pen, plate, phone, plate->number_px)) {
        const struct text_spec spec = below_spec(pen, plate, phone->note);
        int width = pen_width(pen, spec.px, false, phone->note);
        width = width < number.w ? number.w : width;
        width = width < plate->number_w ? width : plate->number_w;
        const struct pixel_rect room = { number.x, number.y + number.h, width,
            spec.max_lines * pen_line_px(pen, &spec, spec.px) };
        pen_text(pen, &spec, room, phone->note);
        return;
    }
    const struct text_spec spec = note_spec(pen, plate);
    const int width = hotline_note_width(pen, plate, phone);
    pen_text(pen, &spec, box_behind(pen, plate, &spec, number, width), phone->note);
}
