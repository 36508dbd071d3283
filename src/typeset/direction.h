/* Text that runs right to left: which characters do, and where a unit has to end because what
 * follows runs the other way (UAX #9). */
#pragma once

#include "typeset/chars/chars.h"

/* Embedding levels, in the arena; NULL when all of the paragraph runs left to right. */
struct directions {
    unsigned char *levels; /* of each character */
    unsigned char *spaces; /* of the space before it */
    bool right_to_left;    /* the paragraph */
};

/* What has a letter that runs right to left does so as a whole where its language does, even
 * where it begins with a Latin name. False when memory is out. */
bool direction_find(
    struct arena *arena, const struct chars *chars, const char *lang, struct directions *out);

/* May character i be drawn in one go with the one before it? */
bool direction_goes_on(const struct chars *chars, const unsigned char *levels, size_t i);
