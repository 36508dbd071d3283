#include "slide/kinds/table/table.h"

#include <limits.h>
#include <string.h>

enum { LEAST_EM = 3 };

static int larger(int a, int b)
{
    return a > b ? a : b;
}

/* Between two columns, at the least. */
static int gap_of(const struct table *table, const struct pen *pen)
{
    const struct grid *grid = &pen->grid;
    return grid_u(grid, table->px > grid->text    ? SPACE_4
                        : table->px > grid->small ? SPACE_3
                                                  : SPACE_2);
}

/* What cannot be parted: the longest run without a blank and without Han. */
static int widest_word(struct pen *pen, int px, const char *text)
{
    int widest = 0;
    for (const char *at = text; *at;) {
        size_t size = 0;
        while ((unsigned char)at[size] > ' ' && (unsigned char)at[size] < 0x80) {
            size++;
        }
        widest = size > 1 ? larger(widest, table_part_width(pen, px, at, size)) : widest;
        at += size > 0 ? size : 1;
    }
    return widest;
}

static void measure_cell(
    struct table *table, struct pen *pen, const struct table_row *row, size_t column)
{
    struct table_fit *fit = &table->columns[column];
    const struct table_cell cell = table_cell_of(table, row, column);
    int px = table->px;
    if (!*cell.text) {
        return;
    }
    if (cell.is_aligned) {
        int before = table_part_width(pen, px, cell.text, cell.point);
        fit->before_w = larger(fit->before_w, before);
        fit->after_w = larger(fit->after_w, pen_width(pen, px, false, cell.text) - before);
        return;
    }
    int width = table_text_width(pen, px, false, cell.text);
    int word = larger(widest_word(pen, px, cell.text), LEAST_EM * px);
    fit->text_w = larger(fit->text_w, width);
    fit->least = larger(fit->least, word < width ? word : width);
}

/* A label may take two lines; so it is never wider than its column for its own sake. */
static void measure_label(struct table *table, struct pen *pen, size_t column)
{
    struct table_fit *fit = &table->columns[column];
    const char *label = table_head(pen, table, column);
    int small = pen->grid.small, word = widest_word(pen, small, label);
    fit->label_w = pen_width(pen, small, false, label);
    int half = fit->label_w / 2 + small;
    fit->least = larger(fit->least, larger(word, half < fit->label_w ? half : fit->label_w));
    fit->natural = larger(fit->natural, fit->label_w);
}

/* Whether a number ends before others of its column do. */
static bool is_ragged(const struct table *table, struct pen *pen, size_t column)
{
    const struct table_fit *fit = &table->columns[column];
    bool is_ragged = false;
    for (size_t i = 0; i < table->row_count && fit->after_w > 0 && !is_ragged; i++) {
        const struct table_cell cell = table_cell_of(table, table->rows[i], column);
        const int before = table_part_width(pen, table->px, cell.text, cell.point);
        is_ragged = cell.is_aligned && pen_width(pen, table->px, false, cell.text) - before <
                                           fit->after_w - table->px / 4;
    }
    return is_ragged;
}

static void measure_column(struct table *table, struct pen *pen, size_t column)
{
    struct table_fit *fit = &table->columns[column];
    const char *unit = table_unit(table, column);
    int lead = table_is_state(table, column) ? table_state_lead(table->px) : 0;
    *fit = (struct table_fit) { 0 };
    for (size_t i = 0; i < table->row_count; i++) {
        measure_cell(table, pen, table->rows[i], column);
    }
    fit->unit_is_above = *unit && *table_label(table, column) && is_ragged(table, pen, column);
    if (*unit && !fit->unit_is_above) {
        fit->unit_w =
            table->px / 4 + pen_width(pen, table_unit_px(pen, table->px), false, unit);
    }
    int aligned = fit->before_w + fit->after_w;
    aligned += aligned > 0 ? fit->unit_w : 0;
    fit->is_flexible = fit->text_w > aligned;
    fit->natural = larger(aligned, fit->text_w + (fit->text_w > 0 ? lead : 0));
    fit->least = larger(fit->least > 0 ? fit->least + lead : 0, aligned);
    measure_label(table, pen, column);
    fit->natural = larger(fit->natural, fit->least);
}

void table_measure(struct table *table, struct pen *pen, int px)
{
    table->px = px;
    for (size_t i = 0; i < table->column_count && !pen->failed; i++) {
        measure_column(table, pen, i);
    }
}

static int gaps(const struct table *table, const struct pen *pen)
{
    return (int)(table->column_count - 1) * gap_of(table, pen);
}

