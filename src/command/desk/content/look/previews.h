/* Slides as `render` makes them, and what `check` finds: made by those programs, kept by a hash
 * of all that they follow from. Bounded: so many are kept, so many are made at once, and of one
 * person's wishes for one part the newest alone is made. Any thread. */
#pragma once

#include "base/arena.h"
#include "base/error.h"
#include "command/desk/content/look/preview.h"

#include <stddef.h>

struct content;
struct previews;

/* `folder` is emptied, and made where it is not there. */
struct previews *previews_create(const char *folder, struct error *error);
void previews_destroy(struct previews *previews);

enum preview_outcome previews_make(struct previews *previews, const struct preview_wish *wish,
    struct arena *arena, struct preview *preview, struct error *error);

/* Where a slide's PNG is; false where the key or the number is none. It may be gone, or not be
 * made yet (previews_fill.h). */
bool previews_find(const struct previews *previews, const char *key, const char *number,
    struct preview_place *place);
