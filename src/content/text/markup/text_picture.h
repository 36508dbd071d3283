/* Pictures within texts, where none is shown: <img>, and Markdown's ![ ]( ). */
#pragma once

#include "base/arena.h"

struct text_picture {
    size_t at, end;      /* in the text, in bytes */
    const char *address; /* in the arena; "" where it has none, or its bytes in its place */
};

/* The first one from `from` on. False where there is none, or memory is out. */
bool text_picture_find(
    struct arena *arena, const char *text, size_t from, struct text_picture *out);
