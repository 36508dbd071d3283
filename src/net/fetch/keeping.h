/* Behind a commit the feeds of a large edition are kept as `play` keeps them
 * (edition/recall.h), so that one that starts has its first slide as soon as of an edition that
 * it has shown before. Of src/net only; with the turn (workers.h). */
#pragma once

#include "edition/recall.h"
#include "net/fetch/fetcher_source.h"

struct keeping {
    struct recall recall; /* of no path: nothing is kept */
    char path[PATH_MAX];
    int64_t due_ms; /* monotonic; INT64_MAX: there is nothing to keep */
};

/* Until keeping_begin nothing is. */
void keeping_init(struct keeping *keeping);

/* From now on, by that ground. */
void keeping_begin(
    struct keeping *keeping, const struct store *store, const struct digest *ground);

/* An edition was committed: a while later, when a `play` that runs will have kept it itself, it
 * is due. Not one of few items. */
void keeping_want(
    struct keeping *keeping, const struct fetcher_source *sources, size_t source_count);

/* Keeps it, now. */
void keeping_do(struct keeping *keeping, struct store *store);
