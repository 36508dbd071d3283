#include "programme/show_rule.h"

#include "base/clock.h"
#include "time/week_words.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

enum { EVERY_DAY = 0x7f };

static const int64_t day_ms = 86400000;

static const char *skip_spaces(const char *at)
{
    return at + strspn(at, " \t");
}

/* Two digits, or with `short_allowed` one. */
static bool read_number(const char **at, bool short_allowed, int *value)
{
    const char *text = *at;
    if (!isdigit((unsigned char)text[0])) {
        return false;
    }
    *value = text[0] - '0';
    (*at)++;
    if (isdigit((unsigned char)text[1])) {
        *value = *value * 10 + (text[1] - '0');
        (*at)++;
        return true;
    }
    return short_allowed;
}

static bool literal(const char **at, char wanted)
{
    if (**at != wanted) {
        return false;
    }
    (*at)++;
    return true;
}

/* "T08:00", "T08:00:30", "T08:00:30.5", behind a date and without an offset. */
static bool read_local_time(const char *at, int64_t *ms)
{
    int hour, minute, second = 0;
    if ((!literal(&at, 'T') && !literal(&at, 't') && !literal(&at, ' ')) ||
        !read_number(&at, false, &hour) || !literal(&at, ':') ||
        !read_number(&at, false, &minute)) {
        return false;
    }
    if (literal(&at, ':') && !read_number(&at, false, &second)) {
        return false;
    }
    if (at[0] == '.' && isdigit((unsigned char)at[1])) {
        at += 1 + strspn(at + 1, "0123456789");
    }
    *ms = ((int64_t)hour * 3600 + minute * 60 + second) * 1000;
    return !*at && hour < 24 && minute < 60 && second <= 60;
}

/* Adds the seconds that RFC 3339 asks for and people leave out: "T08:00+08:00". */
static bool read_offset_time(const char *text, int64_t *wall_ms)
{
    char full[48];
    if (strlen(text) > 32) {
        return false;
    }
    bool has_seconds = strlen(text) > 16 && text[16] == ':';
    snprintf(full, sizeof full, "%.16s%s%s", text, has_seconds ? "" : ":00",
        strlen(text) > 16 ? text + 16 : "");
    if (strlen(full) > 10 && full[10] == ' ') {
        full[10] = 'T';
    }
    return clock_parse_rfc3339(full, wall_ms, NULL);
}

static bool read_date(const char *text, int64_t *days)
{
    int year = 0, month, day;
    for (int i = 0; i < 4; i++) {
        if (!isdigit((unsigned char)text[i])) {
            return false;
        }
        year = year * 10 + (text[i] - '0');
    }
    const char *at = text + 5;
    if (text[4] != '-' || !read_number(&at, false, &month) || !literal(&at, '-') ||
        !read_number(&at, false, &day) || !clock_is_civil(year, month, day)) {
        return false;
    }
    *days = clock_days_from_civil(year, month, day);
    return true;
}

bool show_moment_parse(
    const char *text, const struct zone *zone, bool end_of_day, int64_t *wall_ms)
{
    int64_t days, time_ms = 0;
    if (!read_date(text, &days)) {
        return false;
    }
    enum zone_side side = end_of_day ? ZONE_LAST : ZONE_FIRST;
    if (!text[10]) {
        *wall_ms = zone_wall_ms(zone, (days + end_of_day) * day_ms, side);
        return true;
    }
    if (read_local_time(text + 10, &time_ms)) {
        *wall_ms = zone_wall_ms(zone, days * day_ms + time_ms, side);
        return true;
    }
    return read_offset_time(text, wall_ms);
}

static bool read_days(const char *at, unsigned *days)
{
    *days = 0;
    do {
        at = skip_spaces(at);
        int first = week_word_day(&at);
        int last = first >= 0 && week_word_to(&at) ? week_word_day(&at) : first;
        if (last < 0) {
            return false;
        }
        for (int day = first;; day = (day + 1) % WEEK_DAYS) {
            *days |= 1u << day;
            if (day == last) {
                break;
            }
        }
        at = skip_spaces(at);
    } while (literal(&at, ','));
    return !*at;
}

/* "7:30-12:00, 22:00-02:00", and "24:00" at a window's end. */
static bool read_hours(const char *at, struct day_windows *windows)
{
    windows->count = 0;
    do {
        at = skip_spaces(at);
        int from = week_word_clock(&at);
        int until = from >= 0 && week_word_to(&at) ? week_word_clock(&at) : -1;
        if (until < 0 || from == until || from == DAY_MINUTES ||
            windows->count == WEEK_MAX_WINDOWS) {
            return false;
        }
        until += until < from ? DAY_MINUTES : 0;
        windows->list[windows->count++] = (struct day_window) { from, until };
        at = skip_spaces(at);
    } while (literal(&at, ','));
    return !*at;
}

static bool has_tag(const struct text_list *tags, const char *tag)
{
    for (size_t i = 0; i < tags->count; i++) {
        if (strcmp(tags->items[i], tag) == 0) {
            return true;
        }
    }
    return false;
}

/* Any of the plain tags, none of the negated ones; no plain tag at all means everywhere. */
static bool is_on_screen(const struct show *show, const struct text_list *tags)
{
    bool named = false, wanted = false;
    for (size_t i = 0; i < show->screen_count; i++) {
        const char *tag = show->screens[i];
        if (tag[0] == '!') {
            if (has_tag(tags, tag + 1)) {
                return false;
            }
        } else {
            named = true;
            wanted = wanted || has_tag(tags, tag);
        }
    }
    return wanted || !named;
}

bool show_rule_parse(const struct show *show, const struct text_list *tags,
    const struct zone *zone, struct show_rule *rule, struct error *error)
{
    *rule = (struct show_rule) {
        .on_this_screen = is_on_screen(show, tags),
        .from_ms = INT64_MIN,
        .until_ms = INT64_MAX,
        .is_weekly = *show->days || *show->hours,
    };
    unsigned days = EVERY_DAY;
    struct day_windows windows = { .list = { { 0, DAY_MINUTES } }, .count = 1 };
    if (*show->from && !show_moment_parse(show->from, zone, false, &rule->from_ms)) {
        return error_set(error, "from: not a date: \"%s\"", show->from);
    }
    if (*show->until && !show_moment_parse(show->until, zone, true, &rule->until_ms)) {
        return error_set(error, "until: not a date: \"%s\"", show->until);
    }
    if (rule->until_ms <= rule->from_ms) {
        return error_set(
            error, "until: \"%s\" is not after from \"%s\"", show->until, show->from);
    }
    if (*show->days && !read_days(show->days, &days)) {
        return error_set(error, "days: not days such as \"Mon-Fri,Sun\": \"%s\"", show->days);
    }
    if (*show->hours && !read_hours(show->hours, &windows)) {
        return error_set(
            error, "hours: not hours such as \"07:30-12:00,14:00-22:00\": \"%s\"", show->hours);
    }
    for (int day = 0; rule->is_weekly && day < WEEK_DAYS; day++) {
        if (days >> day & 1) {
            rule->week.days[day] = windows;
        }
    }
    return true;
}
