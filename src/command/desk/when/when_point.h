/* One point of time within a sentence: a day, a time of day, or both. Of command/desk/when
 * alone. */
#pragma once

#include "command/desk/when/when.h"
#include "command/desk/when/when_words.h"

struct when_point {
    bool has_day, has_time;
    bool is_now;           /* 现在, 即日: from when on, nobody needs to be told */
    bool is_weekday_alone; /* 周五, Fri: may be any */
    bool is_yearless;      /* a month and a day, or a weekday: the next one */
    int weekday;           /* Monday is 0; of is_weekday_alone */
    int64_t day;           /* since 1970-01-01 */
    int minute;
    enum when_half half; /* 下午 */
    bool is_exact;       /* RFC 3339 as it was written: */
    struct moment exact;
};

/* Moves *at behind what it took; false with it alone where there is none. `first_day`: what has
 * no year is on or after it. *error is filled where a day is none (2月30日) or has another
 * weekday. */
bool when_take_point(const struct when_context *context, const char **at, int64_t first_day,
    struct when_point *point, struct error *error);
