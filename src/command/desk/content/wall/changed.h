/* Which parts are others in one feed than in another. */
#pragma once

#include "base/arena.h"
#include "base/bytes.h"

#include <stdbool.h>
#include <stddef.h>

struct changed_part {
    const char *name;
    const char *before, *after; /* its JSON, or NULL */
};

struct changed {
    struct changed_part *parts; /* in the arena */
    size_t count, capacity;
};

/* `before` may be NULL. Both are strict JSON. False when memory is out. */
bool changed_find(struct changed *changed, struct arena *arena, const struct bytes *before,
    const struct bytes *after);

/* A JSON list of their names, in the arena. */
const char *changed_names(const struct changed *changed, struct arena *arena);

/* Whether they say the same, but for the serial and when it was issued. */
bool changed_is_same(
    struct arena *arena, const struct bytes *before, const struct bytes *after);
