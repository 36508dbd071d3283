/* The formats that a feed may come in: one row each, and what reads it. */
#pragma once

#include "base/bytes.h"
#include "content/feed/feed.h"
#include "content/feed/feed_how.h"

/* 0 is what a manifest of an older version means. */
enum feed_format {
    FEED_NATIVE, /* docs/feed.md */
    FEED_FORMAT_COUNT,
};

const char *feed_format_name(enum feed_format format);

/* False when there is none of that name. */
bool feed_format_find(const char *name, enum feed_format *format);

/* Parses a body of at most FEED_MAX_BYTES. NULL with a one-line error when the document as a
 * whole is refused; the caller owns the feed. */
struct feed *feed_read(enum feed_format format, const struct bytes *body,
    const struct feed_how *how, struct error *error);
