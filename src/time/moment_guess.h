/* What somebody meant who wrote a date as on paper: "11月29日", "星期天", "29.11.2026",
 * "明天下午3点", "2026-11-31". A guess for people to look at: nothing is shown by it. */
#pragma once

#include "base/arena.h"
#include "time/moment.h"

struct moment_guess {
    int64_t now_ms;     /* the clocks' face where it was written, as if it were UTC's */
    int offset_minutes; /* of those clocks, where one is asked for */
    unsigned forms;     /* those that will do */
    bool is_past;       /* a day without a year is the last one, not the next */
};

/* As moment_read reads it, in one of the forms; NULL where nothing can be told, or memory is
 * out. *month_days is how many days the month has where it was written with more, else 0. Where
 * two dates were written, with 至, 到 or ~ between them, *until is the second one, else NULL.
 */
const char *moment_guess(struct arena *arena, const struct moment_guess *guess,
    const char *text, int *month_days, const char **until);
