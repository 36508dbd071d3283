/* What tables have of their own. Half a table would mislead: a fault in a row or a column holds
 * the table back. */
#include "base/translated.h"
#include "content/feed/native/feed_reader.h"
#include "content/text/syntax.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool add_column(struct feed_reader *reader, const cJSON *value, void *out)
{
    struct item *item = out;
    struct table_column *column = (struct table_column *)&item->columns[item->column_count++];
    feed_blank(&feed_table_column, column);
    reader_members(reader, value, &(struct shape) { .of = &feed_table_column }, 0, column);
    return true;
}

void native_columns(struct feed_reader *reader, const cJSON *value, void *out)
{
    struct item *item = out;
    struct elements elements = { .max = FEED_COLUMNS_MAX, .read = add_column };
    item->columns = arena_array(reader->arena, FEED_COLUMNS_MAX, sizeof *item->columns);
    reader->no_memory = reader->no_memory || !item->columns;
    if (reader_each(reader, value, &elements, item)) {
        reader_fault(reader, FINDING_COUNT, "more than %d columns", FEED_COLUMNS_MAX);
    }
}

/* So many figures a double keeps as they were written (DBL_DIG). */
static const double exact_max = 999999999999999;

/* As somebody would write it: 12, 3.5, not 3.500000 or 1e-05. */
static const char *number_text(struct feed_reader *reader, double number)
{
    enum { DECIMALS = 9 };
    char text[64];
    for (int decimals = 0; decimals <= DECIMALS; decimals++) {
        snprintf(text, sizeof text, "%.*f", decimals, number + 0.0); /* no -0 */
        if (strtod(text, NULL) == number) {
            return arena_strdup(reader->arena, text);
        }
    }
    return arena_printf(reader->arena, "%.15g", number);
}

static bool add_cell(struct feed_reader *reader, const cJSON *value, void *out)
{
    struct table_row *row = out;
    const char **cell = (const char **)&row->cells[row->cell_count++];
    *cell = "";
    if (cJSON_IsNumber(value) && fabs(value->valuedouble) > exact_max) {
        reader_fault(reader, FINDING_TYPE,
            "more figures than a number holds: write it in quotes, as it should stand there");
    } else if (cJSON_IsNumber(value)) {
        *cell = number_text(reader, value->valuedouble);
    } else if (!cJSON_IsNull(value)) {
        reader_tell_lost_form(reader, value, true);
        reader_line(reader, value, cell);
    }
    reader->no_memory = reader->no_memory || !*cell;
    return true;
}

static void read_cells(struct feed_reader *reader, const cJSON *value, void *out)
{
    struct table_row *row = out;
    struct elements elements = { .max = FEED_COLUMNS_MAX, .read = add_cell };
    row->cells = arena_array(reader->arena, FEED_COLUMNS_MAX, sizeof *row->cells);
    reader->no_memory = reader->no_memory || !row->cells;
    if (row->cells && reader_each(reader, value, &elements, row)) {
        reader_fault(reader, FINDING_COUNT, "more than %d cells", FEED_COLUMNS_MAX);
    }
}

static bool add_row(struct feed_reader *reader, const cJSON *value, void *out)
{
    static const struct own_member own[] = { { .name = "cells", .read = read_cells } };
    static const struct shape shape = SHAPE(&feed_table_row, own);
    struct item *item = out;
    struct table_row *row = (struct table_row *)&item->table_rows[item->table_row_count++];
    *row = (struct table_row) { .from_minute = -1, .until_minute = -1 };
    feed_blank(&feed_table_row, row);
    reader_members(reader, value, &shape, 0, row);
    if (!reader->fault && row->group[0] && (row->cell_count > 0 || row->state[0])) {
        reader_fault(reader, FINDING_FOREIGN,
            "a \"group\" is a heading: its row has no cells and no state");
    } else if (!reader->fault && !row->group[0] && row->cell_count == 0) {
        reader_fault(reader, FINDING_MISSING, "no \"%s\"", "cells");
    }
    return true;
}

void native_table_rows(struct feed_reader *reader, const cJSON *value, void *out)
{
    struct item *item = out;
    struct elements elements = { .max = FEED_ROWS_MAX, .read = add_row };
    size_t length = (size_t)cJSON_GetArraySize(value);
    length = length < FEED_ROWS_MAX ? length : FEED_ROWS_MAX;
    item->table_rows = arena_array(reader->arena, length, sizeof *item->table_rows);
    reader->no_memory = reader->no_memory || !item->table_rows;
    if (reader_each(reader, value, &elements, item)) {
        reader_cut(
            reader, FINDING_COUNT, "more than %d rows; the first are used", FEED_ROWS_MAX);
    }
}

