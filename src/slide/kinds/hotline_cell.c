#include "slide/kinds/hotline_plate.h"

struct text_spec hotline_label_spec(const struct pen *pen, const struct hotline_plate *plate)
{
    return (struct text_spec) { .role = "label",
        .px = plate->label_px,
        .min_px = plate->label_px < pen->grid.text ? plate->label_px : pen->grid.text,
        .bold = true,
        .balance = true,
        .colour = pen->theme->ink,
        .line_pct = pen_lines_pct(pen, HOTLINE_LABEL_PCT),
        .max_lines = 2 };
}

struct text_spec hotline_hours_spec(const struct pen *pen, const struct hotline_plate *plate)
{
    return (struct text_spec) { .role = "hours",
        .px = plate->text_px,
        .min_px = pen->grid.small,
        .tabular = true,
        .colour = pen->theme->quiet,
        .line_pct = pen_lines_pct(pen, HOTLINE_LABEL_PCT),
        .max_lines = 2 };
}

struct text_spec hotline_state_spec(
    const struct pen *pen, const struct hotline_plate *plate, const struct hours_said *said)
{
    struct text_spec spec = hotline_hours_spec(pen, plate);
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
    const struct text_spec spec = hotline_label_spec(pen, plate);
    const char *label = entry->hotline->label;
    return !*label ? 0 : pen_width(pen, spec.min_px, true, label) > plate->label_w ? 2 : 1;
}

int hotline_label_width(
    struct pen *pen, const struct hotline_plate *plate, const struct hotline_entry *entry)
{
    const struct grid *grid = &pen->grid;
    const char *first = entry->said.changes ? entry->said.widest : hotline_first(entry);
    if (plate->is_beside || hotline_has_foot(plate) || !*entry->hotline->label || !*first) {
        return 0;
    }
    int label = pen_width(pen, plate->label_px, true, entry->hotline->label);
    int width = pen_width(pen, plate->text_px, true, first);
    return label + grid_u(grid, SPACE_3) + width <= plate->label_w ? label : 0;
}

int hotline_state_width(
    struct pen *pen, const struct hotline_plate *plate, const struct hotline_entry *entry)
{
    return entry->said.changes ? pen_width(pen, plate->text_px, true, entry->said.widest) : 0;
}

int hotline_hours_lines(struct pen *pen, const char *hours, int width)
{
    return !*hours ? 0 : pen_width(pen, pen->grid.small, false, hours) > width ? 2 : 1;
}

static int head_height(const struct hotline_list *list, const struct hotline_plate *plate,
    const struct hotline_entry *entry)
{
    if (plate->is_beside) {
        return 0;
    }
    const struct text_spec label = hotline_label_spec(list->pen, plate),
                           hours = hotline_hours_spec(list->pen, plate);
    int lines = !!*hotline_first(entry) +
                hotline_hours_lines(list->pen, hotline_second(entry), plate->label_w);
    lines -= hotline_label_width(list->pen, plate, entry) > 0;
    lines = hotline_has_foot(plate) ? 0 : lines;
    int height =
        hotline_label_lines(list->pen, plate, entry) * pen_line_px(list->pen, &label, label.px);
    return height + lines * pen_line_px(list->pen, &hours, hours.px);
}

bool hotline_hours_are_long(
    struct pen *pen, const struct hotline_plate *plate, const struct hotline_entry *entry)
{
    const struct text_spec spec = hotline_hours_spec(pen, plate);
    int state_w = hotline_state_width(pen, plate, entry);
    int taken = state_w > 0 ? state_w + grid_u(&pen->grid, SPACE_3) : 0;
    return taken > 0 &&
           pen_width(pen, spec.min_px, true, hotline_second(entry)) > plate->number_w - taken;
}

int hotline_foot_height(
    struct pen *pen, const struct hotline_plate *plate, const struct hotline_entry *entry)
{
    const struct text_spec spec = hotline_hours_spec(pen, plate);
    int state_w = hotline_state_width(pen, plate, entry);
    const char *hours = state_w == 0 ? hotline_first(entry) : hotline_second(entry);
    if (!hotline_has_foot(plate) || !*hotline_first(entry)) {
        return 0;
    }
    if (plate->hours_below && state_w > 0) {
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
    top += (row < rows ? row : rows - 1) * plate->row_gap;
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

int hotline_head_height(const struct hotline_list *list, const struct hotline_plate *plate,
    size_t first, size_t end)
{
    int tallest = 0;
    for (size_t i = first; i < end && i < first + (size_t)plate->columns; i++) {
        int height = head_height(list, plate, &list->entries[i]);
        tallest = height > tallest ? height : tallest;
    }
    return tallest;
}

/* Without what stands above the numbers. */
static int text_height(const struct hotline_list *list, const struct hotline_plate *plate,
    const struct hotline_entry *entry, int number_px)
{
    int numbers =
        hotline_row_top(list->pen, plate, entry, hotline_rows(plate, entry), number_px);
    numbers += hotline_foot_height(list->pen, plate, entry);
    if (!plate->is_beside) {
        return numbers;
    }
    const struct text_spec label = hotline_label_spec(list->pen, plate);
    int label_line = pen_line_px(list->pen, &label, label.px);
    /* The label stands on the first number's baseline. */
    int down = pen_baseline(number_px, number_px * HOTLINE_NUMBER_PCT / 100) -
               pen_baseline(label.px, label_line);
    bool is_long = pen_width(list->pen, label.px, true, entry->hotline->label) > plate->label_w;
    int beside = down + label_line * (is_long ? 2 : 1);
    if (plate->is_tight) {
        const struct text_spec hours = hotline_hours_spec(list->pen, plate);
        int lines = !!*hotline_first(entry) + !!*hotline_second(entry);
        beside += lines * pen_line_px(list->pen, &hours, hours.px);
    }
    return numbers > beside ? numbers : beside;
}

int hotline_row_height(const struct hotline_list *list, const struct hotline_plate *plate,
    size_t first, size_t end, int number_px)
{
    const int head = hotline_head_height(list, plate, first, end);
    int tallest = 0;
    for (size_t i = first; i < end && i < first + (size_t)plate->columns; i++) {
        const struct hotline_entry *entry = &list->entries[i];
        const int text = head + text_height(list, plate, entry, number_px);
        const int code = plate->code_w > 0 ? code_labelled_height(list->pen, &entry->code) : 0;
        const int height = text > code ? text : code;
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
