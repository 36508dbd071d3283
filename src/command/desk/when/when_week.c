#include "command/desk/when/when_date.h"
#include "command/desk/when/when_reader.h"
#include "command/desk/when/when_words.h"
#include "content/text/syntax.h"
#include "time/week.h"
#include "time/week_words.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { RANGES_MAX = 8, DAYS_BYTES = 100 };

static bool overlap(const struct when_window *a, const struct when_window *b)
{
    for (int shift = -DAY_MINUTES; shift <= DAY_MINUTES; shift += DAY_MINUTES) {
        if (a->from < b->until + shift && b->from + shift < a->until) {
            return true;
        }
    }
    return false;
}

static bool told_twice(struct when_reader *reader, const char *behind)
{
    return error_set(&reader->error, "the time of day is said twice: %.*s",
        (int)(behind - reader->at), reader->at);
}

/* With those before it: 中午 and 下午 go over into each other, times must not. */
static bool add_window(
    struct when_window *windows, int *count, const struct when_window *window)
{
    for (int i = 0; i < *count; i++) {
        struct when_window *other = &windows[i];
        if (overlap(other, window)) {
            other->from = window->from < other->from ? window->from : other->from;
            other->until = window->until > other->until ? window->until : other->until;
            return other->is_part && window->is_part;
        }
    }
    windows[(*count)++] = *window;
    return true;
}

static const char *print_windows(
    struct arena *arena, const struct when_window *windows, int count)
{
    char out[RANGES_MAX * 12 + 1] = "";
    size_t used = 0;
    for (int i = 0; i < count; i++) {
        int from = windows[i].from, until = windows[i].until;
        until -= until > DAY_MINUTES ? DAY_MINUTES : 0;
        used += (size_t)snprintf(out + used, sizeof out - used, "%s%02d:%02d-%02d:%02d",
            i ? "," : "", from / 60, from % 60, until / 60, until % 60);
    }
    return syntax_hours(arena, out);
}

bool when_take_hours(struct when_reader *reader)
{
    const char *at = reader->at, *behind = at;
    struct when_window windows[RANGES_MAX], window;
    int count = 0;
    while (count < RANGES_MAX && when_take_window(&at, &window, &reader->error)) {
        if (window.from >= DAY_MINUTES) {
            return error_set(&reader->error, "24:00 is the end of a day, not its beginning");
        }
        if (!add_window(windows, &count, &window)) {
            return told_twice(reader, at);
        }
        behind = at;
        if (!when_take_join(&at)) {
            break;
        }
    }
    if (*reader->error.text || count == 0) {
        return false;
    }
    if (reader->when->hours) {
        return told_twice(reader, behind);
    }
    reader->when->hours = print_windows(reader->context->arena, windows, count);
    reader->at = behind;
    return reader->when->hours != NULL;
}

/* The 三 of "周一三五" and of "周一、三、五": not that of 三食堂. */
static int take_numeral(const char **at)
{
    const char *text = *at, *more;
    int day = strncmp(text, "天", strlen("天")) == 0 ? -1 : week_word_numeral(&text);
    more = text;
    if (day < 0 || (!when_ends_figure(text) && take_numeral(&more) <= day)) {
        return -1;
    }
    *at = text;
    return day;
}

/* Whether a date follows: "Sat 17 Feb" says which Saturday, as "Sat next week" does. */
static bool is_of_date(const struct when_reader *reader, const char *behind)
{
    struct when_days days;
    struct error error = { 0 };
    when_skip(&behind);
    const char *next = behind;
    return WHEN_TAKE(&next, "next week", "of next week") ||
           (when_take_date(reader->context, &behind, NULL, &days, &error) && !*error.text);
}

struct list {
    char out[DAYS_BYTES];
    size_t used;
    int count;     /* of days that are named, both of a range */
    bool is_named; /* 工作日 */
};

