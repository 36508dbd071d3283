/* Dates as a campus reads them. ICU lives in date.c alone. Any thread: each opens its calendar
 * once and keeps it, since opening one costs more than laying out a slide. */
#pragma once

#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>

struct civil_date {
    int year, month, day;
    int hour, minute; /* 0 where a text gave a day only */
    int weekday;      /* 0 is Sunday */
    bool has_time;
};

/* The civil time in an IANA zone; UTC when ICU does not know the zone. */
struct civil_date date_at(const char *timezone, int64_t now_ms);

/* "2026-11-23", with or without "T08:00..." behind it, read as written: for dates that have no
 * offset, such as an agenda's. What a feed dates otherwise is a moment, see below. False for
 * anything else. */
bool date_parse(const char *text, struct civil_date *out);

/* The moment that such a text means on the wall of `timezone`, and its civil time there; an
 * offset in the text counts. A day alone is its beginning. */
bool date_moment(
    const char *timezone, const char *text, int64_t *wall_ms, struct civil_date *civil);

/* Whole days from one date to another. */
int64_t date_days_between(const struct civil_date *from, const struct civil_date *until);

enum { DATE_LUNAR_BYTES = 64 };

/* "十月十五", "闰六月初一". False when ICU cannot tell. */
bool date_lunar(const char *timezone, int64_t now_ms, char out[DATE_LUNAR_BYTES]);

/* All below are in the arena; NULL when memory is out. */

/* "10:05" */
const char *date_clock_text(struct arena *arena, const char *timezone, int64_t now_ms);
/* "11月23日", with the year in front when it is not this_year; a time follows when it has one
 * and with_time is set: "11月23日 8:30". */
const char *date_long_text(
    struct arena *arena, const struct civil_date *date, int this_year, bool with_time);
/* "11-23", "2025-11-23" when it is not this_year: figures that line up in a column. */
const char *date_list_text(struct arena *arena, const struct civil_date *date, int this_year);
