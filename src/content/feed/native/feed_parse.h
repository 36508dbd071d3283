/* The native feed (docs/feed.md), read whole. */
#pragma once

#include "content/feed/feed.h"
#include "content/feed/native/feed_parse.h"
#include "content/phone/phone_plan.h"

/* Parses a native feed of at most FEED_MAX_BYTES: the strict scan, then cJSON, then plain
 * structs. NULL with a one-line error (JSON pointer or byte offset in it) when the document as
 * a whole is refused; an item with a member of the wrong type is held back alone. The caller
 * owns the feed. Telephone numbers are read by the plan; PHONE_PLAN_UNSAID: by the one of the
 * feed's language. */
struct feed *feed_parse(
    const char *json, size_t size, enum phone_plan plan, struct error *error);
