/* What countdowns, agendas and alerts have of their own. */
#include "base/translated.h"
#include "content/feed/native/feed_reader.h"
#include "content/text/syntax.h"

static const int64_t day_ms = 86400000;

static void read_row_time(struct feed_reader *reader, const cJSON *value, void *out)
{
    struct agenda_row *row = out;
    const char *text = "";
    reader_line(reader, value, &text);
    if (!syntax_period(text, &row->from_minute, &row->until_minute)) {
        reader_fault(reader, FINDING_VALUE, "not a time such as 09:00 or 09:00-10:30: %s",
            reader_quote(reader, text));
    }
}

static bool add_row(struct feed_reader *reader, const cJSON *value, void *out)
{
    static const struct own_member own[] = { { .name = "time", .read = read_row_time } };
    static const struct shape shape = SHAPE(&feed_row, own);
    struct item *item = out;
    struct agenda_row *row = (struct agenda_row *)&item->rows[item->row_count++];
    *row = (struct agenda_row) { .from_minute = -1, .until_minute = -1 };
    feed_blank(&feed_row, row);
    reader_members(reader, value, &shape, 0, row);
    return true;
}

/* A row that does not say when it ends lasts until the next one begins, the last an hour. */
static void end_rows(struct agenda_row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (rows[i].until_minute < 0) {
            size_t next = i + 1;
            while (next < count && rows[next].from_minute == rows[i].from_minute) {
                next++;
            }
            bool has_next = next < count && rows[next].from_minute > rows[i].from_minute;
            rows[i].is_open = true;
            rows[i].until_minute = has_next ? rows[next].from_minute : rows[i].from_minute + 60;
        }
    }
}

/* Half a table would mislead: a fault in a row holds the agenda back. */
void native_rows(struct feed_reader *reader, const cJSON *value, void *out)
{
    struct item *item = out;
    struct elements elements = { .max = FEED_ROWS_MAX, .read = add_row };
    struct agenda_row *rows = arena_array(reader->arena, FEED_ROWS_MAX, sizeof *rows);
    reader->no_memory = reader->no_memory || !rows;
    item->rows = rows;
    if (reader_each(reader, value, &elements, item)) {
        reader_cut(
            reader, FINDING_COUNT, "more than %d rows; the first are used", FEED_ROWS_MAX);
    }
    for (size_t i = 1; i < item->row_count && !reader->fault; i++) {
        if (rows[i].from_minute < rows[i - 1].from_minute) {
            reader_fault(reader, FINDING_ROWS, "row %zu begins before the one above it", i + 1);
        }
    }
    end_rows(rows, item->row_count);
}

/* What begins in three days may not be told now and fire then, forgotten by all: an alert that
 * says when it begins ends within a day of that. The programme keeps the rest of the promise.
 */
void native_check_alert(struct feed_reader *reader, const struct item *item)
{
    const struct show *show = &item->show;
    const struct moment *from = show->from.form ? &show->from : &reader->feed->issued;
    const struct moment *until = &show->until;
    if (!until->form) {
        reader_fault(reader, FINDING_ALERT, "an alert needs show.until");
        return;
    }
    if (show->window_count > 0 || show->days[0] || show->hours[0]) {
        reader_fault(reader, FINDING_ALERT, "an alert has no days, hours or windows");
        return;
    }
    /* Where one of the two leaves its place open, nothing can be told of them here. */
    bool is_told =
        from->form && (from->form == MOMENT_INSTANT) == (until->form == MOMENT_INSTANT);
    int64_t most_ms = until->form == MOMENT_DATE ? 0 : day_ms; /* a date alone ends its day */
    if (is_told && moment_wall_ms(until) - moment_wall_ms(from) > most_ms) {
        reader_fault(reader, FINDING_ALERT, "show.until is more than a day after %s",
            show->from.form ? translated("show.from") : translated("the feed's issued"));
    }
}
