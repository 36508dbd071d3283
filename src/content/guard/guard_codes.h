/* What the text of a QR code may lead to. Of src/content only. */
#pragma once

#include "content/guard/guard.h"

/* Whether a line of such a text leads nowhere that links of the feed at `feed_url` may not lead
 * (docs/guard.md says what is judged); false with why not. */
bool code_is_allowed(const struct guard *guard, struct arena *scratch, const char *line,
    const char *feed_url, struct error *why);
