/* Times of day within a sentence: 下午, 3点半, 8:00-12:00. Of command/desk/when alone. */
#pragma once

#include "base/error.h"

#include <stdbool.h>

/* When they begin and end is told in docs/desk.md. */
enum when_part {
    PART_NONE,
    PART_SMALL,     /* 凌晨 */
    PART_EARLY,     /* 早上 */
    PART_MORNING,   /* 上午 */
    PART_NOON,      /* 中午 */
    PART_AFTERNOON, /* 下午 */
    PART_DUSK,      /* 傍晚 */
    PART_EVENING,   /* 晚上 */
    PART_AM,        /* with an hour alone */
    PART_PM,
};

/* A part of the day, or a time that may be within one. */
struct when_clock {
    enum when_part part;
    int minute;       /* as it is written; -1: the part alone */
    bool is_bare;     /* the 9 of "9-11am" */
    bool is_spoken;   /* 3点: of either half of the day */
    bool is_midnight; /* the end of a day where something ends, else its beginning */
    bool is_next;     /* 次日 */
    const char *text; /* as it is written, borrowed of the sentence */
    int length;
};

/* Minutes of the day on which it begins. */
struct when_window {
    int from, until; /* until: above 1440 past midnight */
    bool is_part;    /* 下午, without a time */
};

/* "下午", "8:00", "下午3点半", "8:30 pm", "noon", and "9" where it is the beginning of a range.
 * Where there is none *at is left alone. */
bool when_take_clock(const char **at, struct when_clock *clock);

/* Minutes of its day when something that begins, or ends, then does so; -1 with a reason where
 * the part has no such hour (上午15点), or where it may be either (3点). */
int when_clock_from(const struct when_clock *clock, struct error *error);
int when_clock_until(const struct when_clock *clock, struct error *error);

/* "9点", which is in the evening as likely where 9:00 is over; says so, and is -1. */
bool when_is_either(const struct when_clock *clock);
int when_told_either(const struct when_clock *clock, struct error *error);

/* From one to another of the same day or, in the evening and where that is said, the next. */
bool when_window_of(const struct when_clock *begin, const struct when_clock *end,
    struct when_window *window, struct error *error);

/* "8:00-12:00", "9-11am", "20:00-次日6:00", "中午". False with *at left alone where there is
 * none, with *error filled where there is no such. */
bool when_take_window(const char **at, struct when_window *window, struct error *error);

/* "、", "和", "and": what stands between windows, and between days. */
bool when_take_join(const char **at);
