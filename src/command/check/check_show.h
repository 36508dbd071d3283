/* Edits for a person: the lines as they are, and as they become. */
#pragma once

#include "command/check/check_report.h"
#include "mend/mend.h"

/* Fills `shown` of those that have a mend. Who follows them one by one finds each line as those
 * before have left it. */
void check_show(const struct mend_job *job, struct checked_finding *list, size_t count);

/* With a box for what cannot be seen, or, as a name, without it. In the arena. */
char *check_show_all(struct arena *arena, const char *text, size_t size, bool as_box);

/* That many characters on, within the line. */
size_t check_forth(const char *text, size_t size, size_t at, int characters);
