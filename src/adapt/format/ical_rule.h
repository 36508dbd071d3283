/* On which days a rule of recurrence has its event (RFC 5545 section 3.3.10), asked day by day:
 * libical steps from one to the next, through centuries where a rule never holds. Of ical*.c
 * only. */
#pragma once

#include <libical/ical.h>
#include <stdbool.h>
#include <stdint.h>

enum { ICAL_TIMES_MAX = 48 };

struct ical_times {
    int minutes[ICAL_TIMES_MAX]; /* of the day, ascending as the rule has them */
    int count;
};

/* At which times of such a day: start_minute unless the rule has others. False for a rule that
 * is not followed: more often than daily, or than 48 times a day. */
bool ical_rule_times(
    const struct icalrecurrencetype *rule, int start_minute, struct ical_times *out);

/* Days since 1970; before start_day never. COUNT and UNTIL are not looked at. */
bool ical_rule_holds(const struct icalrecurrencetype *rule, int64_t start_day, int64_t day);
