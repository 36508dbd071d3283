/* A feed that came is taken in and becomes part of an edition. Of src/net only. */
#pragma once

#include "net/fetch/fetcher_edition.h"

/* Makes an edition with the feed that just came for the road's source, or has it wait; the
 * arrival says how that went. On failure the source holds what it held. */
void fetcher_accept(struct fetcher *fetcher, struct road *road, struct arrival *arrival,
    const atomic_bool *stop);
