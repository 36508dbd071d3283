#include "content/feed/feed.h"

#include <stdlib.h>

#define NAME(kind, name) name,
static const char *const kind_names[] = { ITEM_KINDS(NAME) };

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
