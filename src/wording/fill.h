/* Patterns with {names} in them. */
#pragma once

#include "base/arena.h"

struct wording_field {
    const char *name, *text;
};

/* The pattern with the fields' texts in it; in the arena. NULL when one of them that it has is
 * NULL, or memory is out. */
const char *wording_fill(
    struct arena *arena, const char *pattern, const struct wording_field *fields, size_t count);
