#include "adapt/sheet/sheet_write.h"

#include "adapt/sheet/sheet_column.h"
#include "content/feed/feed_members.h"
#include "time/moment_loose.h"

#include <string.h>

struct writing {
    const struct adapt_request *request;
    struct adapt_out *out;
    const struct sheet *sheet;
    struct sheet_column columns[SHEET_CELLS_MAX];
    size_t count; /* of columns */
    const char *group;
    bool is_full; /* no further row is taken */
};

static void add_columns(struct writing *writing)
{
    const struct sheet *sheet = writing->sheet;
    size_t shown = 0, cells = 0;
    for (size_t i = 0; i < (sheet->has_head ? 1 : sheet->count); i++) {
        size_t count = sheet->rows[i].count;
        writing->count = count > writing->count ? count : writing->count;
    }
    for (size_t i = 0; i < writing->count; i++) {
        struct sheet_column *column = &writing->columns[i];
        *column = sheet_column_of(sheet, i);
        cells += column->role == SHEET_CELLS;
        if (column->role == SHEET_CELLS && shown < FEED_COLUMNS_MAX) {
            adapt_column(writing->out, column->label, column->type, column->unit);
            shown++;
        }
    }
    if (shown == 0) {
        adapt_column(writing->out, "", NULL, NULL); /* so that it may say that it is empty */
    }
    if (cells > FEED_COLUMNS_MAX) {
        adapt_out_note(
            writing->out, "of %zu columns the first %d are used", cells, FEED_COLUMNS_MAX);
    }
}

static void add_until(const struct writing *writing, const char *cell, size_t line)
{
    struct moment moment;
    char text[MOMENT_BYTES];
    int64_t local_ms = zone_local_ms(writing->request->zone, writing->request->now_ms);
    if (moment_read_loose(cell, local_ms, &moment)) {
        adapt_row_text(writing->out, "until", moment_print(&moment, text));
    } else if (line > 0) {
        adapt_out_note(writing->out, "line %zu: not a date: \"%.40s\"", line, cell);
    } else {
        adapt_out_note(writing->out, "not a date: \"%.40s\"", cell);
    }
}

static void add_cells(const struct writing *writing, const struct sheet_row *row)
{
    size_t shown = 0;
    for (size_t i = 0; i < row->count && i < writing->count; i++) {
        const struct sheet_column *column = &writing->columns[i];
        const char *cell = row->cells[i];
        const char *number = sheet_number(writing->sheet->arena, column, cell);
        if (column->role == SHEET_STATE) {
            adapt_row_text(writing->out, "state", cell);
        } else if (column->role == SHEET_UNTIL && *cell) {
            add_until(writing, cell, row->line);
        } else if (column->role == SHEET_CELLS && shown < FEED_COLUMNS_MAX) {
            adapt_row_cell(writing->out, number ? number : cell);
            shown++;
        }
    }
    if (row->count > writing->count && row->line > 0) {
        adapt_out_note(writing->out, "line %zu: more cells than there are columns", row->line);
    }
}

/* Headings are rows as well. */
static bool begin_row(struct writing *writing)
{
    writing->is_full = writing->is_full || !adapt_row_begin(writing->out);
    return !writing->is_full;
}

static void add_heading(struct writing *writing, const char *text)
{
    if (begin_row(writing)) {
        adapt_row_text(writing->out, "group", text);
    }
}

static void add_row(struct writing *writing, const struct sheet_row *row)
{
    bool is_heading =
        writing->sheet->has_groups && row->said == 1 && *row->cells[0] && writing->count > 1;
    if (is_heading) {
        add_heading(writing, row->cells[0]);
        return;
    }
    if (row->group && (!writing->group || strcmp(row->group, writing->group) != 0)) {
        add_heading(writing, row->group);
        writing->group = row->group;
    }
    if (begin_row(writing)) {
        add_cells(writing, row);
        adapt_row_text(writing->out, "state", row->state);
        if (row->until) {
            add_until(writing, row->until, row->line);
        }
    }
}

void sheet_write(
    const struct adapt_request *request, struct adapt_out *out, const struct sheet *sheet)
{
    struct writing writing = { .request = request, .out = out, .sheet = sheet };
    size_t begin = sheet->has_head, rows = sheet->count - begin;
    add_columns(&writing);
    for (size_t i = 0; i < rows && !writing.is_full; i++) {
        add_row(&writing, &sheet->rows[begin + i]);
    }
    if (writing.is_full || sheet->is_cut) {
        adapt_out_note(out, "more than %d rows: the first are used", FEED_ROWS_MAX);
    }
}
