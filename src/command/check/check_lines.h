/* Which line and column of a document a byte of it is in. */
#pragma once

#include "mend/mend.h"

struct check_lines;

/* Of a document that is asked about more than once: without them each place is counted from the
 * beginning, and a feed that is one line has two thousand items in it. NULL when memory is out.
 */
const struct check_lines *check_lines_make(struct arena *arena, const char *text, size_t size);

/* From 1; the column in characters. */
void check_lines_find(const struct mend_job *job, size_t at, size_t *line, size_t *column);
