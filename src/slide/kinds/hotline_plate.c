#include "slide/kinds/hotline_plate.h"

enum {
    WIDE_HOTLINES = 3,   /* up to that many: label beside the numbers */
    FEW_NUMBERS = 2,     /* on a page: larger than others */
    LEAST_PER_SIDE = 12, /* numbers against the short side */
};

int hotline_least_px(const struct grid *grid)
{
    return (grid->short_side + LEAST_PER_SIDE - 1) / LEAST_PER_SIDE;
}

struct text_spec hotline_label_spec(const struct pen *pen)
{
    return (struct text_spec) { .role = "label",
        .px = pen->grid.heading,
        .min_px = pen->grid.text,
        .bold = true,
        .colour = pen->theme->ink,
        .line_pct = HOTLINE_LABEL_PCT,
        .max_lines = 2 };
}

struct text_spec hotline_hours_spec(const struct pen *pen)
{
    return (struct text_spec) { .role = "hours",
        .px = pen->grid.text,
        .min_px = pen->grid.small,
        .tabular = true,
        .colour = pen->theme->quiet,
        .line_pct = HOTLINE_LABEL_PCT,
        .max_lines = 2 };
}

struct text_spec hotline_state_spec(const struct pen *pen, const struct hours_said *said)
{
    struct text_spec spec = hotline_hours_spec(pen);
    spec.role = "state";
    spec.colour = pen->theme->ink;
    spec.max_lines = 1;
    spec.bold = said->is_open;
    return spec;
}

const char *hotline_first(const struct hotline_entry *entry)
{
    return *entry->said.state ? entry->said.state : entry->said.words;
}

const char *hotline_second(const struct hotline_entry *entry)
{
    return *entry->said.state ? entry->said.words : "";
}

int hotline_label_lines(
    struct pen *pen, const struct hotline_plate *plate, const struct hotline_entry *entry)
{
    const struct text_spec spec = hotline_label_spec(pen);
    const char *label = entry->hotline->label;
    return !*label ? 0 : pen_width(pen, spec.min_px, true, label) > plate->label_w ? 2 : 1;
}

int hotline_label_width(
    struct pen *pen, const struct hotline_plate *plate, const struct hotline_entry *entry)
{
    const struct grid *grid = &pen->grid;
    const char *first = entry->said.changes ? hours_widest_state : hotline_first(entry);
    if (plate->is_beside || !*entry->hotline->label || !*first) {
        return 0;
    }
    int label = pen_width(pen, grid->heading, true, entry->hotline->label);
    int width = pen_width(pen, grid->text, true, first);
    return label + grid_u(grid, SPACE_3) + width <= plate->label_w ? label : 0;
}

int hotline_state_width(struct pen *pen, const struct hotline_entry *entry)
{
    return entry->said.changes ? pen_width(pen, pen->grid.text, true, hours_widest_state) : 0;
}

int hotline_hours_lines(struct pen *pen, const char *hours, int width)
{
    const struct text_spec spec = hotline_hours_spec(pen);
    return !*hours ? 0 : pen_width(pen, spec.min_px, false, hours) > width ? 2 : 1;
}

/* What stands above the numbers of a cell. */
static int head_height(const struct hotline_list *list, const struct hotline_plate *plate,
    const struct hotline_entry *entry)
{
    const struct text_spec label = hotline_label_spec(list->pen),
                           hours = hotline_hours_spec(list->pen);
    int lines = !!*hotline_first(entry) +
                hotline_hours_lines(list->pen, hotline_second(entry), plate->label_w);
    lines -= hotline_label_width(list->pen, plate, entry) > 0;
    int height =
        hotline_label_lines(list->pen, plate, entry) * pen_line_px(list->pen, &label, label.px);
    return height + lines * pen_line_px(list->pen, &hours, hours.px);
}

bool hotline_hours_below(
    struct pen *pen, const struct hotline_plate *plate, const struct hotline_entry *entry)
{
    const struct text_spec spec = hotline_hours_spec(pen);
    int state_w = hotline_state_width(pen, entry);
    int taken = state_w > 0 ? state_w + grid_u(&pen->grid, SPACE_3) : 0;
    const struct pixel_rect rest = { 0, 0, plate->number_w - taken,
        2 * pen_line_px(pen, &spec, spec.px) };
    return taken > 0 && pen_fit(pen, &spec, rest, hotline_second(entry)).clipped;
}

