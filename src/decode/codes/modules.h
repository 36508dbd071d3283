/* Whether a QR code stands somewhere, by what each has whatever it says (ISO/IEC 18004): one
 * that cannot be read is told from what only looks like one. Of src/decode only. */
#pragma once

#include "decode/grey.h"

/* A side. */
enum { MODULES_LEAST = 21, MODULES_MOST = 177 };

struct modules {
    const struct grey *grey; /* dark (0) and light (255) */
    double middles[3][2]; /* x, y: of its first finder pattern, of the one to its right, and of
                             the one below */
    int side;
};

/* True where the three finder patterns are there, between them the modules alternate (6.3.5),
 * and both copies of the format information (7.9.1) say the same. */
bool modules_are_a_code(const struct modules *modules);
