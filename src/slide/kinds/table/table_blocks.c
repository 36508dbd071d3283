/* Each row a block: label and value, one pair below the other, two beside each other where all
 * are short. The first value names the block. */
#include "slide/kinds/table/table.h"

#include <limits.h>
#include <string.h>

enum { LABEL_MOST_PCT = 35 };

struct pair {
    int label_w, value_w; /* of the room that it stands in */
};

static struct text_spec label_spec(const struct pen *pen)
{
    struct text_spec spec = table_cell_spec(pen, pen->grid.small, pen->theme->quiet);
    spec.role = "label";
    spec.tabular = false;
    return spec;
}

static int line_of(const struct table *table, const struct pen *pen)
{
    const struct text_spec spec = table_cell_spec(pen, table->px, pen->theme->ink);
    return pen_line_px(pen, &spec, table->px);
}

/* Between two pairs, one below the other. */
static int lead_of(const struct table *table)
{
    return table->px / 8;
}

static int gap_of(const struct pen *pen)
{
    return grid_u(&pen->grid, SPACE_2);
}

static struct pair pair_of(const struct table *table, const struct pen *pen, bool is_paired)
{
    int gap = gap_of(pen), label = table->label_w > 0 ? table->label_w + gap : 0;
    int width = is_paired ? (table->width - 2 * gap) / 2 : table->width;
    return (struct pair) { label, width > label ? width - label : 1 };
}

static void measure_labels(struct table *table, struct pen *pen)
{
    const struct text_spec spec = label_spec(pen);
    int most = table->width * LABEL_MOST_PCT / 100;
    table->label_w = 0;
    for (size_t i = 0; i < table->column_count; i++) {
        int width = pen_width(pen, spec.px, false, table_label(table, i));
        table->label_w = width > table->label_w ? width : table->label_w;
    }
    table->label_w = table->label_w > most ? most : table->label_w;
    for (size_t i = 0; i < table->column_count; i++) {
        bool is_forced = false;
        table->columns[i].label_lines =
            table_lines(pen, &spec, table->label_w, table_label(table, i), &is_forced);
    }
}

static bool all_are_short(const struct table *table, struct pen *pen)
{
    const struct pair pair = pair_of(table, pen, true);
    for (size_t i = 0; i < table->row_count; i++) {
        const struct table_row *row = table->rows[i];
        for (size_t k = 1; !row->group[0] && k < table->column_count; k++) {
            if (table_value_width(pen, table, row, k) > pair.value_w) {
                return false;
            }
        }
    }
    return true;
}

/* Where a value stands in its block, and how high. */
struct spot {
    int x, y, w, h;
};

/* Walks the values that are not empty; the first has a line to itself. */
struct walk {
    const struct table *table;
    struct pen *pen;
    size_t index;       /* of the row, among those that are left */
    size_t column;      /* the next */
    int y, side, row_h; /* where the next begins; 1 is the right one of two */
    bool has_first;
};

/* Its lines are counted once, and kept. */
static int value_lines(const struct walk *walk, size_t column, int width)
{
    const struct table *table = walk->table;
    int *lines = &table->lines[walk->index * TABLE_COLUMNS + column];
    if (*lines == 0) {
        struct text_spec spec = table_cell_spec(walk->pen, table->px, walk->pen->theme->ink);
        bool is_forced = false;
        const struct table_row *row = table->rows[walk->index];
        const char *text = table_value(walk->pen, table, row, column, width);
        spec.bold = !walk->has_first;
        width -= table_is_state(table, column) ? table_state_lead(table->px) : 0;
        *lines = table_lines(walk->pen, &spec, width, text, &is_forced);
    }
    return *lines;
}

static int value_height(const struct walk *walk, size_t column, int width)
{
    const struct table *table = walk->table;
    const struct text_spec label = label_spec(walk->pen);
    int lines = value_lines(walk, column, width), own = table->columns[column].label_lines;
    lines = lines > table->most_lines ? table->most_lines : lines;
    own = own > table->most_lines ? table->most_lines : own;
    int height = lines * line_of(table, walk->pen);
    int label_h = own * pen_line_px(walk->pen, &label, label.px);
    return height > label_h ? height : label_h;
}

