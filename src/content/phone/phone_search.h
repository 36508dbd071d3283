/* Ways to read the digits of a string, the best first; for phone*.c only. */
#pragma once

#include "content/phone/phone_step.h"

enum { PHONE_WAYS = 4 };

/* The best ways, in the arena; how many. -1 when memory is out. Of no groups there is one. */
int phone_search(
    struct arena *arena, const struct phone_scan *scan, struct phone_way ways[PHONE_WAYS]);
