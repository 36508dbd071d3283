/* Whether QR codes can be read in a picture at all. Of src/decode only. */
#pragma once

#include "decode/grey.h"

/* Whether it is told here what zxing-cpp sees: of 1.4 it is. From 2 on it takes for a pattern
 * what is far less alike, and is fast enough by itself to be always asked. */
enum { CORNERS_ARE_TOLD = ZXING_MAJOR < 2 };

/* Whether zxing-cpp would see three finder patterns that stand as a code's in a picture of dark
 * (0) and light (255), from the front or from behind: without them it reads no QR code, and it
 * takes many times as long to say so. What it would read is never denied. True when memory is
 * out, too. */
bool corners_may_be(const struct grey *grey);