static bool walk_next(struct walk *walk, size_t *column, struct spot *spot)
{
    const struct table *table = walk->table;
    const struct table_row *row = table->rows[walk->index];
    while (walk->column < table->column_count && !*table_text(table, row, walk->column)) {
        walk->column++;
    }
    if (walk->column == table->column_count || walk->pen->failed) {
        walk->y += walk->row_h;
        walk->row_h = 0;
        return false;
    }
    bool is_beside =
        table->is_paired && walk->has_first && !table_is_state(table, walk->column);
    if (walk->row_h > 0 && (!is_beside || walk->side == 0)) {
        walk->y += walk->row_h + lead_of(table);
        walk->row_h = 0;
    }
    const struct pair pair = pair_of(table, walk->pen, is_beside);
    *column = walk->column++;
    int x = is_beside && walk->side == 1 ? table->width - pair.label_w - pair.value_w : 0;
    *spot =
        (struct spot) { x, walk->y, pair.value_w, value_height(walk, *column, pair.value_w) };
    walk->row_h = spot->h > walk->row_h ? spot->h : walk->row_h;
    walk->side = is_beside ? 1 - walk->side : 0;
    walk->has_first = true;
    return true;
}

static int block_height(const struct table *table, struct pen *pen, size_t index)
{
    struct walk walk = { .table = table, .pen = pen, .index = index };
    size_t column;
    struct spot spot;
    while (walk_next(&walk, &column, &spot)) {
    }
    return walk.y;
}

void table_blocks_cut(struct table *table, struct pen *pen, int most)
{
    table->most_lines = most;
    for (size_t i = 0; i < table->row_count && !pen->failed; i++) {
        const struct table_row *row = table->rows[i];
        int height =
            row->group[0] ? table_group_height(table, pen, row) : block_height(table, pen, i);
        table->heights[i] = height + 2 * table->pad;
    }
}

void table_blocks_measure(struct table *table, struct pen *pen)
{
    table->head_h = 0;
    table->pad = grid_u(&pen->grid, SPACE_1) * 3 / 2;
    table->lines_px = 0;
    memset(table->lines, 0, table->row_count * TABLE_COLUMNS * sizeof *table->lines);
    measure_labels(table, pen);
    table->is_paired = all_are_short(table, pen);
    table_blocks_cut(table, pen, INT_MAX);
}

/* The label stands on the baseline of the value's first line. */
static void add_value(const struct table_pen *to, const struct table_row *row, size_t column,
    const struct spot *spot, struct pixel_rect room)
{
    struct pen *pen = to->pen;
    struct text_spec label = label_spec(pen);
    int own = pen_line_px(pen, &label, label.px);
    int lines = to->table->columns[column].label_lines;
    int down =
        pen_baseline(to->table->px, line_of(to->table, pen)) - pen_baseline(label.px, own);
    down = lines * own + down > spot->h ? 0 : down;
    label.colour = to->quiet;
    struct pixel_rect place = { room.x + spot->x, room.y + spot->y + down, to->table->label_w,
        spot->h - down };
    pen_text(pen, &label, place, table_label(to->table, column));
    const struct pair pair = pair_of(to->table, pen, false);
    place = (struct pixel_rect) { place.x + pair.label_w, room.y + spot->y, spot->w, spot->h };
    table_cell_add(to, row, column, NULL, place);
}

void table_blocks_add(const struct table_pen *to, size_t index, struct pixel_rect room)
{
    const struct table *table = to->table;
    const struct table_row *row = table->rows[index];
    struct walk walk = { .table = table, .pen = to->pen, .index = index };
    struct table_pen with = *to;
    size_t column;
    struct spot spot;
    with.is_bold = true;
    while (walk_next(&walk, &column, &spot)) {
        if (spot.y + spot.h <= room.h) {
            add_value(&with, row, column, &spot, room);
        } else {
            pen_warn_cut(to->pen, "cell", table_text(table, row, column));
        }
        with.is_bold = false;
    }
}
