#include "content/feed/feed.h"

#include <assert.h>
#include <stdlib.h>

static const char *const kind_names[] = {
    [ITEM_ARTICLE] = "article",
    [ITEM_NOTICE] = "notice",
    [ITEM_PICTURE] = "picture",
    [ITEM_COUNTDOWN] = "countdown",
    [ITEM_AGENDA] = "agenda",
    [ITEM_ALERT] = "alert",
};
static_assert(sizeof kind_names / sizeof *kind_names == ITEM_KIND_COUNT, "a name for each");

const char *item_kind_name(enum item_kind kind)
{
    return kind_names[kind];
}

struct feed *feed_create(void)
{
    struct feed *feed = calloc(1, sizeof *feed);
    if (feed) {
        arena_init(&feed->arena);
        findings_init(&feed->findings, &feed->arena);
        feed->site_name = feed->welcome = feed->logo = "";
        feed->lang = "zh-Hans";
    }
    return feed;
}

void feed_destroy(struct feed *feed)
{
    if (feed) {
        arena_finish(&feed->arena);
        free(feed);
    }
}
