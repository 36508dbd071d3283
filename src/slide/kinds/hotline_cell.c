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

int hotline_label_lines(
    struct pen *pen, const struct hotline_plate *plate, const struct hotline_entry *entry)
{
    const struct text_spec spec = hotline_label_spec(pen, plate);
    const char *label = entry->hotline->label;
    return !*label ? 0 : pen_width(pen, spec.min_px, true, label) > plate->label_w ? 2 : 1;
}

static int head_height(const struct hotline_list *list, const struct hotline_plate *plate,
    const struct hotline_entry *entry)
{
    if (plate->is_beside) {
        return 0;
    }
    struct pen *pen = list->pen;
    const struct text_spec label = hotline_label_spec(pen, plate);
    const int height =
        hotline_label_lines(pen, plate, entry) * pen_line_px(pen, &label, label.px);
    return height + (hotline_has_foot(plate) ? 0 : hotline_said_height(pen, plate, entry));
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
    struct pen *pen = list->pen;
    int numbers = hotline_row_top(pen, plate, entry, hotline_rows(plate, entry), number_px);
    const int foot_h = hotline_has_foot(plate) ? hotline_said_height(pen, plate, entry) : 0;
    numbers += foot_h > 0 ? hotline_foot_gap(pen, plate) + foot_h : 0;
    if (!plate->is_beside) {
        return numbers;
    }
    const struct text_spec label = hotline_label_spec(pen, plate);
    int label_line = pen_line_px(pen, &label, label.px);
    /* The label stands on the first number's baseline. */
    int down = pen_baseline(number_px, number_px * HOTLINE_NUMBER_PCT / 100) -
               pen_baseline(label.px, label_line);
    bool is_long = pen_width(pen, label.px, true, entry->hotline->label) > plate->label_w;
    int beside = down + label_line * (is_long ? 2 : 1);
    beside += plate->is_tight ? hotline_said_height(pen, plate, entry) : 0;
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
