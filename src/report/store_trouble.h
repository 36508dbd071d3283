/* What is wrong with the store, for `status`: what `fetch` said of it, and what can be seen
 * from here where `fetch` cannot even write that down. */
#pragma once

#include "report/fetch_status.h"
#include "store/store.h"

/* Sets trouble to one line, or to "". `fetched` may be NULL; its times are by the clock of
 * now_ms (fetch_status_follow_clock). True where the disk itself takes nothing, so that neither
 * `fetch` nor `play` may have been able to write down what they do. */
bool find_store_trouble(struct store *store, const struct fetch_status *fetched, int64_t now_ms,
    struct error *trouble);
