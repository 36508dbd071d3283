/* The change-rate breaker: what came is compared with the last good feed of its source
 * (docs/guard.md). It judges only; who asks holds the new one back. */
#pragma once

#include "content/feed/feed.h"

struct breaker_rules {
    int share_pct;            /* of the items may change at once; 100: any number */
    bool any_share;           /* the good one is old: many items may well be new */
    bool hotlines_are_pinned; /* [guard] hotlines has judged them already */
};

/* Whether `fresh` may take the place of `good` at once. False with why it has to wait: a phrase
 * stands in many items where another stood, too many items changed, or a hotline did, or
 * something of `site` or a link is new. Both have passed the guard. Without memory it waits as
 * well. Alerts are no part of it. */
bool breaker_passes(const struct breaker_rules *rules, const struct feed *good,
    const struct feed *fresh, struct error *why);
