/* Alerts that are strips above the slides: they have no turn of their own. */
#pragma once

#include "command/silence.h"

struct banner {
    const char *source, *item;
    int64_t from_ms, until_ms;
};

struct banners {
    struct banner *list; /* by source and item, in the arena of the silence */
    size_t count, capacity;
};

/* Those in force between the moment of `silence` and until_ms, whole. False when memory is
 * out. */
bool banners_find(struct silence *silence, int64_t until_ms, struct banners *banners);
