#include "slide/kinds/hotline_plate.h"

#include "base/utf8.h"

#include <string.h>

enum {
    WIDE_HOTLINES = 3,   /* up to that many: label beside the numbers */
    FEW_NUMBERS = 2,     /* on a page: larger than others */
    LEAST_PER_SIDE = 12, /* numbers against the short side */
};

int hotline_least_px(const struct grid *grid)
{
    return (grid->short_side + LEAST_PER_SIDE - 1) / LEAST_PER_SIDE;
}

/* The largest size at which every number, its note behind it, fits in its column. Few numbers
 * fill the slide: they may be larger than display. */
static int fitting_size(const struct hotline_list *list, const struct hotline_plate *plate,
    size_t first, size_t count)
{
    struct pen *pen = list->pen;
    const struct grid *grid = &pen->grid;
    int numbers = 0, least = hotline_least_px(grid);
    for (size_t i = first; i < first + count; i++) {
        numbers += list->entries[i].count;
    }
    bool is_all = count == list->count;
    int px = is_all && numbers == 1             ? 3 * grid->display
             : is_all && numbers <= FEW_NUMBERS ? 2 * grid->display
                                                : grid->display;
    for (size_t i = first; i < first + count; i++) {
        for (int k = 0; k < list->entries[i].count; k++) {
            const struct phone *phone = &list->entries[i].phones[k];
            int note_w = plate->notes_below ? 0 : hotline_note_width(pen, plate, phone);
            int room = plate->number_w - note_w - hotline_tag_width(pen, phone);
            int width = pen_width(pen, grid->display, true, phone->number);
            int fitting = width > 0 ? (int)((int64_t)grid->display * room / width) : px;
            if (fitting < least && pen_width(pen, least, true, phone->number) <= room) {
                fitting = least; /* gaps and rounding do not shrink like figures */
            }
            px = fitting < px ? fitting : px;
        }
    }
    return px < grid->small ? grid->small : px;
}

/* Of all entries that stand so; one that has very many numbers stands otherwise by itself. Of a
 * hotline by itself the hours stand below its state: at one left edge, in their own size. */
static enum hotline_saying saying_of(
    const struct hotline_list *list, const struct hotline_plate *plate)
{
    struct hotline_plate behind = *plate;
    bool fits_behind = !plate->is_beside && !plate->is_alone, fits_line = !plate->is_alone;
    behind.saying = SAY_HOURS_BEHIND;
    for (size_t i = 0; i < list->count; i++) {
        behind.saying = *list->entries[i].said.state ? SAY_STATE_BEHIND : behind.saying;
    }
    for (size_t i = 0; i < list->count; i++) {
        const struct hotline_entry *entry = &list->entries[i];
        fits_behind = fits_behind && hotline_behind_fits(list->pen, &behind, entry);
        fits_line = fits_line && hotline_line_fits(list->pen, plate, entry);
    }
    return fits_behind ? behind.saying : fits_line ? SAY_ON_A_LINE : SAY_ON_LINES;
}

/* State and hours, then notes: these stand behind their numbers, unless the numbers come out
 * much larger with the notes below. */
static void place_words(
    const struct hotline_list *list, struct hotline_plate *plate, size_t first, size_t count)
{
    const struct grid *grid = &list->pen->grid;
    plate->saying = saying_of(list, plate);
    plate->notes_below = false;
    int beside = fitting_size(list, plate, first, count);
    plate->notes_below = true;
    int alone = fitting_size(list, plate, first, count), larger = beside * 4 / 3;
    bool is_better = alone >= larger &&
                     hotline_page_height(list, plate, first, count, larger) <= grid->body.h;
    plate->notes_below = alone > beside && (beside < hotline_least_px(grid) || is_better);
}

