/* What is wrong with the store, for `status`: what `fetch` said of it, and what can be seen
 * from here where `fetch` cannot even write that down. */
#pragma once

#include "net/fetch_status.h"
#include "store/store.h"

/* Sets trouble to one line, or to "". `fetched` may be NULL. */
void find_store_trouble(struct store *store, const struct fetch_status *fetched, int64_t now_ms,
    struct error *trouble);

/* Whether that process is there. */
bool is_running(int pid);