static void add(struct list *list, int first, int last)
{
    static const char *const names[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
    list->used += (size_t)snprintf(list->out + list->used, DAYS_BYTES - list->used, "%s%s%s%s",
        list->count ? "," : "", names[first], last == first ? "" : "-",
        last == first ? "" : names[last]);
    list->count += last == first ? 1 : 2;
}

/* "周一至周五、周日", "工作日", "周末", "Mon-Fri and Sun", "周一三五". */
static void take_days(
    const struct when_reader *reader, const char **text, bool is_every, struct list *list)
{
    *list = (struct list) { 0 };
    if (WHEN_TAKE(text, "工作日", "weekdays", "weekday", "working days")) {
        add(list, 0, 4);
        list->is_named = true;
        return;
    }
    if (WHEN_TAKE(text, "周末两天", "周末", "weekends", "weekend")) {
        add(list, 5, 6);
        list->is_named = true;
        return;
    }
    const char *at = *text;
    for (bool behind_comma = true; list->count < RANGES_MAX;) {
        bool is_first = list->count == 0;
        when_skip(&at);
        int first = week_word_day(&at);
        first = first < 0 && !behind_comma ? take_numeral(&at) : first;
        const char *end = at;
        int last = -1;
        if (first >= 0 && when_take_to(&end)) {
            last = week_word_day(&end);
            last = last < 0 ? take_numeral(&end) : last;
        }
        at = last >= 0 ? end : at;
        last = last >= 0 ? last : first;
        bool may_be_date = is_first ? !is_every : behind_comma;
        if (first < 0 || (may_be_date && is_of_date(reader, at))) {
            break;
        }
        add(list, first, last);
        *text = at;
        for (int next; list->count < RANGES_MAX && (next = take_numeral(&at)) > last;) {
            add(list, next, next);
            last = next;
            *text = at;
        }
        at = *text;
        when_skip(&at);
        behind_comma = *at == ',';
        if (!when_take_join(&at) && (unsigned char)*at < 0x80) { /* "周六周日" */
            break;
        }
    }
    when_skip(text);
}

/* "Mondays", which says every. */
static bool is_plural(const char *start, const char *end)
{
    while (end > start && end[-1] == ' ') {
        end--;
    }
    return end - start > 6 && strncasecmp(end - 4, "days", 4) == 0;
}

static int length_without_spaces(const char *start, const char *end)
{
    while (end > start && end[-1] == ' ') {
        end--;
    }
    return (int)(end - start);
}

/* "8-5" behind days, with nothing that makes a date of it. */
static void told_figures(struct when_reader *reader)
{
    const char *text = reader->at, *start;
    WHEN_TAKE(&text, ",");
    when_skip(&text);
    start = text;
    int from = when_take_number(&text);
    int until = from >= 0 && when_take_to(&text) ? when_take_number(&text) : -1;
    const char *behind = text;
    when_skip(&text);
    if (until < 0 || from > 24 || until > 24 || (*text && !strchr(",;.", *text))) {
        return;
    }
    error_set(&reader->error,
        "\"%.*s\": of the morning or of the evening? Write \"8:00-17:00\"",
        (int)(behind - start), start);
}

static void take_hours_behind(struct when_reader *reader)
{
    const char *text = reader->at;
    WHEN_TAKE(&reader->at, "的", "at", "from", "in the", ",");
    WHEN_TAKE(&reader->at, "每天", "每日", "daily");
    if (!when_take_hours(reader)) {
        reader->at = text;
        if (!*reader->error.text) {
            told_figures(reader);
        }
    }
}

bool when_take_weekly(struct when_reader *reader)
{
    const char *start = reader->at, *text = start;
    struct list days;
    if (WHEN_TAKE(&text, "每天", "每日", "天天", "daily", "every day", "each day")) {
        reader->at = text;
        reader->is_daily = true;
        take_hours_behind(reader);
        return !*reader->error.text;
    }
    WHEN_TAKE(&text, "on");
    bool is_every = WHEN_TAKE(&text, "每逢", "每个", "每", "every", "each");
    const char *list = text;
    struct when_clock clock;
    if (is_every && when_take_clock(&text, &clock) && clock.part != PART_NONE) {
        reader->at = list; /* 每晚, every evening */
        reader->is_daily = true;
        return when_take_hours(reader);
    }
    text = list;
    take_days(reader, &text, is_every, &days);
    if (days.count == 0 || (days.count == 1 && !is_every && !is_plural(list, text))) {
        return false;
    }
    if (reader->when->days) {
        return error_set(
            &reader->error, "the days are said twice: %.*s", (int)(text - start), start);
    }
    bool is_weekly = is_every || days.is_named || is_plural(list, text) || reader->has_from ||
                     reader->has_until;
    reader->when->days = syntax_days(reader->context->arena, days.out);
    reader->at = text;
    take_hours_behind(reader);
    if (!is_weekly && !reader->when->hours && !*reader->error.text) {
        int length = length_without_spaces(list, text);
        return error_set(&reader->error,
            "\"%.*s\": every week, or only the next ones? Write \"every %.*s\", or the "
            "dates",
            length, list, length, list);
    }
    return reader->when->days && !*reader->error.text;
}
