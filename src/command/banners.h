/* Alerts that are strips above the slides: they have no turn of their own. */
#pragma once

#include "command/silence.h"

struct banner {
    const char *source;
    const struct item *item;
    int64_t from_ms, until_ms;
    const char *why; /* it may be shown and does not hang; NULL where it hangs */
};

struct banners {
    struct banner *list; /* in the order in which they come; in the arena of the silence */
    size_t count, capacity;
};

/* Those that hang between the moment of `silence` and until_ms, whole, and those that others
 * push out, and when. False when memory is out. */
bool banners_find(struct silence *silence, int64_t until_ms, struct banners *banners);