int hotline_foot_height(
    struct pen *pen, const struct hotline_plate *plate, const struct hotline_entry *entry)
{
    const struct text_spec spec = hotline_hours_spec(pen);
    int state_w = hotline_state_width(pen, entry);
    const char *hours = state_w == 0 ? hotline_first(entry) : hotline_second(entry);
    if (!plate->is_beside || plate->is_tight || !*hotline_first(entry)) {
        return 0;
    }
    if (hotline_hours_below(pen, plate, entry)) {
        return pen_line_px(pen, &spec, spec.px) *
               (1 + hotline_hours_lines(pen, hours, plate->number_w));
    }
    int room = plate->number_w - state_w - (state_w > 0 ? grid_u(&pen->grid, SPACE_3) : 0);
    bool is_long = pen_width(pen, spec.min_px, true, hours) > room;
    return pen_line_px(pen, &spec, spec.px) * (is_long ? 2 : 1);
}

int hotline_rows(const struct hotline_plate *plate, const struct hotline_entry *entry)
{
    return (entry->count + plate->number_columns - 1) / plate->number_columns;
}

int hotline_row_top(struct pen *pen, const struct hotline_plate *plate,
    const struct hotline_entry *entry, int row, int number_px)
{
    int rows = hotline_rows(plate, entry);
    int top = row * (number_px * HOTLINE_NUMBER_PCT / 100);
    for (int i = 0; plate->notes_below && i < row; i++) {
        int tallest = 0;
        for (int k = i; k < entry->count; k += rows) {
            int height = hotline_note_height(pen, plate, &entry->phones[k], number_px);
            tallest = height > tallest ? height : tallest;
        }
        top += tallest;
    }
    return top;
}

static int text_height(const struct hotline_list *list, const struct hotline_plate *plate,
    const struct hotline_entry *entry, int number_px)
{
    int numbers =
        hotline_row_top(list->pen, plate, entry, hotline_rows(plate, entry), number_px);
    if (!plate->is_beside) {
        return head_height(list, plate, entry) + numbers;
    }
    const struct text_spec label = hotline_label_spec(list->pen);
    int label_line = pen_line_px(list->pen, &label, label.px);
    /* The label stands on the first number's baseline. */
    int down = pen_baseline(number_px, number_px * HOTLINE_NUMBER_PCT / 100) -
               pen_baseline(label.px, label_line);
    bool is_long = pen_width(list->pen, label.px, true, entry->hotline->label) > plate->label_w;
    int beside = down + label_line * (is_long ? 2 : 1);
    if (plate->is_tight) {
        const struct text_spec hours = hotline_hours_spec(list->pen);
        int lines = !!*hotline_first(entry) + !!*hotline_second(entry);
        beside += lines * pen_line_px(list->pen, &hours, hours.px);
    }
    numbers += hotline_foot_height(list->pen, plate, entry);
    return numbers > beside ? numbers : beside;
}

static int cell_height(const struct hotline_list *list, const struct hotline_plate *plate,
    const struct hotline_entry *entry, int number_px)
{
    int text = text_height(list, plate, entry, number_px);
    int code = plate->code_w > 0 ? code_labelled_height(list->pen, &entry->code) : 0;
    return text > code ? text : code;
}

int hotline_row_height(const struct hotline_list *list, const struct hotline_plate *plate,
    size_t first, size_t end, int number_px)
{
    int tallest = 0;
    for (size_t i = first; i < end && i < first + (size_t)plate->columns; i++) {
        int height = cell_height(list, plate, &list->entries[i], number_px);
        tallest = height > tallest ? height : tallest;
    }
    return tallest;
}

int hotline_page_height(const struct hotline_list *list, const struct hotline_plate *plate,
    size_t first, size_t count, int number_px)
{
    int height = 0;
    for (size_t i = 0; i < count; i += (size_t)plate->columns) {
        height += i > 0 ? plate->gap : 0;
        height += hotline_row_height(list, plate, first + i, first + count, number_px);
    }
    return height;
}

/* The largest size at which every number, its note behind it, fits in its column; none where
 * the notes leave no room. Few numbers fill the slide: they may be larger than display. */
static int fitting_size(const struct hotline_list *list, const struct hotline_plate *plate,
    size_t first, size_t count)
{
    struct pen *pen = list->pen;
    const struct grid *grid = &pen->grid;
    int numbers = 0;
    for (size_t i = first; i < first + count; i++) {
        numbers += list->entries[i].count;
    }
    int px = numbers <= FEW_NUMBERS ? 2 * grid->display : grid->display;
    for (size_t i = first; i < first + count; i++) {
        for (int k = 0; k < list->entries[i].count; k++) {
            const struct phone *phone = &list->entries[i].phones[k];
            int note_w = plate->notes_below ? 0 : hotline_note_width(pen, phone);
            int room = plate->number_w - note_w;
            int width = pen_width(pen, grid->display, true, phone->number);
            int fitting = width > 0 ? (int)((int64_t)grid->display * room / width) : px;
            px = fitting < px ? fitting : px;
        }
    }
    return px;
}

