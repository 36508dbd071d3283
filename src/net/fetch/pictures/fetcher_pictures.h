/* The pictures of one source's feed. Of src/net only. */
#pragma once

#include "net/fetch/road/road.h"

/* From now on the source wants the pictures of this feed; those that it or `there` has already
 * are kept. False when memory is out: then it wants what it wanted. */
bool fetcher_pictures_want(struct fetcher_source *source, const struct feed *feed,
    const struct picture_ref *there, size_t there_count);

/* Since when pictures are missing, as `known` has it from before; before the first feed is
 * wanted. */
bool fetcher_pictures_remember(struct fetcher_source *source,
    const struct fetch_status_source *known, struct arena *arena);

/* Whether there is anything to do for them with this poll. */
bool fetcher_pictures_are_due(const struct fetcher_source *source);

/* Looks at `count` of the pictures that are there, behind the ones of the last call, and lets
 * go of those that rotted: they are missing then. */
void fetcher_pictures_check(struct fetcher_source *source, struct store *store, size_t count);

/* The wanted one of that address, or NULL. Good until the turn is given up: then another feed
 * may have come, which wants others. */
struct picture_ref *fetcher_pictures_find(struct fetcher_source *source, const char *url);
struct picture_names *fetcher_pictures_names(
    struct fetcher_source *source, const struct picture_ref *picture);

/* What is known of `picture` becomes a copy of that; what is NULL becomes empty. The second one
 * fails for memory alone, and leaves what was known. */
void fetcher_pictures_name(struct fetcher_source *source, struct picture_ref *picture,
    const char *object, const char *etag, const char *last_modified);
bool fetcher_pictures_take_codes(struct fetcher_source *source, struct picture_ref *picture,
    const struct picture_ref *searched);

/* The ones that are there, for the manifest. */
void fetcher_pictures_list(struct fetcher_source *source);

struct picture_errand {
    struct fetcher_source *source;
    const struct config *config;
    struct store *store;
    struct road *road;
    int64_t now_wall_ms;
    const atomic_bool *stop;
};

/* Fetches what is missing, and looks at what nobody looked at yet, until that has taken a
 * while; the rest comes with the next poll. Of those that are there one is asked for again, in
 * turn, with If-None-Match or If-Modified-Since: somebody may have replaced it; what is no
 * picture replaces none. Says of how many there is something new. Away, others may have the
 * source want other pictures: what comes for one that is not wanted any more is let go.
 *
 * What came of those that broke off stays in memory: 64 MiB for all sources in equal shares,
 * those first that the feed names first. One that has no room begins anew. So a source alone
 * may have two of the largest half-way, and four sources 16 MiB each; and `fetch`, which holds
 * three more while it asks (96 MiB) and starts a decoder behind them, stays within the 512 MiB
 * that its unit gives it, on a machine of 2 GiB. */
size_t fetcher_pictures_get(const struct picture_errand *errand);

void fetcher_pictures_finish(struct fetcher_source *source);
