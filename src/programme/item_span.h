/* When one thing of a feed may be shown: its `show` rule, and what follows from its kind. */
#pragma once

#include "base/error.h"
#include "programme/show_rule.h"

struct item_context {
    const struct text_list *tags; /* of the screen */
    const struct zone *zone;
    int64_t now_ms;
    int64_t expires_ms;     /* of the feed; INT64_MAX for never */
    bool is_clock_doubtful; /* see clock_is_trusted */
};

/* INT64_MAX where the feed does not say. */
int64_t feed_expires_ms(const struct feed *feed);

/* Content that is bound to time goes when its feed expires, and waits while the clock is in
 * doubt: countdowns, agendas, alerts, tables that grow stale or whose rows end, and whatever
 * has from, until, days, hours, windows or max_age in its `show`. The rest is as true as
 * before.
 *
 * The stretch around now in which neither the answer nor what the slide says changes: a
 * countdown comes to its zero, a row begins or falls away. `why`, where it is not NULL, says
 * in a line why nothing is shown. A rule that cannot be read is not a licence to show: the item
 * may be long over. */
struct show_span item_span(
    const struct item_context *context, const struct item *item, struct error *why);
struct show_span hotline_span(
    const struct item_context *context, const struct hotline *hotline, struct error *why);
struct show_span link_span(
    const struct item_context *context, const struct link *link, struct error *why);