static bool is_of_times(const struct table_column *column)
{
    return strcmp(column->type, "time") == 0 || strcmp(column->type, "departure") == 0;
}

/* A cell of the column of times may say "all day" or nothing: its row is never that of now. */
struct times {
    const struct item *item;
    size_t column;
    bool is_noted; /* the first text that is no time */
};

static void read_time(struct feed_reader *reader, struct times *times, size_t index)
{
    struct table_row *row = (struct table_row *)&times->item->table_rows[index];
    const char *text = row->cell_count > 0 ? row->cells[times->column] : "";
    if (!*text || syntax_period(text, &row->from_minute, &row->until_minute) ||
        times->is_noted) {
        return;
    }
    size_t outside = reader_enter_name(reader, "rows");
    reader_enter_index(reader, index);
    reader_enter_name(reader, "cells");
    reader_enter_index(reader, times->column);
    reader_note(reader, FINDING_VALUE,
        "not a time such as 09:00 or 09:00-10:30, and its row is never marked: %s",
        reader_quote(reader, text));
    reader_leave(reader, outside);
    times->is_noted = true;
}

/* When the row behind it begins, past those that begin with it; -1: none. */
static int next_minute(const struct table_row *rows, size_t count, size_t index)
{
    size_t next = index + 1;
    while (next < count && rows[next].from_minute == rows[index].from_minute) {
        next++;
    }
    return next < count ? rows[next].from_minute : -1;
}

/* A time without an end lasts until the next row's, as in an agenda, or for an hour; a
 * departure is over with its minute. */
static void end_times(struct table_row *rows, size_t count, bool is_departure)
{
    for (size_t i = 0; i < count; i++) {
        struct table_row *row = &rows[i];
        int next = next_minute(rows, count, i);
        if (row->from_minute >= 0 && is_departure) {
            row->until_minute = row->from_minute + 1;
        } else if (row->from_minute >= 0 && row->until_minute < 0) {
            row->until_minute = next > row->from_minute ? next : row->from_minute + 60;
        }
    }
}

static void read_times(struct feed_reader *reader, const struct item *item, size_t column)
{
    struct times times = { .item = item, .column = column };
    for (size_t i = 0; i < item->table_row_count; i++) {
        read_time(reader, &times, i);
    }
    end_times((struct table_row *)item->table_rows, item->table_row_count,
        strcmp(item->columns[column].type, "departure") == 0);
}

/* Every row gets as many cells as there are columns; their list has the room. */
static void fill_row(struct feed_reader *reader, const struct item *item, size_t index)
{
    struct table_row *row = (struct table_row *)&item->table_rows[index];
    if (row->cell_count > item->column_count) {
        size_t outside = reader_enter_name(reader, "rows");
        reader_enter_index(reader, index);
        reader_enter_name(reader, "cells");
        reader_fault(reader, FINDING_COUNT, "more cells (%zu) than there are columns (%zu)",
            row->cell_count, item->column_count);
        reader_leave(reader, outside);
    }
    while (!row->group[0] && row->cell_count < item->column_count) {
        ((const char **)row->cells)[row->cell_count++] = "";
    }
}

static bool has_cells(const struct item *item)
{
    bool has_cells = false;
    for (size_t i = 0; i < item->table_row_count; i++) {
        has_cells = has_cells || !table_row_is_blank(&item->table_rows[i]);
    }
    return has_cells;
}

void native_end_table(struct feed_reader *reader, struct item *item)
{
    for (size_t i = 0; i < item->table_row_count && !reader->fault; i++) {
        fill_row(reader, item, i);
    }
    if (!reader->fault && !has_cells(item) && !item->empty[0]) {
        reader_fault(reader, FINDING_EMPTY, "no rows, and no \"%s\" to say so", "empty");
    }
    if (!reader->fault && item->max_age_ms > 0 && !item->as_of.form) {
        reader_fault(
            reader, FINDING_MISSING, "no \"%s\", from which \"%s\" counts", "as_of", "max_age");
    }
    for (size_t i = 0; i < item->column_count && !reader->fault; i++) {
        if (is_of_times(&item->columns[i])) {
            read_times(reader, item, i);
            break;
        }
    }
}
