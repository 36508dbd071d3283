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
        feed->lang = feed->site_name = feed->welcome = feed->logo = "";
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

bool feed_hold(
    struct feed *feed, const char *item, const char *pointer, const char *reason, bool is_cut)
{
    struct held_item *held = arena_grow(
        &feed->arena, feed->held, feed->held_count, &feed->held_capacity, sizeof *held);
    const char *name = item ? item : pointer;
    struct held_item added = { .item = name ? arena_strdup(&feed->arena, name) : NULL,
        .reason = reason ? arena_strdup(&feed->arena, reason) : NULL,
        .is_cut = is_cut };
    if (!held || !added.item || !added.reason) {
        return false;
    }
    feed->held = held;
    held[feed->held_count++] = added;
    return true;
}

bool table_row_is_blank(const struct table_row *row)
{
    bool is_blank = !row->state[0];
    for (size_t i = 0; i < row->cell_count && is_blank; i++) {
        is_blank = !row->cells[i][0];
    }
    return is_blank;
}
