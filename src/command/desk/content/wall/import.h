/* A feed that was written by hand is taken over as it is. */
#pragma once

#include "command/desk/core/visit.h"

void import_take(struct visit *visit); /* POST /api/import */

/* `lobbycard desk import FEED`: its pictures come along. desk->content is there. */
bool import_file(
    struct desk *desk, struct database *database, const char *path, struct error *error);
