/* Hours of a week: when a hotline is answered, when a screen sleeps. Days and minutes are those
 * that the campus's clocks show; days are counted from 1970-01-01. Plain data. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    WEEK_DAYS = 7,
    WEEK_HOLIDAY = 7,
    WEEK_SORTS = 8,
    WEEK_MAX_WINDOWS = 8,
    DAY_MINUTES = 1440
};

struct day_window {
    int from_minute, until_minute; /* of the day it begins on; above 1440 past midnight */
};

struct day_windows {
    struct day_window list[WEEK_MAX_WINDOWS];
    size_t count;
};

struct week_hours {
    struct day_windows days[WEEK_SORTS]; /* Monday first; of WEEK_HOLIDAY where has_holidays */
    bool has_holidays; /* holidays were named; otherwise they are as Sundays */
};

/* Holidays, and weekends that are worked on for them. */
struct calendar_range {
    int64_t first_day, last_day;
    bool is_off;      /* otherwise worked on, as a Monday */
    const char *name; /* "国庆节", or empty */
};

struct calendar {
    const struct calendar_range *ranges; /* sorted; no day twice */
    size_t count;
};

/* Reads "Mon-Fri 08:30-17:30", "周一至周五 08:30-11:30、14:00-17:00；周六 上午9点到12点",
 * "工作日 8:30-17:30", "每天 全天", "24小时", "08:00-20:00（节假日除外）". Hours without days
 * are every day's. A window that ends before it begins goes past midnight. False when it cannot
 * all be read. */
bool week_hours_parse(const char *text, struct week_hours *hours);

/* Monday is 0. */
int week_day_of(int64_t day);

/* Whose windows count on that day. The calendar may be NULL. */
const struct day_windows *week_windows_on(
    const struct week_hours *hours, const struct calendar *calendar, int64_t day);

/* Day and night, holidays too. */
bool week_is_always(const struct week_hours *hours);

bool week_is_open(
    const struct week_hours *hours, const struct calendar *calendar, int64_t day, int minute);

/* When it opens next, after that minute; false when it does not within a year. */
bool week_next_opening(
    const struct week_hours *hours, const struct calendar *calendar, int64_t *day, int *minute);