static int code_width(const struct hotline_list *list, size_t first, size_t count)
{
    int widest = 0;
    for (size_t i = first; i < first + count; i++) {
        int width = list->entries[i].code.width_px;
        widest = width > widest ? width : widest;
    }
    return widest > 0 ? widest + grid_u(&list->pen->grid, SPACE_4) : 0;
}

/* Twelve numbers take two columns in landscape, and leave a code no room. */
static bool has_many(const struct hotline_list *list, size_t first, size_t count)
{
    bool many = false;
    for (size_t i = first; i < first + count; i++) {
        many = many || list->entries[i].count > HOTLINE_NUMBERS / 2;
    }
    return many;
}

/* Beside the numbers, on two lines that are not all full, and of which the second has more than
 * a character. */
static bool label_fits(
    struct pen *pen, const struct hotline_plate *plate, const struct hotline_entry *entry)
{
    const struct text_spec spec = hotline_label_spec(pen, plate);
    const char *label = entry->hotline->label;
    int width = pen_width(pen, spec.min_px, true, label);
    if (width <= plate->label_w || width > plate->label_w * 9 / 5) {
        return width <= plate->label_w;
    }
    const struct pixel_rect room = { 0, 0, plate->label_w,
        2 * pen_line_px(pen, &spec, spec.px) };
    const struct fitted fitted = pen_fit(pen, &spec, room, label);
    const char *last = fitted.set.line_count > 1 ? fitted.set.lines[1].text : "";
    size_t after = 0;
    if (*last) {
        utf8_next(last, strlen(last), &after);
    }
    return !*last || last[after];
}

static bool labels_fit(const struct hotline_list *list, const struct hotline_plate *plate,
    size_t first, size_t count)
{
    for (size_t i = first; i < first + count; i++) {
        if (!label_fits(list->pen, plate, &list->entries[i])) {
            return false;
        }
    }
    return true;
}

/* Below the label, on a line. */
static bool hours_fit(const struct hotline_list *list, const struct hotline_plate *plate,
    size_t first, size_t count)
{
    for (size_t i = first; i < first + count; i++) {
        const char *hours = list->entries[i].said.words;
        if (hotline_hours_lines(list->pen, hours, plate->label_w) > 1) {
            return false;
        }
    }
    return true;
}

static void place_above(
    const struct hotline_list *list, struct hotline_plate *plate, size_t first, size_t count)
{
    plate->is_beside = false;
    plate->number_w = plate->label_w = list->pen->grid.body.w - plate->code_w;
    place_words(list, plate, first, count);
}

static bool fits_at_least(const struct hotline_list *list, const struct hotline_plate *plate,
    size_t first, size_t count)
{
    const struct grid *grid = &list->pen->grid;
    return hotline_page_height(list, plate, first, count, hotline_least_px(grid)) <=
           grid->body.h;
}

static bool fits_above(
    const struct hotline_list *list, struct hotline_plate plate, size_t first, size_t count)
{
    place_above(list, &plate, first, count);
    return fitting_size(list, &plate, first, count) >= hotline_least_px(&list->pen->grid) &&
           fits_at_least(list, &plate, first, count);
}

static void place_beside(
    const struct hotline_list *list, struct hotline_plate *plate, size_t first, size_t count)
{
    const struct grid *grid = &list->pen->grid;
    plate->is_beside = true;
    plate->label_w = grid->body.w / 4;
    plate->number_w = grid->body.w - plate->label_w - grid_u(grid, SPACE_4) - plate->code_w;
    place_words(list, plate, first, count);
    if (fitting_size(list, plate, first, count) < hotline_least_px(grid) ||
        (!labels_fit(list, plate, first, count) && fits_above(list, *plate, first, count))) {
        place_above(list, plate, first, count);
    }
    plate->is_tight = plate->is_beside && hours_fit(list, plate, first, count) &&
                      !fits_at_least(list, plate, first, count);
    plate->saying = plate->is_tight ? SAY_ON_LINES : plate->saying;
}

