/* iCalendar (RFC 5545): what happens today and on the next days, as an agenda a day, or all in
 * a table. */
#include "adapt/adapt.h"
#include "adapt/format/ical_event.h"
#include "adapt/format/ical_filter.h"
#include "base/clock.h"
#include "base/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const int64_t day_ms = 86400000, minute_ms = 60000;

enum { AGENDA_DAYS = 31, TABLE_DAYS = 7, SLICES_MAX = 8000, DAY_MINUTES = 1440, NOON = 720 };

/* What one day has of it. */
struct slice {
    int64_t day; /* since 1970 */
    int from,
        until; /* minutes of the day, until up to noon of the next; equal: no end is known */
    const char *summary, *place;
};

struct slices {
    struct slice *list;
    size_t count;
    int64_t first_day, end_day;
};

static int64_t day_of(int64_t local_ms)
{
    return local_ms / day_ms - (local_ms % day_ms < 0);
}

static void add_slice(struct slices *slices, const struct ical_happening *happening,
    int64_t day, int from, int until)
{
    if (day >= slices->first_day && day < slices->end_day && slices->count < SLICES_MAX) {
        slices->list[slices->count++] =
            (struct slice) { day, from, until, happening->summary, happening->place };
    }
}

/* Over midnight it stays one, but where it began before the days that are told. */
static void add_slices(struct slices *slices, const struct ical_happening *happening)
{
    int64_t first = day_of(happening->begin_ms), last = day_of(happening->end_ms);
    int from = (int)((happening->begin_ms - first * day_ms) / minute_ms);
    int until = (int)((happening->end_ms - last * day_ms) / minute_ms);
    bool is_night = last == first + 1 && until <= NOON && until < from;
    if (first == last || (is_night && first >= slices->first_day)) {
        add_slice(slices, happening, first, from, until);
        return;
    }
    last = last < slices->end_day ? last : slices->end_day;
    for (int64_t day = first > slices->first_day ? first : slices->first_day; day <= last;
         day++) {
        int begin = day == first ? from : 0, end = day == last ? until : DAY_MINUTES;
        if (end > begin) {
            add_slice(slices, happening, day, begin, end);
        }
    }
}

static int compare(const void *left, const void *right)
{
    const struct slice *a = left, *b = right;
    bool a_is_all = a->until - a->from == DAY_MINUTES,
         b_is_all = b->until - b->from == DAY_MINUTES;
    return a->day != b->day       ? (a->day < b->day ? -1 : 1)
           : a->from != b->from   ? a->from - b->from
           : a_is_all != b_is_all ? b_is_all - a_is_all
                                  : strcmp(a->summary, b->summary);
}

static bool has_han(const char *text)
{
    size_t size = strlen(text);
    for (size_t at = 0; at < size;) {
        if (utf8_is_han(utf8_next(text, size, &at))) {
            return true;
        }
    }
    return false;
}

static bool is_chinese(const struct ical_calendar *calendar)
{
    bool is = has_han(calendar->name);
    for (size_t i = 0; !is && i < calendar->count; i++) {
        is = has_han(calendar->happenings[i].summary);
    }
    return is || calendar->count == 0;
}

/* "11月29日 周日", "Sun 29 Nov" */
static void print_day(int64_t day, bool is_in_chinese, char out[40])
{
    static const char *const days[] = { "周四", "周五", "周六", "周日", "周一", "周二",
        "周三" };
    static const char *const english[] = { "Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed" };
    static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul",
        "Aug", "Sep", "Oct", "Nov", "Dec" };
    int year, month, of_month, weekday = (int)(day % 7);
    clock_civil_from_days(day, &year, &month, &of_month);
    if (is_in_chinese) {
        snprintf(out, 40, "%d月%d日 %s", month, of_month, days[weekday]);
    } else {
        snprintf(out, 40, "%s %d %s", english[weekday], of_month, months[month - 1]);
    }
}

