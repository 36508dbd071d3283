#include "programme/show_rule.h"

#include "base/clock.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { EVERY_DAY = 0x7f, DAY_MINUTES = 24 * 60 };

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

/* 0 is Monday; three letters or all of them. */
static bool read_day(const char **at, int *day)
{
    static const char *const names[] = { "monday", "tuesday", "wednesday", "thursday", "friday",
        "saturday", "sunday" };
    size_t length = 0;
    while (isalpha((unsigned char)(*at)[length])) {
        length++;
    }
    for (int i = 0; i < 7; i++) {
        if ((length == 3 || length == strlen(names[i])) &&
            strncasecmp(*at, names[i], length) == 0) {
            *at += length;
            *day = i;
            return true;
        }
    }
    return false;
}

static bool read_days(const char *at, unsigned *days)
{
    *days = 0;
    for (;;) {
        int first, last;
        at = skip_spaces(at);
        if (!read_day(&at, &first)) {
            return false;
        }
        last = first;
        at = skip_spaces(at);
        if (*at == '-') {
            at = skip_spaces(at + 1);
            if (!read_day(&at, &last)) {
                return false;
            }
            at = skip_spaces(at);
        }
        for (int day = first;; day = (day + 1) % 7) {
            *days |= 1u << day;
            if (day == last) {
                break;
            }
        }
        if (*at != ',') {
            return !*at;
        }
        at++;
    }
}

/* "7:30", "07:30", and "24:00" at a window's end. */
static bool read_minute(const char **at, int *minute_of_day)
{
    int hour, minute;
    if (!read_number(at, true, &hour) || !literal(at, ':') ||
        !read_number(at, false, &minute)) {
        return false;
    }
    *minute_of_day = hour * 60 + minute;
    return minute < 60 && *minute_of_day <= DAY_MINUTES;
}

static bool read_hours(const char *at, struct show_rule *rule)
{
    rule->window_count = 0;
    for (;;) {
        struct day_window window;
        at = skip_spaces(at);
        if (rule->window_count == SHOW_MAX_WINDOWS || !read_minute(&at, &window.from_minute)) {
            return false;
        }
        at = skip_spaces(at);
        if (*at != '-') {
            return false;
        }
        at = skip_spaces(at + 1);
        if (!read_minute(&at, &window.until_minute) || window.from_minute == DAY_MINUTES ||
            window.from_minute == window.until_minute) {
            return false;
        }
        if (window.until_minute < window.from_minute) {
            window.until_minute += DAY_MINUTES;
        }
        rule->windows[rule->window_count++] = window;
        at = skip_spaces(at);
        if (*at != ',') {
            return !*at;
        }
        at++;
    }
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
        .days = EVERY_DAY,
        .windows = { { 0, DAY_MINUTES } },
        .window_count = 1,
    };
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
    if (*show->days && !read_days(show->days, &rule->days)) {
        return error_set(error, "days: not days such as \"Mon-Fri,Sun\": \"%s\"", show->days);
    }
    if (*show->hours && !read_hours(show->hours, rule)) {
        return error_set(
            error, "hours: not hours such as \"07:30-12:00,14:00-22:00\": \"%s\"", show->hours);
    }
    return true;
}
