/* What belongs to one number: behind it on its baseline while that leaves the number its size,
 * otherwise below it. The number is what people come for. */
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
    spec.line_pct = HOTLINE_LABEL_PCT;
    if (pen_width(pen, spec.px, false, note) > plate->number_w) {
        spec.px = pen->grid.small;
        spec.max_lines =
            pen_width(pen, spec.px, false, note) > plate->number_w ? plate->note_lines : 1;
    }
    return spec;
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
    return !plate->notes_below ||
           width + number_px / 20 + hotline_note_width(pen, plate, phone) <= plate->number_w;
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
    int gap = grid_u(&pen->grid, SPACE_2), line_px = pen_line_px(pen, &spec, spec.px);
    const struct pixel_rect room = { number.x + number.w + gap,
        number.y + pen_baseline(plate->number_px, number.h) - pen_baseline(spec.px, line_px),
        hotline_note_width(pen, plate, phone) - gap, line_px };
    pen_text(pen, &spec, room, phone->note);
}
