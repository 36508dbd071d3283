#include "content/text/syntax.h"
#include "slide/kinds/table/table.h"

#include <string.h>

/* A column is counted as the item has them, with that of the states behind them. */
static const char *text_of(const struct item *item, const struct table_row *row, size_t column)
{
    return column == item->column_count ? row->state
           : column < row->cell_count   ? row->cells[column]
                                        : "";
}

static bool is_filled(const struct table *table, size_t column)
{
    bool is_filled = false;
    for (size_t i = 0; i < table->row_count && !is_filled; i++) {
        is_filled = *text_of(table->item, table->rows[i], column);
    }
    return is_filled;
}

void table_choose_columns(struct table *table)
{
    const size_t count = table->item->column_count;
    table->column_count = 0;
    for (size_t i = 0; i <= count; i++) {
        if (is_filled(table, i)) {
            table->of_item[table->column_count++] = i;
        }
    }
    for (size_t i = 0; table->column_count == 0 && i < count; i++) {
        table->of_item[i] = i;
    }
    table->column_count = table->column_count > 0 ? table->column_count : count;
}

/* NULL of that of the states. */
static const struct table_column *column_of(const struct table *table, size_t column)
{
    const size_t at = table->of_item[column];
    return at < table->item->column_count ? &table->item->columns[at] : NULL;
}

bool table_is_state(const struct table *table, size_t column)
{
    return !column_of(table, column);
}

const char *table_text(const struct table *table, const struct table_row *row, size_t column)
{
    return text_of(table->item, row, table->of_item[column]);
}

const char *table_label(const struct table *table, size_t column)
{
    const struct table_column *of = column_of(table, column);
    return of ? of->label : "";
}

static bool is_of(const struct table *table, size_t column, const char *type)
{
    const struct table_column *of = column_of(table, column);
    return of && strcmp(of->type, type) == 0;
}

bool table_is_number(const struct table *table, size_t column)
{
    return is_of(table, column, "number");
}

const char *table_unit(const struct table *table, size_t column)
{
    return table_is_number(table, column) ? column_of(table, column)->unit : "";
}

int table_weight(const struct table *table, size_t column)
{
    const struct table_column *of = column_of(table, column);
    return of ? of->weight : 1;
}

/* 价格/元, as GB/T 3101 and ISO 80000 write a quantity's unit. */
const char *table_head(struct pen *pen, const struct table *table, size_t column)
{
    const char *label = table_label(table, column);
    const char *head = table->columns[column].unit_is_above
                           ? arena_printf(pen->arena, "%s/%s", label, table_unit(table, column))
                           : label;
    pen->failed = pen->failed || !head;
    return head ? head : "";
}

/* "12", "-3.50", "1,280": bytes before the point, or 0 where it is no number. */
static size_t point_of_number(const char *text)
{
    static const char *const signs[] = { "+", "-", "−", "±", "<", ">", "≤", "≥", "≈", "¥",
        "￥" };
    const char *at = text;
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        size_t size = strlen(signs[i]);
        at += at == text && strncmp(text, signs[i], size) == 0 ? size : 0;
    }
    size_t digits = strspn(at, "0123456789"), all = strspn(at, "0123456789,");
    const char *point = at + all;
    size_t rest = *point == '.' ? 1 + strspn(point + 1, "0123456789") : 0;
    return digits > 0 && !point[rest] ? (size_t)(point - text) : 0;
}

/* "9:00", "09:00-10:30". */
static size_t point_of_time(const char *text)
{
    int from, until;
    size_t digits = strspn(text, "0123456789");
    return syntax_period(text, &from, &until) && text[digits] == ':' ? digits : 0;
}

struct table_cell table_cell_of(
    const struct table *table, const struct table_row *row, size_t column)
{
    const char *text = table_text(table, row, column);
    size_t point = 0;
    if (table_is_number(table, column)) {
        point = point_of_number(text);
    } else if (is_of(table, column, "time") || is_of(table, column, "departure")) {
        point = point_of_time(text);
    }
    return (struct table_cell) { text, point, point > 0 };
}

int table_value_width(
    struct pen *pen, const struct table *table, const struct table_row *row, size_t column)
{
    const struct table_cell cell = table_cell_of(table, row, column);
    const char *unit = cell.is_aligned ? table_unit(table, column) : "";
    int width = table_text_width(pen, table->px, true, cell.text);
    width +=
        *unit ? table->px / 4 + pen_width(pen, table_unit_px(pen, table->px), false, unit) : 0;
    return width + (table_is_state(table, column) ? table_state_lead(table->px) : 0);
}

const char *table_value(struct pen *pen, const struct table *table, const struct table_row *row,
    size_t column, int width)
{
    const struct table_cell cell = table_cell_of(table, row, column);
    const char *unit = cell.is_aligned ? table_unit(table, column) : "";
    bool is_wide = *unit && table_value_width(pen, table, row, column) > width;
    const char *value =
        is_wide ? arena_printf(pen->arena, "%s %s", cell.text, unit) : cell.text;
    pen->failed = pen->failed || !value;
    return value ? value : "";
}

int table_part_width(struct pen *pen, int px, const char *text, size_t size)
{
    const char *part = arena_strndup(pen->arena, text, size);
    pen->failed = pen->failed || !part;
    return part && *part ? pen_width(pen, px, false, part) : 0;
}

