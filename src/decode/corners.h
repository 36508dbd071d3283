/* Whether QR codes can be read in a picture at all. Of src/decode only. */
#pragma once

#include "decode/grey.h"

/* Whether zxing-cpp would see three finder patterns that stand as a code's in a picture of dark
 * (0) and light (255), from the front or from behind: without them it reads no QR code, and it
 * takes many times as long to say so. What it would read is never denied. True when memory is
 * out, too. */
bool corners_may_be(const struct grey *grey);
