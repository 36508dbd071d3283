/* A feed that was written by hand is taken over as it is. */
#pragma once

#include "command/desk/core/visit.h"

/* POST /api/import: what would come of it, and with "confirm" it is published. */
void import_take(struct visit *visit);

/* `lobbycard desk import FEED`: read first, for a key may be asked for in between. False with
 * an error; import_finish in any case. `path` is the caller's, and has the pictures beside it.
 */
struct import {
    const char *path;
    struct bytes feed;
};
bool import_read(struct import *import, const char *path, struct error *error);
void import_finish(struct import *import);

/* Its pictures come along; one that says what is out is not published again. desk->content is
 * there. `said` gets what was done, or which errors keep it back. */
bool import_publish(struct desk *desk, struct database *database, const struct import *import,
    struct bytes *said, struct error *error);
