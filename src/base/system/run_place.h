/* Where a note goes while the store's own disk takes none: folders in memory that the machine
 * makes for a service or a session. Whoever reads looks into all of them, because its own
 * environment is another one. */
#pragma once

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>

enum { RUN_PLACES_MAX = 4 };

/* The note's path in each folder that may be there, best first; gives how many. The store's
 * path is in the name, so that the notes of two stores keep apart. */
size_t run_places(
    const char *store_path, const char *note, char paths[RUN_PLACES_MAX][PATH_MAX]);
