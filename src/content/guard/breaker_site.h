/* What of a feed stands on every slide, or leads people away: the members of `site`, and the
 * links. Of src/content/guard only. */
#pragma once

#include "base/error.h"
#include "content/feed/feed.h"
#include "content/text/normalise.h"

/* Whether all that `fresh` has of it stood in `good` too, but for years, days and counters.
 * False with what did not, or when memory is out. `scratch` keeps what is compared. */
bool site_passes(const struct text_folder *folder, struct arena *scratch,
    const struct feed *good, const struct feed *fresh, struct error *why);
