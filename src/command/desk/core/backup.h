/* All that a desk has in one file, while it runs: a tar (POSIX ustar) of a copy of the database
 * as it is at one moment, and of the files in its folder. What stands there under a hash is
 * written before the database names it, so the copy names nothing that is not in the file. `tar
 * -xf` into an empty folder is how it comes back. */
#pragma once

#include "command/desk/core/visit.h"

/* `path` must not be there yet; it is readable to its owner alone, and whole or not there. */
bool backup_write(
    const struct desk *desk, struct database *database, const char *path, struct error *error);
