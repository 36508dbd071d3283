/* Keeps the store fresh: asks every configured source when its turn comes, proves what came and
 * commits an edition. Each source fails alone and keeps its last good feed while others move
 * on, each in a thread of its own (net/fetch/road/workers.h), so that one that hangs holds up
 * no other. */
#pragma once

#include "base/digest.h"
#include "base/system/waiter.h"
#include "config/config.h"
#include "net/http/http.h"
#include "store/store.h"

#include <stdatomic.h>

struct fetcher;

/* Takes up what the store holds for the sources of `config`; config, store (open for writing)
 * and what is behind `http` outlive the fetcher. A new config takes a new fetcher. NULL only
 * when memory is out. */
struct fetcher *fetcher_create(
    const struct config *config, struct store *store, struct http http, struct error *error);
void fetcher_destroy(struct fetcher *fetcher);

/* From now on it keeps the feeds of what it commits, as they were let in by what `ground` is
 * the digest of: the store's guard, and all else (edition/recall.h). For fetcher_run and
 * fetcher_run_once. */
void fetcher_keep_feeds(struct fetcher *fetcher, const struct digest *ground);

/* Asks the one source that is most overdue, if any is, in the calling thread, and returns when
 * the next one is due (monotonic ms; in the past when another is due already, INT64_MAX without
 * sources). Blocks for one request at most; returns early once *stop is set. */
int64_t fetcher_step(
    struct fetcher *fetcher, int64_t now_mono_ms, int64_t now_wall_ms, const atomic_bool *stop);

/* Asks every source once, now. False when any of them failed: the error is the first one's. */
bool fetcher_run_once(struct fetcher *fetcher, const atomic_bool *stop, struct error *error);

/* Asks the sources in their threads, which it starts, and takes up the approvals that are there
 * now. The threads go on until fetcher_rest ends them, before anybody else uses the store (what
 * was being asked then counts as not asked), and wake the waiter once the store is gone. False
 * when there are none: to be tried again a second later. */
bool fetcher_run(struct fetcher *fetcher, struct waiter *waiter);
void fetcher_rest(struct fetcher *fetcher);
