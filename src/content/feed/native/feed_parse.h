/* The native feed (docs/feed.md), read whole. */
#pragma once

#include "content/feed/feed.h"
#include "content/feed/feed_how.h"

/* Parses a native feed of at most FEED_MAX_BYTES: the strict scan, then cJSON, then plain
 * structs. NULL with a one-line error (JSON pointer or byte offset in it) when the document as
 * a whole is refused; an item with a member of the wrong type is held back alone. The caller
 * owns the feed. */
struct feed *feed_parse(
    const char *json, size_t size, const struct feed_how *how, struct error *error);
