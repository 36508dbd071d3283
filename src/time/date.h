/* Dates as a campus reads them. Any thread: each opens China's calendar once and keeps it,
 * since opening one costs more than laying out a slide. */
#pragma once

#include "base/arena.h"
#include "time/zone.h"

#include <stdbool.h>
#include <stdint.h>

struct civil_date {
    int year, month, day;
    int hour, minute; /* 0 where a day only was written */
    int weekday;      /* 0 is Sunday */
    bool has_time;
};

struct civil_date date_at(const struct zone *zone, int64_t now_ms);

/* The date as people there read it: what was written, or where that leaves nothing open, what
 * the clocks of the zone showed then. False for one that was not given. */
bool date_of_moment(
    const struct zone *zone, const struct moment *moment, struct civil_date *out);

/* Whole days from one date to another. */
int64_t date_days_between(const struct civil_date *from, const struct civil_date *until);

enum { DATE_LUNAR_BYTES = 64 };

/* "十月十五", "闰六月初一". False when ICU cannot tell. */
bool date_lunar(const struct civil_date *date, char out[DATE_LUNAR_BYTES]);

/* All below are in the arena; NULL when memory is out. */

/* "10:05" */
const char *date_clock_text(struct arena *arena, const struct zone *zone, int64_t now_ms);
/* "11月23日", with the year in front when it is not this_year; a time follows when it has one
 * and with_time is set: "11月23日 8:30". */
const char *date_long_text(
    struct arena *arena, const struct civil_date *date, int this_year, bool with_time);
/* "11-23", "2025-11-23" when it is not this_year: figures that line up in a column. */
const char *date_list_text(struct arena *arena, const struct civil_date *date, int this_year);
