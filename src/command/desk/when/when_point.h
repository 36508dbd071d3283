/* A beginning or an end within a sentence. Of command/desk/when alone. */
#pragma once

#include "command/desk/when/when_reader.h"

struct when_point {
    bool has_days, has_clock;
    struct when_days days;
    struct when_clock clock;
    bool is_onwards; /* 三天后 */
    bool is_now;     /* 现在, 即日: from when on, nobody needs to be told */
    bool is_exact;   /* RFC 3339 as it was written: */
    struct moment exact;
    const char *text, *behind; /* as it was written */
};

int when_now_minute(const struct when_reader *reader);

/* On or after which an end is that has no year: its beginning's day (NULL: today). */
int64_t when_first_day(const struct when_reader *reader, const struct when_point *begin);

/* 现在, a day, or "一小时后". `begin`: what it ends, or NULL. */
bool when_take_day(
    struct when_reader *reader, const struct when_point *begin, struct when_point *point);

/* The time of day behind that day, if any, or one alone or before a day, "8 p.m. tonight".
 * False where there is neither. */
bool when_take_time(
    struct when_reader *reader, const struct when_point *begin, struct when_point *point);

/* The 5 of "Dec 3-5". */
bool when_take_ordinal_end(
    struct when_reader *reader, const struct when_point *begin, struct when_point *end);
