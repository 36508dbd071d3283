/* Where QR codes are, whether or not they can be read: by their three finder patterns, between
 * which there must be what every code has (modules.h). Of src/decode only. */
#pragma once

#include "decode/grey.h"

/* In pixels. */
struct finder_place {
    double left, top, right, bottom;
};

/* Calls back for each code in a picture of dark (0) and light (255). Of what looks like
 * patterns so many are looked at that the time is bounded. False where memory is out, or when
 * `take` says so. */
bool finder_find(const struct grey *grey,
    bool (*take)(void *context, const struct finder_place *place), void *context);
