/* When the answer of a rule changes next, and when it did last. */
#include "programme/show_rule.h"

static const int64_t day_ms = 86400000, minute_ms = 60000;

/* Days looked at around now: the near ones nearly always hold both edges. A stretch without an
 * edge is at most two weeks long (a weekly window that the change of clocks, or Samoa's skipped
 * day, leaves out once), unless it has none at all. */
enum { NEAR_DAYS = 3, FAR_DAYS = 16, MAX_STRETCHES = (2 * FAR_DAYS + 1) * WEEK_MAX_WINDOWS };

struct stretch {
    int64_t from_ms, until_ms;
};

static int64_t floor_div(int64_t value, int64_t by)
{
    return value / by - (value % by < 0);
}

/* Keeps the list sorted by beginning; it comes nearly so. */
static size_t insert(struct stretch *list, size_t count, struct stretch stretch)
{
    size_t at = count;
    while (at > 0 && list[at - 1].from_ms > stretch.from_ms) {
        list[at] = list[at - 1];
        at--;
    }
    list[at] = stretch;
    return count + 1;
}

/* All windows that begin on the given days, joined where they touch. */
static size_t list_stretches(const struct show_rule *rule, const struct zone *zone,
    int64_t first_day, int64_t last_day, struct stretch *list)
{
    size_t count = 0, joined = 0;
    for (int64_t day = first_day; day <= last_day; day++) {
        const struct day_windows *windows = week_windows_on(&rule->week, rule->calendar, day);
        for (size_t i = 0; i < windows->count; i++) {
            const struct day_window *window = &windows->list[i];
            struct stretch stretch = {
                zone_wall_ms(zone, day * day_ms + window->from_minute * minute_ms, ZONE_FIRST),
                zone_wall_ms(zone, day * day_ms + window->until_minute * minute_ms, ZONE_LAST),
            };
            if (stretch.from_ms < stretch.until_ms) {
                count = insert(list, count, stretch);
            }
        }
    }
    for (size_t i = 0; i < count; i++) {
        if (joined > 0 && list[i].from_ms <= list[joined - 1].until_ms) {
            if (list[i].until_ms > list[joined - 1].until_ms) {
                list[joined - 1].until_ms = list[i].until_ms;
            }
        } else {
            list[joined++] = list[i];
        }
    }
    return joined;
}

static struct show_span span_among(const struct stretch *list, size_t count, int64_t now_ms)
{
    struct show_span span = { false, INT64_MIN, INT64_MAX };
    for (size_t i = 0; i < count; i++) {
        if (list[i].until_ms <= now_ms) {
            span.from_ms = list[i].until_ms;
        } else if (list[i].from_ms <= now_ms) {
            return (struct show_span) { true, list[i].from_ms, list[i].until_ms };
        } else {
            span.until_ms = list[i].from_ms;
            break;
        }
    }
    return span;
}

static struct show_span weekly_span(
    const struct show_rule *rule, const struct zone *zone, int64_t now_ms)
{
    static const int radii[] = { NEAR_DAYS, FAR_DAYS };
    struct show_span span = { true, INT64_MIN, INT64_MAX };
    if (!rule->is_weekly) {
        return span;
    }
    int64_t today = floor_div(zone_local_ms(zone, now_ms), day_ms);
    for (size_t i = 0; i < sizeof radii / sizeof radii[0]; i++) {
        struct stretch list[MAX_STRETCHES];
        size_t count = list_stretches(rule, zone, today - radii[i], today + radii[i], list);
        /* A window lasts a day at most: what happens between these two is known whole. */
        int64_t known_from_ms = zone_wall_ms(zone, (today - radii[i] + 1) * day_ms, ZONE_LAST);
        int64_t known_until_ms =
            zone_wall_ms(zone, (today + radii[i] + 1) * day_ms, ZONE_FIRST);
        span = span_among(list, count, now_ms);
        if (span.from_ms > known_from_ms && span.until_ms < known_until_ms) {
            return span;
        }
        if (span.from_ms <= known_from_ms) {
            span.from_ms = INT64_MIN;
        }
        if (span.until_ms >= known_until_ms) {
            span.until_ms = INT64_MAX;
        }
    }
    return span;
}

struct show_span show_rule_span(
    const struct show_rule *rule, const struct zone *zone, int64_t now_ms)
{
    struct show_span span = { false, INT64_MIN, INT64_MAX };
    if (!rule->on_this_screen) {
        return span;
    }
    if (now_ms < rule->from_ms) {
        struct show_span first = weekly_span(rule, zone, rule->from_ms);
        int64_t begins_ms = first.shown ? rule->from_ms : first.until_ms;
        span.until_ms = begins_ms < rule->until_ms ? begins_ms : INT64_MAX;
        return span;
    }
    if (now_ms >= rule->until_ms) {
        struct show_span last = weekly_span(rule, zone, rule->until_ms - 1);
        int64_t ended_ms = last.shown ? rule->until_ms : last.from_ms;
        span.from_ms = ended_ms > rule->from_ms ? ended_ms : INT64_MIN;
        return span;
    }
    span = weekly_span(rule, zone, now_ms);
    if (span.shown) {
        span.from_ms = span.from_ms > rule->from_ms ? span.from_ms : rule->from_ms;
        span.until_ms = span.until_ms < rule->until_ms ? span.until_ms : rule->until_ms;
    } else {
        /* Off since before `from`, or until after `until`: then it never was, or never will be
         * on again. */
        span.from_ms = span.from_ms > rule->from_ms ? span.from_ms : INT64_MIN;
        span.until_ms = span.until_ms < rule->until_ms ? span.until_ms : INT64_MAX;
    }
    return span;
}