/* The same, but never below a heading's, unless a number by itself is too long for that. */
static int widest_size(const struct hotline_list *list, const struct hotline_plate *plate,
    size_t first, size_t count)
{
    const struct grid *grid = &list->pen->grid;
    int px = fitting_size(list, plate, first, count);
    if (px < grid->heading) {
        struct hotline_plate alone = *plate;
        alone.notes_below = true;
        int most = fitting_size(list, &alone, first, count);
        px = most > grid->heading ? grid->heading : most < grid->small ? grid->small : most;
    }
    return px;
}

/* Notes stand behind their numbers, unless these come out much larger with the notes below. */
static void place_notes(
    const struct hotline_list *list, struct hotline_plate *plate, size_t first, size_t count)
{
    const struct grid *grid = &list->pen->grid;
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

/* Beside the numbers, on two lines that are not all full. */
static bool labels_fit(const struct hotline_list *list, const struct hotline_plate *plate,
    size_t first, size_t count)
{
    const struct text_spec spec = hotline_label_spec(list->pen);
    for (size_t i = first; i < first + count; i++) {
        const char *label = list->entries[i].hotline->label;
        if (pen_width(list->pen, spec.min_px, true, label) > plate->label_w * 9 / 5) {
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
    place_notes(list, plate, first, count);
}

static bool fits_above(
    const struct hotline_list *list, struct hotline_plate plate, size_t first, size_t count)
{
    const struct grid *grid = &list->pen->grid;
    place_above(list, &plate, first, count);
    return widest_size(list, &plate, first, count) >= hotline_least_px(grid) &&
           hotline_page_height(list, &plate, first, count, hotline_least_px(grid)) <=
               grid->body.h;
}

struct hotline_plate hotline_plate_of(
    const struct hotline_list *list, size_t first, size_t count)
{
    const struct grid *grid = &list->pen->grid;
    struct hotline_plate plate = { .columns = 1, .number_columns = 1, .cell_w = grid->body.w };
    bool has_many = false;
    for (size_t i = first; i < first + count; i++) {
        has_many = has_many || list->entries[i].count > HOTLINE_NUMBERS / 2;
    }
    plate.gap = grid_u(grid, SPACE_2);
    /* Twelve numbers leave a code no room. */
    plate.code_w = has_many ? 0 : code_width(list, first, count);
    int half = (grid->body.w - grid_u(grid, SPACE_6)) / 2;
    plate.number_w = plate.label_w = grid->body.w - plate.code_w;
    if (grid->is_portrait) {
        place_notes(list, &plate, first, count);
        return plate;
    }
    if (has_many) { /* alone on its page: the numbers take two columns */
        plate.number_columns = 2;
        plate.number_w = half;
    } else if (count <= WIDE_HOTLINES) {
        plate.is_beside = true;
        plate.label_w = grid->body.w / 4;
        plate.number_w = grid->body.w - plate.label_w - grid_u(grid, SPACE_4) - plate.code_w;
        place_notes(list, &plate, first, count);
        if (widest_size(list, &plate, first, count) < hotline_least_px(grid) ||
            (!labels_fit(list, &plate, first, count) &&
                fits_above(list, plate, first, count))) {
            place_above(list, &plate, first, count);
        }
        plate.is_tight = plate.is_beside && hours_fit(list, &plate, first, count) &&
                         hotline_page_height(
                             list, &plate, first, count, hotline_least_px(grid)) > grid->body.h;
    } else {
        plate.columns = 2;
        plate.cell_w = half;
        plate.number_w = plate.label_w = half - plate.code_w;
    }
    if (!plate.is_beside) {
        place_notes(list, &plate, first, count);
    }
    return plate;
}

bool hotline_page_fits(const void *context, size_t first, size_t count)
{
    const struct hotline_list *list = context;
    const struct grid *grid = &list->pen->grid;
    struct hotline_plate plate = hotline_plate_of(list, first, count);
    if (plate.number_columns > 1 && count > 1) {
        return false;
    }
    if (count > WIDE_HOTLINES &&
        widest_size(list, &plate, first, count) < hotline_least_px(grid)) {
        return false;
    }
    return hotline_page_height(list, &plate, first, count, hotline_least_px(grid)) <=
           grid->body.h;
}

void hotline_size_page(
    const struct hotline_list *list, struct hotline_plate *plate, size_t first, size_t count)
{
    static const int gaps[] = { SPACE_6, SPACE_4, SPACE_3, SPACE_2 };
    const struct grid *grid = &list->pen->grid;
    int widest = widest_size(list, plate, first, count);
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
            return;
        }
    }
}
