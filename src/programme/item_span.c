#include "programme/item_span.h"

#include "base/clock.h"
#include "base/translated.h"

#include <string.h>

static const int64_t day_ms = 86400000, minute_ms = 60000;

static int64_t earlier(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static int64_t later(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

static struct show_span both(struct show_span a, struct show_span b)
{
    return (struct show_span) { a.shown && b.shown, later(a.from_ms, b.from_ms),
        earlier(a.until_ms, b.until_ms) };
}

/* Something changes at edge_ms: the span does not reach over it. */
static void split(struct show_span *span, int64_t edge_ms, int64_t now_ms)
{
    if (edge_ms <= now_ms) {
        span->from_ms = later(span->from_ms, edge_ms);
    } else {
        span->until_ms = earlier(span->until_ms, edge_ms);
    }
}

static const struct show_span never = { false, INT64_MIN, INT64_MAX };

static void tell_time(
    const struct item_context *context, const char *what, int64_t wall_ms, struct error *why)
{
    char text[32];
    clock_print_rfc3339(wall_ms, zone_offset_minutes(context->zone, wall_ms), text);
    error_set(why, "%s %s", translated(what), text);
}

int64_t feed_expires_ms(const struct feed *feed)
{
    return feed->expires.form ? moment_wall_ms(&feed->expires) : INT64_MAX;
}

static bool is_bound(const struct show *show)
{
    return show->from.form || show->until.form || show->days[0] || show->hours[0] ||
           show->max_age_ms > 0 || show->window_count > 0;
}

/* What follows for content that is bound to time. False when it must wait. */
static bool bind_to_time(
    const struct item_context *context, struct show_rule *rule, struct error *why)
{
    rule->until_ms = earlier(rule->until_ms, context->expires_ms);
    return !context->is_clock_doubtful ||
           error_set(why, "has to do with dates, and the clock is not set: waits for it");
}

/* Why a rule whose span around now is `span` shows nothing. */
static void explain(const struct item_context *context, const struct show_rule *rule,
    struct show_span span, struct error *why)
{
    if (!rule->on_this_screen) {
        error_set(why, "not for this screen: its tags do not match show.screens");
    } else if (context->now_ms >= rule->until_ms && rule->until_ms == context->expires_ms) {
        tell_time(context, N_("its feed expired"), rule->until_ms, why);
    } else if (context->now_ms >= rule->until_ms) {
        tell_time(context, N_("over since"), rule->until_ms, why);
    } else if (context->now_ms < rule->from_ms) {
        tell_time(context, N_("begins"), rule->from_ms, why);
    } else if (span.until_ms < INT64_MAX) {
        tell_time(context, N_("outside its days and hours until"), span.until_ms, why);
    } else {
        error_set(why, "outside its days and hours, and never in them again");
    }
}

/* At least one of the windows must hold. */
static struct show_span windows_span(
    const struct item_context *context, const struct show *show, struct error *why)
{
    struct show_span all = { show->window_count == 0, INT64_MIN, INT64_MAX };
    for (size_t i = 0; i < show->window_count; i++) {
        const struct show_window *window = &show->windows[i];
        const struct show when = { .from = window->from,
            .until = window->until,
            .days = window->days,
            .hours = window->hours };
        struct show_rule rule;
        if (!show_rule_parse(&when, context->tags, context->zone, &rule, why)) {
            return never;
        }
        struct show_span span = show_rule_span(&rule, context->zone, context->now_ms);
        all.shown = all.shown || span.shown;
        all.from_ms = later(all.from_ms, span.from_ms);
        all.until_ms = earlier(all.until_ms, span.until_ms);
    }
    if (!all.shown) {
        if (all.until_ms < INT64_MAX) {
            tell_time(context, N_("outside its windows until"), all.until_ms, why);
        } else {
            error_set(why, "outside its windows");
        }
    }
    return all;
}

static struct show_span rule_span(const struct item_context *context, const struct show *show,
    const struct show_rule *rule, struct error *why)
{
    struct show_span span = show_rule_span(rule, context->zone, context->now_ms);
    if (!span.shown) {
        explain(context, rule, span, why);
        return span;
    }
    return show->window_count ? both(span, windows_span(context, show, why)) : span;
}

static int64_t next_midnight(const struct item_context *context, int64_t wall_ms)
{
    int64_t local_ms = zone_local_ms(context->zone, wall_ms);
    int64_t days = local_ms / day_ms - (local_ms % day_ms < 0);
    return zone_wall_ms(context->zone, (days + 1) * day_ms, ZONE_LAST);
}

static struct show_span countdown_span(const struct item_context *context,
    const struct item *item, struct show_rule *rule, struct error *why)
{
    int64_t to_ms = zone_begin_ms(context->zone, &item->to);
    if (!item->after[0]) {
        /* Nothing to say from then on, but that it is today. */
        rule->until_ms = earlier(rule->until_ms, next_midnight(context, to_ms));
    }
    struct show_span span = rule_span(context, &item->show, rule, why);
    split(&span, to_ms, context->now_ms);
    return span;
}

static int64_t row_edge(const struct item_context *context, int64_t days, int minute)
{
    return zone_wall_ms(context->zone, days * day_ms + minute * minute_ms, ZONE_FIRST);
}

/* Rows of an agenda without a date are every day's, and end with the day. */
static struct show_span agenda_span(const struct item_context *context, const struct item *item,
    struct show_rule *rule, struct error *why)
{
    int64_t now_ms = context->now_ms, local_ms = zone_local_ms(context->zone, now_ms);
    int64_t days = local_ms / day_ms - (local_ms % day_ms < 0);
    int last_minute = 0;
    for (size_t i = 0; i < item->row_count; i++) {
        int until = item->rows[i].until_minute;
        last_minute = until > last_minute ? until : last_minute;
    }
    if (item->date.form) {
        days = moment_day(&item->date);
        rule->until_ms = earlier(rule->until_ms, row_edge(context, days, last_minute));
    }
    struct show_span span = rule_span(context, &item->show, rule, why);
    if (!item->date.form) {
        bool is_over = row_edge(context, days, last_minute) <= now_ms;
        if (is_over && span.shown) {
            error_set(why, "all of today's rows are over");
        }
        span.shown = span.shown && !is_over;
        split(&span, zone_wall_ms(context->zone, days * day_ms, ZONE_FIRST), now_ms);
        split(&span, next_midnight(context, now_ms), now_ms);
    }
    for (size_t i = 0; i < item->row_count; i++) {
        split(&span, row_edge(context, days, item->rows[i].from_minute), now_ms);
        split(&span, row_edge(context, days, item->rows[i].until_minute), now_ms);
    }
    return span;
}

static bool is_gone(
    const struct item_context *context, const struct table_row *row, int64_t *until_ms)
{
    *until_ms = row->until.form ? zone_end_ms(context->zone, &row->until) : INT64_MAX;
    return *until_ms <= context->now_ms;
}

/* Where the hour comes twice, as clocks go back, so does what it says. */
static void split_at_clock(
    const struct item_context *context, struct show_span *span, int64_t days, int minute)
{
    int64_t local_ms = days * day_ms + minute * minute_ms;
    split(span, zone_wall_ms(context->zone, local_ms, ZONE_FIRST), context->now_ms);
    split(span, zone_wall_ms(context->zone, local_ms, ZONE_LAST), context->now_ms);
}

/* Rows fall away one by one; each day those of now change, and how its as_of is said. */
static void split_by_rows(
    const struct item_context *context, const struct item *item, struct show_span *span)
{
    int64_t now_ms = context->now_ms, local_ms = zone_local_ms(context->zone, now_ms), until_ms;
    int64_t days = local_ms / day_ms - (local_ms % day_ms < 0);
    bool is_daily = item->as_of.form;
    for (size_t i = 0; i < item->table_row_count; i++) {
        const struct table_row *row = &item->table_rows[i];
        is_gone(context, row, &until_ms);
        split(span, until_ms, now_ms);
        if (row->from_minute >= 0) {
            /* One that began yesterday may last past midnight. */
            split_at_clock(context, span, days, row->from_minute);
            split_at_clock(context, span, days, row->until_minute);
            split_at_clock(context, span, days - 1, row->until_minute);
            is_daily = true;
        }
    }
    if (is_daily) {
        split(span, zone_wall_ms(context->zone, days * day_ms, ZONE_FIRST), now_ms);
        split(span, next_midnight(context, now_ms), now_ms);
    }
}

/* What is stale does not stand there as if it were true. */
static struct show_span table_span(const struct item_context *context, const struct item *item,
    struct show_rule *rule, struct error *why)
{
    int64_t stale_ms = INT64_MAX, over_ms = INT64_MIN, until_ms;
    for (size_t i = 0; i < item->table_row_count; i++) {
        is_gone(context, &item->table_rows[i], &until_ms);
        bool is_blank = table_row_is_blank(&item->table_rows[i]);
        over_ms = is_blank ? over_ms : later(over_ms, until_ms);
    }
    over_ms = item->empty[0] ? INT64_MAX : over_ms;
    if (item->as_of.form && item->max_age_ms > 0) {
        stale_ms = zone_begin_ms(context->zone, &item->as_of) + item->max_age_ms;
    }
    rule->until_ms = earlier(rule->until_ms, earlier(over_ms, stale_ms));
    struct show_span span = rule_span(context, &item->show, rule, why);
    if (!span.shown && rule->on_this_screen && context->now_ms >= stale_ms) {
        tell_time(context, N_("its as_of is older than its max_age since"), stale_ms, why);
    } else if (!span.shown && rule->on_this_screen && context->now_ms >= over_ms) {
        tell_time(context, N_("all of its rows are over since"), over_ms, why);
    }
    if (span.shown) {
        split_by_rows(context, item, &span);
    }
    return span;
}

/* A table whose rows end, or which grows stale, needs a clock; any other is as true without. */
static bool is_table_bound(const struct item *item)
{
    bool is_bound = item->max_age_ms > 0;
    for (size_t i = 0; i < item->table_row_count; i++) {
        is_bound = is_bound || item->table_rows[i].until.form;
    }
    return is_bound;
}

static bool is_item_bound(const struct item *item)
{
    return is_bound(&item->show) || item->kind == ITEM_COUNTDOWN || item->kind == ITEM_AGENDA ||
           (item->kind == ITEM_TABLE && is_table_bound(item));
}

/* What nobody verified for so long is withheld: a wrong number is worse than none. */
static void keep_to_verification(const struct item_context *context,
    const struct moment *verified_until, struct show_rule *rule)
{
    rule->until_ms = earlier(rule->until_ms, zone_end_ms(context->zone, verified_until));
}

struct show_span item_span(
    const struct item_context *context, const struct item *item, struct error *why)
{
    struct show_rule rule;
    if (!show_rule_parse(&item->show, context->tags, context->zone, &rule, why)) {
        return never;
    }
    if (item->show.max_age_ms > 0 && item->published.form) {
        int64_t published_ms = zone_begin_ms(context->zone, &item->published);
        rule.until_ms = earlier(rule.until_ms, published_ms + item->show.max_age_ms);
    }
    keep_to_verification(context, &item->verified_until, &rule);
    if (item->kind == ITEM_ALERT) {
        /* Whatever the feed says, no alert stands for more than a day. */
        if (rule.until_ms == INT64_MAX) {
            error_set(why, "an alert needs show.until");
            return never;
        }
        rule.from_ms = later(rule.from_ms, rule.until_ms - day_ms);
    }
    if (is_item_bound(item) && !bind_to_time(context, &rule, why)) {
        return never;
    }
    switch (item->kind) {
    case ITEM_COUNTDOWN:
        return countdown_span(context, item, &rule, why);
    case ITEM_AGENDA:
        return agenda_span(context, item, &rule, why);
    case ITEM_TABLE:
        return table_span(context, item, &rule, why);
    default:
        return rule_span(context, &item->show, &rule, why);
    }
}

static struct show_span plain_span(const struct item_context *context, const struct show *show,
    const struct moment *verified_until, struct error *why)
{
    struct show_rule rule;
    if (!show_rule_parse(show, context->tags, context->zone, &rule, why) ||
        (is_bound(show) && !bind_to_time(context, &rule, why))) {
        return never;
    }
    keep_to_verification(context, verified_until, &rule);
    return rule_span(context, show, &rule, why);
}

struct show_span hotline_span(
    const struct item_context *context, const struct hotline *hotline, struct error *why)
{
    return plain_span(context, &hotline->show, &hotline->verified_until, why);
}

struct show_span link_span(
    const struct item_context *context, const struct link *link, struct error *why)
{
    return plain_span(context, &link->show, &(struct moment) { .form = MOMENT_NONE }, why);
}
