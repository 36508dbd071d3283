/* Mass replacement: one and the same phrase, not known before, between words that are known, in
 * many items. Of the breaker only. */
#pragma once

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>

/* The folded text of one item, its members on a line each. */
struct phrase_texts {
    const char **list;
    size_t count;
};

struct phrase_found {
    const char *phrase; /* folded; NULL when there is none */
    size_t items;
};

/* The phrase that took the place of other words in most of the `fresh` texts. False when memory
 * is out. */
bool phrase_find(struct arena *scratch, const struct phrase_texts *good,
    const struct phrase_texts *fresh, struct phrase_found *out);
