/* Rows under columns. */
#include "slide/kinds/table/table.h"

/* No form has rows of more lines; TORN: a word was parted. */
enum { LINES_MOST = 4, TORN = 1000 };

static struct text_spec label_spec(const struct pen *pen)
{
    struct text_spec spec = pen_small_spec(pen, "label", pen->theme->quiet);
    spec.tabular = false;
    spec.max_lines = 0;
    return spec;
}

static int lead_of(const struct table *table, size_t column)
{
    return table_is_state(table, column) ? table_state_lead(table->px) : 0;
}

static int row_lines(
    const struct table *table, struct pen *pen, const struct table_row *row, bool *is_forced)
{
    int most = 1;
    const struct text_spec spec = table_cell_spec(pen, table->px, pen->theme->ink);
    for (size_t i = 0; i < table->column_count && !pen->failed; i++) {
        int width = table->columns[i].w - lead_of(table, i);
        int lines = table_lines(pen, &spec, width, table_text(table, row, i), is_forced);
        most = lines > most ? lines : most;
    }
    return most;
}

static void measure_head(struct table *table, struct pen *pen)
{
    const struct text_spec spec = label_spec(pen);
    int lines = 0;
    bool is_forced = false;
    for (size_t i = 0; i < table->column_count; i++) {
        int own =
            table_lines(pen, &spec, table->columns[i].w, table_head(pen, table, i), &is_forced);
        lines = own > lines ? own : lines;
    }
    table->head_h = lines * pen_line_px(pen, &spec, spec.px);
    table->head_h += lines > 0 ? grid_u(&pen->grid, SPACE_1) : 0;
}

/* Once for each size and width, and no further than the first row that takes too many. */
static void count_lines(struct table *table, struct pen *pen)
{
    bool is_forced = false;
    table->lines_px = table->px;
    table->lines_width = table->width;
    table->most = 1;
    table->wrapped = 0;
    for (size_t i = 0; i < table->row_count && table->most <= LINES_MOST && !pen->failed; i++) {
        const struct table_row *row = table->rows[i];
        int lines = row->group[0] ? 0 : row_lines(table, pen, row, &is_forced);
        table->lines[i * TABLE_COLUMNS] = lines;
        table->wrapped += lines > 1;
        table->most = is_forced ? TORN : lines > table->most ? lines : table->most;
    }
}

bool table_rows_measure(struct table *table, struct pen *pen, int most)
{
    const struct text_spec spec = table_cell_spec(pen, table->px, pen->theme->ink);
    int line = pen_line_px(pen, &spec, table->px);
    measure_head(table, pen);
    if (table->lines_px != table->px || table->lines_width != table->width) {
        count_lines(table, pen);
    }
    for (size_t i = 0; i < table->row_count && table->most <= most && !pen->failed; i++) {
        const struct table_row *row = table->rows[i];
        int height = row->group[0] ? table_group_height(table, pen, row)
                                   : table->lines[i * TABLE_COLUMNS] * line;
        table->heights[i] = height + 2 * table->pad;
    }
    return table->most <= most;
}

void table_rows_add_head(const struct table_pen *to, struct pixel_rect place)
{
    const struct table *table = to->table;
    struct text_spec spec = label_spec(to->pen);
    spec.anchor = ANCHOR_BOTTOM;
    int room = table->head_h - grid_u(&to->pen->grid, SPACE_1);
    for (size_t i = 0; i < table->column_count && table->head_h > 0; i++) {
        const struct table_fit *fit = &table->columns[i];
        bool is_right = !fit->is_flexible && *table_unit(table, i);
        is_right = is_right || (fit->before_w > 0 && table_is_number(table, i));
        spec.align = is_right ? SET_RIGHT : SET_LEFT;
        pen_text(to->pen, &spec,
            (struct pixel_rect) { place.x + fit->x, place.y, fit->w, room },
            table_head(to->pen, table, i));
    }
}

void table_rows_add(const struct table_pen *to, size_t index, struct pixel_rect room)
{
    const struct table *table = to->table;
    for (size_t i = 0; i < table->column_count; i++) {
        const struct table_fit *fit = &table->columns[i];
        table_cell_add(to, table->rows[index], i, fit,
            (struct pixel_rect) { room.x + fit->x, room.y, fit->w, room.h });
    }
}
