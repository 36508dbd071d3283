/* Days of the calendar within a sentence. Of command/desk/when alone. */
#pragma once

#include "command/desk/when/when.h"
#include "command/desk/when/when_clock.h"

enum { WHEN_DAY_MS = 86400000 };

/* One day, or several in a row. */
struct when_days {
    int64_t day, count;    /* the first, since 1970-01-01 */
    bool is_weekday_alone; /* 周五, Fri: may be any */
    bool is_nearest;       /* its year was not said */
    bool is_date;          /* as it stands in a calendar: */
    bool is_month_unsaid;  /* 5日 */
    bool is_whole;         /* a month, 月底: "before" it has it in */
    bool is_all_day;       /* 全天 was said */
    enum when_part part;   /* of "tonight" */
};

int64_t when_today(const struct when_context *context);

/* The same day of a later month, or its last. */
int64_t when_month_later(int64_t day, int months);
