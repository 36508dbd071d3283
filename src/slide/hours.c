#include "slide/hours.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

static const char *const days[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
static const char *const day_names[] = { "周一", "周二", "周三", "周四", "周五", "周六",
    "周日" };

/* Reads a day's name at *at and moves past it; -1 when there is none. */
static int read_day(const char **at)
{
    for (int i = 0; i < 7; i++) {
        if (strncasecmp(*at, days[i], 3) == 0) {
            *at += 3;
            return i;
        }
    }
    return -1;
}

static bool read_days(const char **at, char *out, size_t size)
{
    int first = read_day(at);
    int last = first;
    if (first >= 0 && **at == '-') {
        (*at)++;
        last = read_day(at);
    }
    if (first < 0 || last < 0) {
        return false;
    }
    if (first == 0 && last == 6) {
        snprintf(out, size, "每天");
    } else if (first == last) {
        snprintf(out, size, "%s", day_names[first]);
    } else {
        snprintf(out, size, "%s至%s", day_names[first], day_names[last]);
    }
    return true;
}

static bool read_time(const char **at, int *minutes)
{
    int hour = 0, minute = 0, length = 0;
    if (sscanf(*at, "%2d:%2d%n", &hour, &minute, &length) != 2 || hour < 0 || hour > 24 ||
        minute < 0 || minute > 59) {
        return false;
    }
    *at += length;
    *minutes = hour * 60 + minute;
    return true;
}

const char *hours_in_words(struct arena *arena, const char *hours)
{
    char when[64] = "";
    const char *at = hours;
    bool has_days = read_days(&at, when, sizeof(when));
    while (has_days && *at == ' ') {
        at++;
    }
    int from = 0, until = 0;
    bool has_times = read_time(&at, &from) && *at++ == '-' && read_time(&at, &until);
    if (!has_times || *at != '\0') {
        return arena_strdup(arena, hours);
    }
    bool is_all_day = from == 0 && until == 24 * 60;
    if (is_all_day && strcmp(when, "每天") == 0) {
        return arena_strdup(arena, "24小时");
    }
    if (is_all_day) {
        return arena_printf(arena, "%s全天", when);
    }
    return arena_printf(arena, "%s%s%d:%02d—%d:%02d", when, when[0] != '\0' ? " " : "",
        from / 60, from % 60, until / 60, until % 60);
}
