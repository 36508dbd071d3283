/* What became of the sources is told to `status`, and the memory that it took given back. Of
 * src/net only; with the turn (workers.h). */
#pragma once

#include "net/fetch/fetcher_edition.h"
#include "net/fetch/road/workers.h"

struct fetch_now {
    int64_t mono_ms, wall_ms;
};

/* The machine's clock was set since: what was noted by the old time is told by the new one. */
void fetcher_follow_clock(struct fetcher *fetcher, const struct fetch_now *now);

enum fetch_news {
    FETCH_NEWS,
    FETCH_NO_NEWS, /* a source answers as before */
};

/* There is something to tell. Each time costs the disk a file, and many sources are asked at
 * nearly one time: so one of `workers` tells it a moment later, with all that comes until then.
 * Without any (NULL) it is told at once. */
void fetcher_tell(struct fetcher *fetcher, const struct workers *workers,
    const struct fetch_now *now, enum fetch_news news);

/* What was not told yet. */
void fetcher_tell_all(struct fetcher *fetcher);

/* Bodies and parsed feeds are gone, and the tables of what judged them: idle in between is
 * small. */
void fetcher_trim(struct fetcher *fetcher);
