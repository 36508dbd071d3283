/* The way out of its turn that a source takes (net/fetch/road/workers.h), to the network and to
 * what else takes long: others have their turns meanwhile. Of src/net only. */
#pragma once

#include "net/fetch/road/workers.h"
#include "net/fetch/source/fetcher_source.h"

struct road {
    const struct http *http;
    struct fetcher_source *source; /* whose feed is asked; NULL for pictures */
    struct workers *workers;       /* whose turn it gives up; or NULL */
};

/* Between the two nobody else touches the source whose feed is asked; for pictures everybody
 * may. Either way nothing is touched that is shared. */
void road_leave(struct road *road);
void road_come_back(struct road *road);

/* Gives up the turn for one of those that wait for theirs, see workers_let_others. */
bool road_let_others(struct road *road, int64_t until_ms);

/* What is asked of this is asked away. */
struct http road_http(struct road *road);
