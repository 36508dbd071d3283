/* A sentence being read from its beginning to its end. Each when_take_… moves reader->at behind
 * what it understood and keeps that; else it leaves all as it is, or says in reader->error what
 * cannot be, and then the sentence is refused. Of command/desk/when alone. */
#pragma once

#include "command/desk/when/when.h"
#include "command/desk/when/when_day.h"

struct when_reader {
    const struct when_context *context;
    const char *const *names; /* context->known, as when_normalised has them */
    struct when *when;
    const char *at;
    struct error error;

    /* What was said so far. */
    bool has_from, has_until; /* now counts, of which `when` has nothing */
    bool is_daily;            /* 每天 */
    bool has_lone_time;       /* "8点": no day, no end */
    bool has_lone_moment;     /* "周五 15:00": nothing says that it begins then */
    bool has_year;            /* what is over may be meant */
    bool goes_on;             /* without a stop behind a time that was read */
    bool ends_with_not;       /* the last screens were those where not */
    struct when_days begin;   /* where has_from */
    const char *range;        /* as it was written */
    int range_length;
    const char *moment; /* the same, of has_lone_moment */
    int moment_length;
    const char *name; /* a screen's without 屏, which may go on; NULL behind a stop */
};

/* "明天 8:00 到 周日 22:00", "until Friday", "两小时". */
bool when_take_range(struct when_reader *reader);

/* "8:00-12:00、14:00-18:00", "上午和晚上". */
bool when_take_hours(struct when_reader *reader);

/* What comes every week or every day. */
bool when_take_weekly(struct when_reader *reader);

/* "优先级 5", "a cycle: 3 times", "发布后 30 天内". */
bool when_take_extra(struct when_reader *reader);
