/* Which kinds [programme] order lets play. */
#pragma once

#include "config/config.h"
#include "content/feed/feed.h"

/* "hotlines", "links", ...: a kind of slide. */
bool order_has(const struct config *config, const char *kind);

/* Whether items of that kind have slides: an alert always, an article also as a headline. */
bool order_has_item(const struct config *config, enum item_kind kind);
