/* Dates within a sentence. Of command/desk/when alone. */
#pragma once

#include "command/desk/when/when_calendar.h"

/* How long ago a date without a year may be: an older one is next year's. */
enum { WHEN_PAST_DAYS = 60, WHEN_AHEAD_DAYS = 305 };

/* "2026-12-01", "12月1日", "12月1日（周二）", "Tue 1 Dec 2026", "5日", "12月": as
 * when_take_days. */
bool when_take_date(const struct when_context *context, const char **at,
    const int64_t *first_day, struct when_days *days, struct error *error);

/* "5", "5th": the end of "Dec 3-5" and the beginning of "3 to 5 December"; the day of the
 * month, or -1. */
int when_take_ordinal(const char **at);