/* The type's sizes and the code's width are set. */
static void place_parts(
    const struct hotline_list *list, struct hotline_plate *plate, size_t first, size_t count)
{
    const struct grid *grid = &list->pen->grid;
    int half = (grid->body.w - grid_u(grid, SPACE_6)) / 2;
    plate->number_w = plate->label_w = grid->body.w - plate->code_w;
    if (!grid->is_portrait && has_many(list, first, count)) { /* alone on its page */
        plate->number_columns = 2;
        plate->number_w = half;
    } else if (!grid->is_portrait && (count > WIDE_HOTLINES || list->look.is_paired)) {
        plate->columns = 2;
        plate->cell_w = half;
        plate->number_w = plate->label_w = half - plate->code_w;
    } else if (!grid->is_portrait && !list->look.is_above) {
        place_beside(list, plate, first, count);
        return;
    }
    place_words(list, plate, first, count);
}

/* Others have STEP_PLAIN; one number by itself has the steps before it, its label above it, or
 * in a body that a tall footer has left low those behind: what stands around it gives way, and
 * the number last. In the first, label and hours are in proportion to a number in three times
 * display.
 */
enum { STEP_LARGE, STEP_ALONE, STEP_PLAIN };
static const struct step {
    int label, text; /* of the sizes title, heading, text, small */
    int note_lines;
} steps[] = { { 0, 0, 2 }, { 0, 2, 2 }, { 1, 2, 2 }, { 2, 2, 2 }, { 2, 3, 2 }, { 3, 3, 2 },
    { 3, 3, 1 } };

static struct hotline_plate plate_at(const struct hotline_list *list, size_t first,
    size_t count, const struct step *step, int code_w)
{
    const struct grid *grid = &list->pen->grid;
    const int sizes[] = { grid->title, grid->heading, grid->text, grid->small };
    struct hotline_plate plate = { .columns = 1,
        .number_columns = 1,
        .is_alone = list->count == 1,
        .cell_w = grid->body.w,
        .code_w = code_w,
        .gap = grid_u(grid, SPACE_2),
        .label_px = sizes[step->label],
        .text_px = sizes[step->text],
        .note_lines = step->note_lines };
    if (step < &steps[STEP_PLAIN]) {
        place_above(list, &plate, first, count);
    } else {
        place_parts(list, &plate, first, count);
    }
    return plate;
}

/* No label is cut, or left with a character, to stand beside its numbers. */
static bool is_good(const struct hotline_list *list, const struct hotline_plate *plate,
    size_t first, size_t count)
{
    const char *label = list->entries[first].hotline->label;
    bool is_large = plate->label_px > list->pen->grid.heading;
    if (is_large && pen_width(list->pen, plate->label_px, true, label) > plate->label_w) {
        return false;
    }
    return fits_at_least(list, plate, first, count) &&
           (!plate->is_beside || labels_fit(list, plate, first, count));
}

/* Of the number that has a page to itself. */
static int number_size(
    const struct hotline_list *list, struct hotline_plate plate, size_t first)
{
    hotline_size_page(list, &plate, first, 1);
    return plate.number_px;
}

/* Hours as large as the label stand on a line each, take nothing of the number's size, and are
 * plainly smaller. An extension in a size of its own would be one too many. */
static bool is_large_good(
    const struct hotline_list *list, const struct hotline_plate *plate, size_t first)
{
    const struct hotline_entry *entry = &list->entries[first];
    const struct hotline_plate plain =
        plate_at(list, first, 1, &steps[STEP_ALONE], plate->code_w);
    const int number_px = number_size(list, *plate, first);
    return is_good(list, plate, first, 1) && hotline_lines_fit(list->pen, plate, entry) &&
           !*entry->phones[0].extension && number_px * 2 >= plate->text_px * 3 &&
           number_px >= number_size(list, plain, first);
}

