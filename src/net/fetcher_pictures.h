/* The pictures of one source's feed. Of src/net only. */
#pragma once

#include "net/road.h"

/* From now on the source wants the pictures of this feed; those that it or `there` has already
 * are kept. False when memory is out: then it wants what it wanted. */
bool fetcher_pictures_want(struct fetcher_source *source, const struct feed *feed,
    const struct picture_ref *there, size_t there_count);

/* Looks at `count` of the pictures that are there, behind the ones of the last call, and lets
 * go of those that rotted: they are missing then. */
void fetcher_pictures_check(struct fetcher_source *source, struct store *store, size_t count);

/* Fetches what is missing, and looks at what nobody looked at yet, until that has taken a
 * while; the rest comes with the next poll. Of those that are there one is asked for again, in
 * turn, with If-None-Match or If-Modified-Since: somebody may have replaced it; what is no
 * picture replaces none. Says of how many there is something new.
 *
 * What came of those that broke off stays in memory: 64 MiB for all sources in equal shares,
 * those first that the feed names first. One that has no room begins anew. So a source alone
 * may have two of the largest half-way, and four sources 16 MiB each; and `fetch`, which holds
 * three more while it asks (96 MiB) and starts a decoder behind them, stays within the 512 MiB
 * that its unit gives it, on a machine of 2 GiB. */
size_t fetcher_pictures_get(struct fetcher_source *source, const struct config *config,
    struct store *store, struct road *road, const atomic_bool *stop);

void fetcher_pictures_finish(struct fetcher_source *source);

/* Makes the list of those that are there anew, for the manifest: what is wanted has changed. */
void fetcher_pictures_list(struct fetcher_source *source);
