/* Days within a sentence: 明天, 下周, 12月5日, Friday. Of command/desk/when alone. */
#pragma once

#include "command/desk/when/when_calendar.h"

/* Moves *at behind what it took; false with it alone where there is none, and with *error
 * filled where there is no such day (2月30日), or it has another weekday. `first_day`: where an
 * end without a year is on or after it; NULL where something begins. */
bool when_take_days(const struct when_context *context, const char **at,
    const int64_t *first_day, struct when_days *days, struct error *error);

/* "3天", "两小时", "a week": from then on. False where there is none. */
struct when_duration {
    int days, months, minutes;
};

bool when_take_duration(const char **at, struct when_duration *duration);