int table_natural(const struct table *table, const struct pen *pen)
{
    int natural = gaps(table, pen);
    for (size_t i = 0; i < table->column_count; i++) {
        natural += table->columns[i].natural;
    }
    return natural;
}

int table_least(const struct table *table, const struct pen *pen)
{
    int least = gaps(table, pen);
    for (size_t i = 0; i < table->column_count; i++) {
        const struct table_fit *fit = &table->columns[i];
        least += fit->is_flexible ? fit->least : fit->natural;
    }
    return least;
}

static bool is_text(const struct table *table, size_t column)
{
    return table->columns[column].is_flexible && !table_is_state(table, column);
}

/* Columns of texts that are much alike, as the days of a timetable, are as wide as the widest,
 * where there is the room for it. Returns what is left over. */
static int level(struct table *table, int left)
{
    int least = INT_MAX, most = 0, needed = 0;
    for (size_t i = 0; i < table->column_count; i++) {
        if (is_text(table, i)) {
            int natural = table->columns[i].natural;
            least = natural < least ? natural : least;
            most = larger(most, natural);
        }
    }
    for (size_t i = 0; i < table->column_count; i++) {
        needed += is_text(table, i) ? most - table->columns[i].natural : 0;
    }
    bool are_alike = most > 0 && most <= 2 * least && needed <= left;
    for (size_t i = 0; i < table->column_count && are_alike; i++) {
        struct table_fit *fit = &table->columns[i];
        fit->w = is_text(table, i) ? most : fit->w;
    }
    return are_alike ? left - needed : left;
}

/* To the texts, in proportion to what they are; figures stay together. */
static void spread(struct table *table, int left)
{
    int64_t shares = 0;
    bool has_texts = false;
    for (size_t i = 0; i < table->column_count; i++) {
        has_texts = has_texts || is_text(table, i);
    }
    for (int round = 0; round < 2; round++) {
        int64_t rest = left;
        for (size_t i = 0; i < table->column_count; i++) {
            struct table_fit *fit = &table->columns[i];
            bool takes = is_text(table, i) || (!has_texts && !table_is_state(table, i));
            int64_t share = takes ? (int64_t)fit->natural * table_weight(table, i) : 0;
            if (round == 0) {
                shares += share;
            } else if (shares > 0) {
                fit->w += (int)(rest * share / shares);
            }
        }
    }
}

/* Each has what it needs at the least, and takes its part of the rest up to what it needs on
 * one line. */
static void squeeze(struct table *table, int width)
{
    int left = width;
    for (size_t i = 0; i < table->column_count; i++) {
        struct table_fit *fit = &table->columns[i];
        fit->w = fit->is_flexible ? fit->least : fit->natural;
        left -= fit->w;
    }
    for (int round = 0; round < TABLE_COLUMNS && left > 0; round++) {
        int64_t shares = 0, rest = left;
        for (size_t i = 0; i < table->column_count; i++) {
            const struct table_fit *fit = &table->columns[i];
            shares += fit->natural > fit->w ? table_weight(table, i) : 0;
        }
        for (size_t i = 0; i < table->column_count && shares > 0; i++) {
            struct table_fit *fit = &table->columns[i];
            int64_t want = fit->natural - fit->w,
                    share = rest * table_weight(table, i) / shares;
            share = share < want ? share : want;
            fit->w += (int)share;
            left -= (int)share;
        }
    }
    for (size_t i = 0; i < table->column_count && left < 0; i++) { /* too narrow for all */
        struct table_fit *fit = &table->columns[i];
        fit->w = larger(1, (int)((int64_t)fit->w * width / (width - left)));
    }
}

/* What is left over goes between the columns, up to a half of it, and then into them. */
void table_place(struct table *table, const struct pen *pen, int width)
{
    int left = width - table_natural(table, pen), gap = gap_of(table, pen), x = 0;
    int count = (int)table->column_count - 1, wide = grid_u(&pen->grid, SPACE_8);
    table->width = width;
    for (size_t i = 0; i < table->column_count; i++) {
        table->columns[i].w = table->columns[i].natural;
    }
    if (left >= 0) {
        left = level(table, left);
        int more = count > 0 ? left / 2 / count : 0;
        more = gap + more > wide ? larger(wide - gap, 0) : more;
        gap += more;
        spread(table, left - more * count);
    } else {
        squeeze(table, larger(width - gaps(table, pen), 1));
    }
    for (size_t i = 0; i < table->column_count; i++) {
        table->columns[i].x = x;
        x += table->columns[i].w + gap;
    }
}
