/* Scripts whose letters change with their neighbours or run right to left: the shaper has to be
 * told which one it has. All others are set as they come. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

struct script {
    uint32_t first, last; /* a block of Unicode */
    char tag[5];          /* ISO 15924 */
    bool right_to_left;
};

/* NULL for a character that needs no shaping, and for marks and figures of no one script. */
const struct script *script_of(uint32_t character);

/* Whether one run may go on from characters of `script` (or NULL) with this one. */
bool script_continues(const struct script *script, uint32_t character);
