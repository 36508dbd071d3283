/* One `show` object, read: on which screens, between which moments, in which weekly windows.
 *
 * `until` is exclusive; what dates leave open is the campus's (time/zone.h). `hours` may run
 * past midnight and then belong to the day on which they begin. */
#pragma once

#include "base/error.h"
#include "config/config.h"
#include "content/feed/feed.h"
#include "time/week.h"
#include "time/zone.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct show_rule {
    bool on_this_screen;
    int64_t from_ms, until_ms; /* wall time; INT64_MIN and INT64_MAX where not given */
    bool is_weekly;            /* days or hours were given */
    struct week_hours week;
    const struct calendar *calendar; /* whose holidays count, or NULL */
};

/* The longest stretch of time around a moment in which the answer does not change. */
struct show_span {
    bool shown;
    int64_t from_ms, until_ms; /* INT64_MIN and INT64_MAX where it has no edge */
};

/* False when a member cannot be read; the error begins with its name: `days: not days
 * ...`. Such an item must not be shown. */
bool show_rule_parse(const struct show *show, const struct text_list *tags,
    const struct zone *zone, struct show_rule *rule, struct error *error);

struct show_span show_rule_span(
    const struct show_rule *rule, const struct zone *zone, int64_t now_ms);