static void print_time(const struct slice *slice, char out[16])
{
    int from = slice->from, until = slice->until;
    if (from == until) {
        snprintf(out, 16, "%02d:%02d", from / 60, from % 60);
    } else {
        snprintf(out, 16, "%02d:%02d-%02d:%02d", from / 60, from % 60, until / 60, until % 60);
    }
}

struct writing {
    struct adapt_out *out;
    struct arena *arena;
    const char *name;
    const struct slices *slices;
    bool is_in_chinese;
};

/* A day's agenda hangs from the day before it on which something happens: what is next is
 * always told, and what comes later waits. */
static void begin_agenda(const struct writing *writing, int64_t day, int64_t told_from)
{
    int year, month, of_month;
    clock_civil_from_days(day, &year, &month, &of_month);
    adapt_item_begin(writing->out, "agenda",
        arena_printf(writing->arena, "day-%d-%02d-%02d", year, month, of_month));
    adapt_item_text(writing->out, "title", writing->name); /* the slide says its date */
    adapt_item_day(writing->out, "date", day * day_ms);
    if (told_from >= 0) {
        adapt_item_day(writing->out, "show/from", told_from * day_ms);
    }
}

static void write_agendas(const struct writing *writing)
{
    const struct slices *slices = writing->slices;
    int64_t day = -1;
    for (size_t i = 0; i < slices->count; i++) {
        const struct slice *slice = &slices->list[i];
        char time[16];
        if (slice->day != day && adapt_out_is_full(writing->out)) {
            break;
        }
        if (slice->day != day) {
            begin_agenda(writing, slice->day, day);
            day = slice->day;
        }
        if (adapt_row_begin(writing->out)) {
            print_time(slice, time);
            adapt_row_text(writing->out, "time", time);
            adapt_row_text(writing->out, "title", slice->summary);
            adapt_row_text(writing->out, "place", slice->place);
        }
    }
}

/* A row goes when it is over; one without an end with its day. */
static void write_until(const struct writing *writing, const struct slice *slice)
{
    bool is_night = slice->until < slice->from;
    int minutes =
        slice->until == slice->from ? DAY_MINUTES : slice->until + (is_night ? DAY_MINUTES : 0);
    const struct moment until = { .form = MOMENT_LOCAL,
        .face_ms = slice->day * day_ms + minutes * minute_ms };
    char text[MOMENT_BYTES];
    adapt_row_text(writing->out, "until", moment_print(&until, text));
}

static bool has_places(const struct slices *slices)
{
    for (size_t i = 0; i < slices->count; i++) {
        if (*slices->list[i].place) {
            return true;
        }
    }
    return false;
}

static void write_table(const struct writing *writing)
{
    const struct slices *slices = writing->slices;
    bool is_in_chinese = writing->is_in_chinese, with_places = has_places(slices);
    int64_t day = -1;
    adapt_item_begin(writing->out, "table", "calendar");
    adapt_item_text(writing->out, "title", writing->name);
    adapt_item_text(
        writing->out, "empty", is_in_chinese ? "近日没有安排" : "Nothing is planned");
    adapt_column(writing->out, is_in_chinese ? "时间" : "Time", "time", NULL);
    adapt_column(writing->out, is_in_chinese ? "事项" : "What", NULL, NULL);
    if (with_places) {
        adapt_column(writing->out, is_in_chinese ? "地点" : "Where", NULL, NULL);
    }
    for (size_t i = 0; i < slices->count; i++) {
        const struct slice *slice = &slices->list[i];
        char text[40];
        if (slice->day != day) {
            day = slice->day;
            print_day(day, is_in_chinese, text);
            if (adapt_row_begin(writing->out)) {
                adapt_row_text(writing->out, "group", text);
            }
        }
        if (!adapt_row_begin(writing->out)) {
            break;
        }
        bool is_all_day = slice->until - slice->from == DAY_MINUTES;
        print_time(slice, text);
        adapt_row_cell(writing->out, is_all_day ? (is_in_chinese ? "全天" : "All day") : text);
        adapt_row_cell(writing->out, slice->summary);
        if (with_places) {
            adapt_row_cell(writing->out, slice->place);
        }
        write_until(writing, slice);
    }
}

