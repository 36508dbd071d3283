/* Whether a name is another one misspelt. */
#pragma once

#include <stdbool.h>

/* A letter too many, too few, wrong, or changed with its neighbour: one such slip in a name,
 * two in one of 7 letters or more. Capitals and "-" for "_" are no slip. Names are ASCII; a
 * name of over 40 bytes is like none. */
bool spelling_is_near(const char *name, const char *known);
