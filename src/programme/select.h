/* Which content may be shown at a time, by the `show` rules, this screen's tags and time zone.
 * The timeline falls into spans at the edges of all windows; inside a span the choice does not
 * change. */
#pragma once

#include "base/arena.h"
#include "config/config.h"
#include "content/feed/feed.h"
#include "slide/scene/slide.h"

struct selection {
    struct arena arena;
    struct view *views; /* one a source, in order, empty ones too */
    size_t view_count;
    int64_t from_ms,
        until_ms;           /* the span around now; INT64_MIN / INT64_MAX when it has no edge */
    bool is_asleep, is_dim; /* [screen] off and dim; an alert lifts both */
    size_t theme; /* 0: [theme] name; from 1: the one of by_hour whose hours these are */
};

struct selection_source {
    const char *name;
    const char *url; /* of the feed, or NULL */
    const struct feed *feed;
    const struct picture_ref *pictures; /* borrowed like the feed */
    size_t picture_count;
};

/* The feeds are borrowed and must outlive the selection. With a doubtful clock (see
 * clock_is_trusted) what is bound to time waits. NULL when memory is out. */
struct selection *selection_create(const struct config *config,
    const struct selection_source *sources, size_t count, int64_t now_ms,
    bool is_clock_doubtful);
void selection_destroy(struct selection *selection);
