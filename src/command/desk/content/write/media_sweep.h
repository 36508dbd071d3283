/* Pictures that were taken and that nothing refers to: no state that was published, no draft,
 * no version of one. Pictures that lie there under names of their own (import) stay. */
#pragma once

#include "command/desk/core/database.h"

/* So long nobody's: somebody may have one before them that is in no draft yet. */
enum { MEDIA_SWEEP_DAYS = 7 };

/* Removes them from the folder; *removed counts. Whoever reads one goes on reading. One at a
 * time, beside all else. */
bool media_sweep(struct database *database, const char *folder, int64_t now_ms, size_t *removed,
    struct error *error);