struct hotline_plate hotline_plate_of(
    const struct hotline_list *list, size_t first, size_t count)
{
    const struct grid *grid = &list->pen->grid;
    bool is_alone = count == 1 && list->entries[first].count == 1, has_fitting = false;
    size_t step = is_alone && list->count == 1 ? STEP_LARGE : STEP_PLAIN;
    size_t step_end = is_alone ? sizeof steps / sizeof steps[0] : STEP_PLAIN + 1;
    int code_w = has_many(list, first, count) ? 0 : code_width(list, first, count);
    struct hotline_plate plate, fitting;
    for (size_t i = step; i < step_end; i++) {
        plate = plate_at(list, first, count, &steps[i], code_w);
        if (code_w > 0 && fitting_size(list, &plate, first, count) < hotline_least_px(grid)) {
            code_w = 0; /* a code does not take a number's room */
            plate = plate_at(list, first, count, &steps[i], code_w);
        }
        if (i == STEP_LARGE ? is_large_good(list, &plate, first)
                            : is_good(list, &plate, first, count)) {
            return plate;
        }
        if (!has_fitting && i > STEP_LARGE && fits_at_least(list, &plate, first, count)) {
            has_fitting = true;
            fitting = plate;
        }
    }
    return has_fitting ? fitting : plate;
}

bool hotline_page_fits(const void *context, size_t first, size_t count)
{
    const struct hotline_list *list = context;
    const struct grid *grid = &list->pen->grid;
    struct hotline_plate plate = hotline_plate_of(list, first, count);
    bool lost_codes = plate.code_w == 0 && code_width(list, first, count) > 0;
    if (count > 1 && (plate.number_columns > 1 || lost_codes)) {
        return false;
    }
    if ((count > WIDE_HOTLINES || plate.number_columns > 1 || list->look.is_above ||
            list->look.is_paired) &&
        fitting_size(list, &plate, first, count) < hotline_least_px(grid)) {
        return false;
    }
    return is_good(list, &plate, first, count);
}

/* What is left of the height goes between the rows of numbers, where the page has one hotline,
 * or notes that must not seem to be the next number's. */
static void spread_rows(
    const struct hotline_list *list, struct hotline_plate *plate, size_t first, size_t count)
{
    const struct grid *grid = &list->pen->grid;
    int between = 0,
        left = grid->body.h - hotline_page_height(list, plate, first, count, plate->number_px);
    for (size_t i = 0; i < count; i += (size_t)plate->columns) {
        int most = 1;
        for (size_t k = i; k < count && k < i + (size_t)plate->columns; k++) {
            int rows = hotline_rows(plate, &list->entries[first + k]);
            most = rows > most ? rows : most;
        }
        between += most - 1;
    }
    if (between > 0 && left > 0 && (count == 1 || plate->notes_below)) {
        int gap = left / between, most = grid_u(grid, count == 1 ? SPACE_2 : SPACE_1);
        plate->row_gap = gap < most ? gap : most;
    }
}

void hotline_size_page(
    const struct hotline_list *list, struct hotline_plate *plate, size_t first, size_t count)
{
    static const int gaps[] = { SPACE_6, SPACE_4, SPACE_3, SPACE_2 };
    const struct grid *grid = &list->pen->grid;
    int widest = fitting_size(list, plate, first, count);
    const int most = list->look.most_px;
    widest = most > 0 && most < widest ? most : widest;
    for (size_t i = 0; i < sizeof gaps / sizeof gaps[0]; i++) {
        bool is_last = i + 1 == sizeof gaps / sizeof gaps[0];
        int least = is_last ? grid->heading : hotline_least_px(grid);
        plate->gap = grid_u(grid, gaps[i]);
        plate->number_px = widest;
        while (plate->number_px > least && hotline_page_height(list, plate, first, count,
                                               plate->number_px) > grid->body.h) {
            plate->number_px--;
        }
        if (hotline_page_height(list, plate, first, count, plate->number_px) <= grid->body.h) {
            spread_rows(list, plate, first, count);
            return;
        }
    }
}
