/* Which titles the headlines are. */
#pragma once

#include "slide/scene/slide.h"

/* Those of all views, the newest first, at most [programme] headlines_max; in the arena. False
 * when memory is out. */
bool headlines_newest(const struct layout *layout, struct arena *arena,
    const struct item *const **items, size_t *count);
