/* Which pictures a feed names, and from where they may come. */
#pragma once

#include "base/arena.h"
#include "content/feed/feed.h"
#include "content/feed/picture_ref.h"

#include <stdbool.h>
#include <stddef.h>

struct feed_pictures_query {
    const struct feed *feed;
    const char *base; /* the feed's own address */
    const char *const *hosts;
    size_t host_count;
    bool wants_refused; /* those that are left out, which somebody may miss */
};

/* The absolute addresses of a feed's pictures, each once, in feed order, in the arena. Left out
 * is what may not be asked for: a feed from a file names files below its own folder, any other
 * https addresses on its own host or on `hosts`, or what its own scheme and host are. False
 * when memory is out. */
bool feed_pictures(const struct feed_pictures_query *query, struct arena *arena,
    const char ***urls, size_t *count);

/* Of the list the one at that absolute address, or NULL. */
const struct picture_ref *picture_ref_find(
    const struct picture_ref *list, size_t count, const char *url);
