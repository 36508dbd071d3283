/* Dates as a campus reads them; wording/ has their words. Any thread: each opens China's
 * calendar once and keeps it, since opening one costs more than laying out a slide. */
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

/* Of China's calendar; months from 1. */
struct lunar_date {
    int month, day;
    bool is_leap;
};

/* False when ICU cannot tell. */
bool date_lunar(const struct civil_date *date, struct lunar_date *out);

/* "10:05", in the arena; NULL when memory is out. */
const char *date_clock_text(struct arena *arena, const struct zone *zone, int64_t now_ms);
