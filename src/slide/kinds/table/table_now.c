#include "slide/kinds/table/table.h"
#include "time/date.h"
#include "time/moment_guess.h"
#include "time/zone.h"

#include <string.h>

struct now {
    int64_t ms;
    int minute;
};

static bool is_left(const struct zone *zone, const struct table_row *row, int64_t now_ms)
{
    return !table_row_is_blank(row) &&
           (!row->until.form || zone_end_ms(zone, &row->until) > now_ms);
}

/* One that began yesterday may last past midnight. */
static bool is_running(const struct table_row *row, int minute)
{
    int late = minute + 24 * 60;
    return row->from_minute >= 0 &&
           ((row->from_minute <= minute && minute < row->until_minute) ||
               (row->from_minute <= late && late < row->until_minute));
}

/* The type of the column that says which row is that of now, or "". */
static const char *type_of_times(const struct item *item)
{
    for (size_t i = 0; i < item->column_count; i++) {
        const char *type = item->columns[i].type;
        if (strcmp(type, "departure") == 0 || strcmp(type, "time") == 0) {
            return type;
        }
    }
    return "";
}

bool table_may_have_now(const struct item *item)
{
    return *type_of_times(item);
}

/* Of departures under one heading, the next. */
static int next_departure(const struct table *table, size_t first, int minute)
{
    int next = -1;
    for (size_t i = first; i < table->row_count; i++) {
        const struct table_row *row = table->rows[i];
        if (row->group[0] && i > first) {
            break;
        }
        if (row->from_minute >= minute && (next < 0 || row->from_minute < next)) {
            next = row->from_minute;
        }
    }
    return next;
}

/* Of figures alone nobody would say that they are a day. */
static bool may_be_day(const char *text)
{
    static const char *const marks[] = { "月", "日", "周", "星期", "礼拜" };
    bool may_be = strspn(text, "0123456789") == 4 && text[4] && strchr("-/.", text[4]);
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        may_be = may_be || strstr(text, marks[i]);
    }
    return may_be;
}

/* Whether a text names another day than today: "11月24日", "周二". Nothing is shown by that
 * guess, but a mark is left out. */
static bool is_another_day(struct pen *pen, const struct moment_guess *guess, const char *text)
{
    const char *until = NULL;
    int month_days = 0;
    char today[MOMENT_BYTES];
    const struct moment now = { .form = MOMENT_DATE, .face_ms = guess->now_ms };
    const char *day =
        may_be_day(text) ? moment_guess(pen->arena, guess, text, &month_days, &until) : NULL;
    return day && !until && strcmp(day, moment_print(&now, today)) != 0;
}

static bool is_of_another_day(const struct table *table, struct pen *pen,
    const struct moment_guess *guess, const struct table_row *row)
{
    bool is_another = is_another_day(pen, guess, row->group);
    for (size_t i = 0; i < row->cell_count && !is_another; i++) {
        is_another = strcmp(table->item->columns[i].type, "text") == 0 &&
                     is_another_day(pen, guess, row->cells[i]);
    }
    return is_another;
}

/* What is so of all rows marks none. */
static void unmark_all(const struct table *table, bool *is_now)
{
    size_t rows = 0, marked = 0;
    for (size_t i = 0; i < table->row_count; i++) {
        rows += !table->rows[i]->group[0];
        marked += is_now[i];
    }
    for (size_t i = 0; i < table->row_count && rows > 1 && rows == marked; i++) {
        is_now[i] = false;
    }
}

/* Rows of other days than today, by their own cells or by the heading that they stand under. */
static void unmark_other_days(const struct table *table, struct pen *pen, bool *is_now)
{
    const struct zone *zone = pen->layout->config->screen.timezone;
    const struct moment_guess guess = { .now_ms = zone_local_ms(zone, pen->layout->now_ms),
        .forms = MOMENT_DATE };
    bool is_below_another = false;
    for (size_t i = 0; i < table->row_count; i++) {
        const struct table_row *row = table->rows[i];
        if (row->group[0]) {
            is_below_another = is_of_another_day(table, pen, &guess, row);
        } else if (is_now[i]) {
            is_now[i] = !is_below_another && !is_of_another_day(table, pen, &guess, row);
        }
    }
}

static void mark(const struct table *table, int minute, bool *is_now)
{
    bool is_departure = strcmp(type_of_times(table->item), "departure") == 0;
    int next = -1;
    for (size_t i = 0; i < table->row_count; i++) {
        const struct table_row *row = table->rows[i];
        if (is_departure && (i == 0 || row->group[0])) {
            next = next_departure(table, i, minute);
        }
        is_now[i] =
            is_departure ? next >= 0 && row->from_minute == next : is_running(row, minute);
    }
}

/* A heading with nothing left below it goes. */
static void drop_last_heading(struct table *table)
{
    if (table->row_count > 0 && table->rows[table->row_count - 1]->group[0]) {
        table->row_count--;
    }
}

static void choose_left(struct table *table, const struct zone *zone, int64_t now_ms)
{
    const struct item *item = table->item;
    for (size_t i = 0; i < item->table_row_count; i++) {
        const struct table_row *row = &item->table_rows[i];
        if (row->group[0]) {
            drop_last_heading(table);
        }
        if (row->group[0] || is_left(zone, row, now_ms)) {
            table->rows[table->row_count++] = row;
        }
    }
    drop_last_heading(table);
}

static void find_headings(const struct table *table, int *headings)
{
    int above = TABLE_NO_HEADING;
    for (size_t i = 0; i < table->row_count; i++) {
        bool is_heading = table->rows[i]->group[0];
        headings[i] = is_heading ? TABLE_NO_HEADING : above;
        above = is_heading ? (int)i : above;
    }
}

void table_choose_rows(struct table *table, struct pen *pen)
{
    const struct zone *zone = pen->layout->config->screen.timezone;
    const struct civil_date now = date_at(zone, pen->layout->now_ms);
    size_t most = table->item->table_row_count;
    bool *is_now = arena_array(table->arena, most, sizeof *is_now);
    int *headings = arena_array(table->arena, most, sizeof *headings);
    table->rows = arena_array(table->arena, most, sizeof *table->rows);
    if (!table->rows || !is_now || !headings) {
        pen->failed = true;
        return;
    }
    table->is_now = is_now;
    table->headings = headings;
    choose_left(table, zone, pen->layout->now_ms);
    find_headings(table, headings);
    if (!pen->layout->is_clock_doubtful) {
        mark(table, now.hour * 60 + now.minute, is_now);
        unmark_other_days(table, pen, is_now);
        unmark_all(table, is_now);
    }
}