struct text_spec table_cell_spec(const struct pen *pen, int px, struct colour colour)
{
    return (struct text_spec) { .role = "cell",
        .px = px,
        .balance = true,
        .tabular = true,
        .colour = colour,
        .line_pct = pen_lines_pct(pen, TABLE_LINE_PCT) };
}

int table_unit_px(const struct pen *pen, int px)
{
    const struct grid *grid = &pen->grid;
    return px > grid->heading ? grid->heading : px > grid->text ? grid->text : grid->small;
}

int table_text_width(struct pen *pen, int px, bool bold, const char *text)
{
    enum { LONG_BYTES = 160 };
    size_t size = strlen(text), narrow = 0;
    if (size < LONG_BYTES) {
        return pen_width(pen, px, bold, text);
    }
    for (size_t i = 0; i < size; i++) {
        narrow += (unsigned char)text[i] < 0x80;
    }
    return (int)((narrow * 7 + (size - narrow) * 4) * (size_t)px / 10);
}

int table_lines(
    struct pen *pen, const struct text_spec *spec, int width, const char *text, bool *is_forced)
{
    if (!*text) {
        return 0;
    }
    if (table_text_width(pen, spec->px, spec->bold, text) <= width) {
        return 1;
    }
    const struct pixel_rect room = { 0, 0, width > 0 ? width : 1, 1 << 20 };
    struct fitted fitted = pen_fit(pen, spec, room, text);
    *is_forced = *is_forced || fitted.forced;
    return (int)fitted.set.line_count;
}

enum { GROUP_LINES = 2 };

struct text_spec table_group_spec(const struct table *table, const struct pen *pen)
{
    struct text_spec spec = table_cell_spec(pen, table->px, pen->theme->ink);
    spec.role = "label";
    spec.bold = true;
    spec.tabular = false;
    spec.max_lines = GROUP_LINES;
    return spec;
}

int table_group_height(const struct table *table, struct pen *pen, const struct table_row *row)
{
    const struct text_spec spec = table_group_spec(table, pen);
    bool is_forced = false;
    int lines = table_lines(pen, &spec, table->width, row->group, &is_forced);
    lines = lines > GROUP_LINES ? GROUP_LINES : lines;
    return lines * pen_line_px(pen, &spec, table->px) + table->pad;
}

/* On the baseline of the number that it stands behind. */
static void add_unit(const struct table_pen *to, size_t column, int x, struct pixel_rect line)
{
    struct pen *pen = to->pen;
    int px = to->table->px, unit_px = table_unit_px(pen, px);
    const char *unit = table_unit(to->table, column);
    struct text_spec spec = table_cell_spec(to->pen, unit_px, to->quiet);
    int own = pen_line_px(pen, &spec, unit_px);
    spec.max_lines = 1;
    struct pixel_rect room = { x + px / 4,
        line.y + pen_baseline(px, line.h) - pen_baseline(unit_px, own),
        pen_width(pen, unit_px, false, unit), own };
    pen_text(pen, &spec, room, unit);
}

static void add_aligned(const struct table_pen *to, size_t column, const struct table_fit *fit,
    const struct table_cell *cell, struct pixel_rect room)
{
    struct pen *pen = to->pen;
    int px = to->table->px, width = pen_width(pen, px, to->is_bold, cell->text);
    struct text_spec spec = table_cell_spec(to->pen, px, to->ink);
    spec.bold = to->is_bold;
    struct pixel_rect line = { room.x, room.y, width, pen_line_px(pen, &spec, px) };
    spec.max_lines = 1;
    if (fit) {
        /* Where the slide is mirrored, what is behind the point stands before it here. */
        int before = table_part_width(pen, px, cell->text, cell->point);
        before = pen->is_mirrored ? width - before : before;
        int before_w = pen->is_mirrored ? fit->after_w : fit->before_w;
        int after_w = pen->is_mirrored ? fit->before_w : fit->after_w;
        bool is_right = table_is_number(to->table, column);
        int point = is_right ? room.w - fit->unit_w - after_w : before_w;
        line.x += point - before > 0 ? point - before : 0;
    }
    pen_text(pen, &spec, line, cell->text);
    if (*table_unit(to->table, column) && !(fit && fit->unit_is_above)) {
        add_unit(to, column, fit ? room.x + room.w - fit->unit_w : line.x + width, line);
    }
}

void table_cell_add(const struct table_pen *to, const struct table_row *row, size_t column,
    const struct table_fit *fit, struct pixel_rect room)
{
    struct pen *pen = to->pen;
    int px = to->table->px;
    const struct table_cell cell = table_cell_of(to->table, row, column);
    struct text_spec spec = table_cell_spec(to->pen, px, to->ink);
    spec.bold = to->is_bold;
    if (!*cell.text) {
        return;
    }
    bool has_room = fit || table_value_width(pen, to->table, row, column) <= room.w;
    if (cell.is_aligned && has_room) {
        add_aligned(to, column, fit, &cell, room);
        return;
    }
    if (table_is_state(to->table, column)) {
        int lead = table_state_lead(px);
        struct pixel_rect line = { room.x, room.y, room.w, pen_line_px(pen, &spec, px) };
        table_state_add(pen, cell.text, px, line);
        room.x += lead;
        room.w -= lead;
        spec.colour = pen->theme->ink;
    }
    spec.align = fit && table_is_number(to->table, column) ? SET_RIGHT : SET_LEFT;
    pen_text(
        pen, &spec, room, fit ? cell.text : table_value(pen, to->table, row, column, room.w));
}
