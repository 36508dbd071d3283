/* The pictures that `status` tells of. Of src/command only. */
#pragma once

#include "base/arena.h"
#include "config/config.h"
#include "edition/edition.h"
#include "report/fetch_status.h"
#include "report/status.h"
#include "report/status_report.h"

/* What there is to look at; `fetched`, `edition` and `glass` may be NULL. */
struct status_known {
    const struct config *config;
    const struct fetch_status *fetched;
    const struct edition *edition;
    struct store *store;
    const struct glass_status *glass; /* as `play` left it last, living or not */
};

/* Those that did not come, as `fetch` has them; those of the edition whose bytes the disk lost,
 * and those that `play` found spoiled and that still are. In the arena; false when memory is
 * out. */
bool status_pictures(
    struct arena *arena, const struct status_known *known, struct status_report *report);
