/* What test_titles holds headlines to. Both print what they count, and return whether it is as
 * much as has been reached. SHOWN=NAME in the environment prints those of a list that are
 * otherwise, where it is one that the model has learnt of. */
#pragma once

#include "base/bytes.h"

#include <stdbool.h>

/* A file of tests/data. */
void titles_load(const char *file, struct bytes *out);

/* Whether a list is asked for by its name. */
bool titles_is_shown(const char *name);

/* Lines beside those that readers chose (titles_chosen.c). */
bool titles_as_chosen(void);

/* Breaks by the grades that readers gave their places (titles_graded.c). */
bool titles_as_graded(void);
