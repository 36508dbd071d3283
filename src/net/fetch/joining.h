/* A source whose feed came waits for an edition that others are in as well. Of src/net only. */
#pragma once

#include "net/fetch/source/fetcher_source.h"

struct joining {
    struct joining *next;
    struct fetcher_source *source;
    struct kept_feed kept, waiting; /* before; and while it is set back, after */
    bool waiting_has_alerts;
    enum { JOINING_WAITS, JOINING_DONE, JOINING_SET_BACK } state;
    bool committed; /* what is shown changed with that edition */
};

/* Exchanges what the source holds and what it held. */
void joining_swap(struct joining *joining);

void joining_leave(struct joining **list, const struct joining *joining);

/* After each commit: those that waited for one are in it; or it failed, and each holds what it
 * held, so that it is in nobody's way. */
void joining_settle(struct joining **list, bool done, bool committed);
