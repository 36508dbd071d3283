/* Text that runs right to left: which characters do, and where a unit has to end because what
 * follows runs the other way (UAX #9). */
#pragma once

#include "typeset/chars.h"

/* *levels is the embedding level of each character, in the arena; NULL when all of them run
 * left to right. *right_to_left is that of the paragraph. False when memory is out. */
bool direction_find(struct arena *arena, const struct chars *chars, unsigned char **levels,
    bool *right_to_left);

/* May character i be drawn in one go with the one before it? */
bool direction_goes_on(const struct chars *chars, const unsigned char *levels, size_t i);
