/* Feeds that wait because too much changed in them at once. Of src/net only. */
#pragma once

#include "net/fetch/source/fetcher_source.h"

/* What the store holds back, at the start: what the config no longer holds back is dropped.
 * `waiting` may be NULL. */
void breaker_take_up(struct fetcher_source *source, const struct config *config,
    struct store *store, struct edition *waiting);

struct breaker_news {
    bool is_held, is_withdrawn; /* neither: nothing that the log was not told */
    int64_t serial;
    struct error why;
};

/* Whether `fresh`, which was taken in just now, has to wait; source->waiting is it then, and
 * keeps its time where little changed since. Otherwise nothing of the source waits any more.
 * *news: that is for the log, once it is in the store. */
bool breaker_holds(struct fetcher_source *source, const struct config *config,
    struct store *store, const struct edition_source *fresh, struct breaker_news *news);
void breaker_log(const struct fetcher_source *source, const struct breaker_news *news);

/* Wall time when what waits may pass; INT64_MAX when nothing waits. */
int64_t breaker_due_ms(const struct fetcher_source *source, const struct config *config);

/* Whether somebody approved what waits of the source. An approval of anything else is taken out
 * of the store, this one is to stay until what it lets pass is committed. */
bool breaker_is_approved(const struct fetcher_source *source, struct store *store);
