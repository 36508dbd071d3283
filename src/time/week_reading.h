/* The parts of hours, one after another; of week_read.c and week_parse.c only. Each take moves
 * *at behind what it took, and says whether there was one. */
#pragma once

#include "time/week.h"

/* What is being read: a group is days and then their windows. */
struct reading {
    struct week_hours *hours;
    unsigned days; /* bits of the group, WEEK_HOLIDAY too; 0: none were named */
    bool is_told;  /* what becomes of the group's days: its windows, or that they are closed */
    bool has_window; /* any group has */
};

/* Days of the group; the first behind what was told of others begins a new one. */
bool week_take_days(struct reading *reading, const char **at);

/* Hours for the days of the group, or without any for every day. False for hours that are none,
 * too. */
bool week_take_window(struct reading *reading, const char **at);

/* "休息", "节假日除外": the group has no hours, or no holiday has. */
bool week_take_closed(struct reading *reading, const char **at);

/* What stands there and says nothing about when: marks, and what hours are announced with. */
void week_skip_blanks(const char **at);
void week_skip_announcement(const char **at);
