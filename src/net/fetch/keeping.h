/* Behind a commit the feeds of a large edition are kept as `play` keeps them
 * (edition/recall.h), so that one that starts has its first slide as soon as of an edition that
 * it has shown before. They are those that intake let in: nothing is read or judged again. Of
 * src/net only; with the turn (workers.h). */
#pragma once

#include "edition/let_in.h"
#include "edition/recall.h"
#include "net/fetch/source/fetcher_source.h"

struct keeping {
    struct recall recall; /* of no path: nothing is kept */
    char path[PATH_MAX];
    int64_t due_ms;       /* monotonic; INT64_MAX: there is nothing to keep */
    struct let_in *known; /* two of each source: what it holds, and what waits */
    size_t known_count;
};

/* Until keeping_begin nothing is kept. False without memory; finished in either case. */
bool keeping_init(struct keeping *keeping, struct arena *arena, size_t source_count);
void keeping_finish(struct keeping *keeping);

/* From now on, by that ground. */
void keeping_begin(
    struct keeping *keeping, const struct store *store, const struct digest *ground);

/* A feed was let in, with no picture known, as what the source with that index now holds or
 * has waiting. */
void keeping_note(struct keeping *keeping, size_t index, const struct fetcher_source *source,
    const struct edition_source *entry);

/* An edition was committed: in a moment, as others may follow that came with it, it is due. Not
 * one of few items. */
void keeping_want(
    struct keeping *keeping, const struct fetcher_source *sources, size_t source_count);

/* Keeps it, now. */
void keeping_do(struct keeping *keeping, struct store *store);
