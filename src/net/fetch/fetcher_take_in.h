/* What came, taken in: verified, adapted where it is foreign, parsed, guarded, put. Of src/net
 * only. */
#pragma once

#include "net/fetch/road/road.h"
#include "net/fetch/source/fetcher_source.h"

struct taking {
    struct fetcher_source *source;
    const struct config *config;
    struct store *store;
    struct arrival *arrival;
    struct road *road; /* that it leaves by while an adapter is at work */
    const atomic_bool *stop;
};

/* Of *entry the caller destroys the feed in either case; its strings are the arrival's and the
 * config's. */
bool fetcher_take_in(const struct taking *taking, struct edition_source *entry);

/* Puts the bytes of the arrival, and what was made of them, once more. */
bool fetcher_put(struct store *store, const struct arrival *arrival, struct error *error);
