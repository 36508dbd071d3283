/* A part looked at alone: a feed of it under its site, and what `check` finds of it there. */
#pragma once

#include "command/desk/content/kit.h"
#include "command/desk/content/look/checking.h"

/* In the request's arena. NULL after a 500. */
const char *part_feed(
    struct visit *visit, const char *part, const char *content, int64_t at_ms);

/* "findings": those of the part, by its own pointers. `title` is the part's. */
void part_feed_put_findings(
    struct writer *writer, const struct checked *checked, const char *part, const char *title);

/* Whether any of those is an error. */
bool part_feed_has_errors(const struct checked *checked, const char *part);

/* Whether slides of that kind are the part's: hotlines are in the feed for the footer's sake.
 */
bool part_feed_is_of(const char *part, const char *kind);
