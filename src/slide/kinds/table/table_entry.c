#include "slide/kinds/table/table.h"

/* A heading stands near what is below it. */
static void add_group(const struct table_pen *to, const char *group, struct pixel_rect place)
{
    struct text_spec spec = table_group_spec(to->table, to->pen);
    spec.anchor = ANCHOR_BOTTOM;
    place.h -= to->table->pad / 2;
    pen_text(to->pen, &spec, place, group);
}

void table_line(struct pen *pen, const struct table *table, struct pixel_rect row)
{
    if (table->is_inset) {
        kind_row_line(pen, row);
    } else {
        pen_hairline(pen, row.x, row.y, row.w);
    }
}

void table_entry_add(const struct table_pen *to, size_t index, struct pixel_rect place)
{
    const struct table *table = to->table;
    const struct table_row *row = table->rows[index];
    struct pen *pen = to->pen;
    struct colour paper = pen->on;
    struct table_pen in = *to;
    if (row->group[0]) {
        add_group(to, row->group, place);
        return;
    }
    if (table->is_now[index]) {
        kind_mark_now(pen, place);
        in.quiet = pen->theme->ink;
    } else if (table_state_is_out(row->state)) {
        in.ink = pen->theme->quiet;
    }
    table_line(pen, table, place);
    int pad = (place.h - table->heights[index]) / 2 + table->pad;
    const struct pixel_rect room = { place.x, place.y + pad, place.w, place.h - 2 * pad };
    if (table->is_blocks) {
        table_blocks_add(&in, index, room);
    } else {
        table_rows_add(&in, index, room);
    }
    pen->on = paper;
}
