/* A feed as bytes and back, as it was read and judged, by a table of all that it holds: for who
 * keeps it so that it need neither be read nor judged again. What was held back of it, and what
 * was found, stays behind. The bytes are this machine's, of this program. */
#pragma once

#include "base/bytes.h"
#include "base/digest.h"
#include "content/feed/feed.h"

/* Where bytes are taken from, one after another. */
struct stowed {
    const char *at, *end;
};

/* Of the table: where another program has another one, it stows other bytes. */
void feed_stow_digest(struct digest *digest);

/* Appends the feed; equal feeds give equal bytes. False when memory is out. */
bool feed_stow(const struct feed *feed, struct bytes *out);

/* The feed that comes next, whose texts lie in those bytes. NULL where they are none, or memory
 * is out: whatever they are, nothing behind their end is looked at. Who takes feeds from them
 * has made sure that they are what was stowed. */
struct feed *feed_unstow(struct stowed *from);

/* One text or number by itself, for what stands beside feeds. */
bool stow_text(struct bytes *out, const char *text);
bool stow_number(struct bytes *out, size_t number);
const char *unstow_text(struct stowed *from); /* NULL where there is none */
bool unstow_number(struct stowed *from, size_t *number);
