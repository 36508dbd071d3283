/* A feed that was written by hand is taken over as it is. */
#pragma once

#include "command/desk/core/visit.h"

/* POST /api/import: what would come of it, and with "confirm" it is published. */
void import_take(struct visit *visit);

/* `lobbycard desk import FEED`: its pictures come along. desk->content is there. `said` gets
 * what was done, or which errors keep it back. */
bool import_file(struct desk *desk, struct database *database, const char *path,
    struct bytes *said, struct error *error);