static void note_lost(
    struct adapt_out *out, const struct ical_calendar *calendar, const struct ical_cut *cut)
{
    if (calendar->private_ones > 0) {
        adapt_out_note(out, "private events are left out: %zu", calendar->private_ones);
    }
    if (calendar->without_date > 0) {
        adapt_out_note(out, "events without a date that can be read are left out: %zu",
            calendar->without_date);
    }
    if (calendar->too_often > 0) {
        adapt_out_note(out,
            "events whose rule is not followed (more often than daily, or none that is known) "
            "are left out: %zu",
            calendar->too_often);
    }
    if (cut->events > 0) {
        adapt_out_note(out, "events behind the first 4000 are left out: %zu", cut->events);
    }
    if (cut->lines > 0) {
        adapt_out_note(
            out, "lines that are too long or too many are left out: %zu", cut->lines);
    }
    if (calendar->unknown_zone) {
        adapt_out_note(out, "the time zone \"%.60s\" is not known: taken for the campus's",
            calendar->unknown_zone);
    }
    if (calendar->is_cut) {
        adapt_out_note(out, "more happens than is kept: some of it is left out");
    }
}

static const char *name_of(const struct ical_calendar *calendar)
{
    return *calendar->name ? calendar->name : is_chinese(calendar) ? "日程" : "Calendar";
}

static bool write_feed(const struct adapt_request *request, struct adapt_out *out,
    struct arena *arena, const struct ical_calendar *calendar)
{
    bool is_table = strcmp(request->kind, "table") == 0;
    int64_t today = day_of(zone_local_ms(request->zone, request->now_ms));
    struct slices slices = { .list = arena_array(arena, SLICES_MAX, sizeof *slices.list),
        .first_day = today,
        .end_day = today + (is_table ? TABLE_DAYS : AGENDA_DAYS) };
    const struct writing writing = { out, arena, name_of(calendar), &slices,
        is_chinese(calendar) };
    if (!slices.list) {
        return false;
    }
    for (size_t i = 0; i < calendar->count; i++) {
        if (*calendar->happenings[i].summary) {
            add_slices(&slices, &calendar->happenings[i]);
        }
    }
    qsort(slices.list, slices.count, sizeof *slices.list, compare);
    (is_table ? write_table : write_agendas)(&writing);
    return !arena->has_failed;
}

static bool adapt(
    const struct adapt_request *request, struct adapt_out *out, struct error *error)
{
    struct arena arena;
    struct bytes text;
    struct ical_cut cut;
    struct ical_calendar calendar;
    int64_t today = day_of(zone_local_ms(request->zone, request->now_ms));
    const struct ical_span span = { today * day_ms, (today + AGENDA_DAYS) * day_ms,
        request->zone };
    arena_init(&arena);
    bytes_init(&text);
    bool done = ical_filter(&text, request->data, request->size, &cut, error) &&
                ical_read(&calendar, &arena, text.size ? text.data : "", &span, error);
    if (done) {
        note_lost(out, &calendar, &cut);
        done = write_feed(request, out, &arena, &calendar) || error_set(error, "out of memory");
    }
    bytes_finish(&text);
    arena_finish(&arena);
    return done;
}

static enum adapt_fit detect(const struct adapt_request *request)
{
    const char *begin = request->data + strspn(request->data, " \t\r\n");
    return strncasecmp(begin, "BEGIN:VCALENDAR", 15) == 0 ? ADAPT_SURE : ADAPT_NO;
}

const struct adapt_format adapt_format_ical = {
    .name = "ical", .prepare = ical_prepare, .detect = detect, .adapt = adapt
};
