/* Traditional Chinese in simplified characters, whose words the dictionary has. Of
 * src/typeset/title only. */
#pragma once

#include "typeset/units.h"

/* What words are read of: as many bytes and units as were given. */
struct simple_text {
    const struct chars *chars;
    const struct units *units;
};

/* Copies in the arena, or those given where they are not in traditional characters, or have
 * kana. False when memory is out. */
bool simplify(struct arena *arena, const struct chars *chars, const struct units *units,
    struct simple_text *out);
