/* How a range within a sentence ends. Of command/desk/when alone. */
#pragma once

#include "command/desk/when/when_point.h"

struct moment when_date_of(int64_t day);
struct moment when_time_of(int64_t day, int minute);

/* `minute`: of its day, where it has a time. */
void when_set_until(struct when_reader *reader, const struct when_point *end, int minute);

/* What ends without a day of its own ends on the day it begins, or, in the evening, on the
 * next; from now on, when it is that time next. The minute of end->days, which it sets, or -1.
 */
int when_end_without_day(
    struct when_reader *reader, const struct when_point *begin, struct when_point *end);

/* Whether "8:00-12:00" stands there: the time is none of the day's before it. */
bool when_has_hours(const char *at);

/* The end of what begins with `begin`; NULL where that was not said. `is_from`: 起, from. */
bool when_take_end(struct when_reader *reader, const struct when_point *begin, bool is_from);

/* "两小时", "for 3 days": from then on, or from now. */
bool when_take_how_long(struct when_reader *reader, const struct when_point *begin);
