/* A sentence being read, clause by clause. Of command/desk/when alone. */
#pragma once

#include "command/desk/when/when.h"

struct when_reader {
    const struct when_context *context;
    struct when *when;
    const char *at;
    struct error error; /* what a point says */
};

bool when_at_end(struct when_reader *reader);

/* "8:00-12:00、14:00-18:00", "8:00-12:00 and ...". */
bool when_take_hours(struct when_reader *reader);

/* What comes every week or every day; nothing is taken where that is not said. */
bool when_take_weekly(struct when_reader *reader);

/* "优先级 5", "a cycle: 3 times", "发布后 30 天内". */
bool when_take_extra(struct when_reader *reader);
