/* The pictures that `status` tells of. Of src/command only. */
#pragma once

#include "base/arena.h"
#include "config/config.h"
#include "edition/edition.h"
#include "report/fetch_status.h"
#include "report/status_report.h"

/* What there is to look at; `fetched` and `edition` may be NULL. */
struct status_known {
    const struct config *config;
    const struct fetch_status *fetched;
    const struct edition *edition;
    struct store *store;
};

/* Those that did not come, as `fetch` has them, and those of the edition whose bytes the disk
 * lost or spoiled, as far as that many bytes can be read in a moment. In the arena; false when
 * memory is out. */
bool status_pictures(
    struct arena *arena, const struct status_known *known, struct status_report *report);
