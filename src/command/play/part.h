/* What the loop of `play` is made of: each part has a struct of its own, into which no other
 * looks, and a row in the table of player.c, which the loop walks. `part` is that struct. A
 * function may be NULL. Main thread only. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct part {
    size_t offset; /* of it in struct player */
    bool waits;    /* for the first slide: it has nothing to do before that stands */
    void (*step)(void *part, int64_t now_us);
    int64_t (*deadline_us)(
        const void *part, int64_t now_us); /* when step has something to do */
    void (*finish)(void *part);            /* gives back what others can see, at once */
};
