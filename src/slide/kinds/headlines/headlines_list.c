#include "slide/kinds/headlines/headlines_list.h"

#include <string.h>

/* Newest first. What has no date comes last, and equal dates keep the feed's order. */
static bool is_before(const struct headline *a, const struct headline *b)
{
    return a->published_ms != b->published_ms ? a->published_ms > b->published_ms
                                              : a->order < b->order;
}

/* The newest so far; the last one gives way. */
struct newest {
    struct headline *entries;
    size_t count, most;
};

static void add_entry(struct newest *newest, const struct headline *entry)
{
    size_t at = newest->count;
    while (at > 0 && is_before(entry, &newest->entries[at - 1])) {
        at--;
    }
    if (at == newest->most) {
        return;
    }
    newest->count += newest->count < newest->most;
    memmove(&newest->entries[at + 1], &newest->entries[at],
        (newest->count - at - 1) * sizeof *entry);
    newest->entries[at] = *entry;
}

static void add_view(
    const struct layout *layout, const struct view *view, size_t *order, struct newest *newest)
{
    const struct zone *zone = layout->config->screen.timezone;
    for (size_t k = 0; k < view->item_count; k++) {
        const struct item *item = &view->feed->items[view->items[k]];
        if (item->kind != ITEM_ARTICLE || !*item->title) {
            continue;
        }
        const struct headline entry = { .view = view,
            .item = item,
            .published_ms = zone_begin_ms(zone, &item->published),
            .order = (*order)++ };
        add_entry(newest, &entry);
    }
}

/* The newest of all views. False when memory is out. */
static bool list_newest(
    const struct layout *layout, struct arena *arena, struct headline **out, size_t *out_count)
{
    struct newest newest = { .most = (size_t)layout->config->programme.headlines_max };
    size_t order = 0;
    newest.entries = arena_array(arena, newest.most, sizeof *newest.entries);
    if (!newest.entries) {
        return false;
    }
    for (size_t i = 0; i < layout->view_count; i++) {
        add_view(layout, &layout->views[i], &order, &newest);
    }
    for (size_t i = 0; i < newest.count; i++) {
        struct headline *entry = &newest.entries[i];
        if (!date_of_moment(
                layout->config->screen.timezone, &entry->item->published, &entry->published)) {
            entry->published.year = 0;
        }
    }
    *out = newest.entries;
    *out_count = newest.count;
    return true;
}

bool headlines_newest(const struct layout *layout, struct arena *arena,
    const struct item *const **items, size_t *count)
{
    struct headline *entries;
    const struct item **list = NULL;
    if (list_newest(layout, arena, &entries, count)) {
        list = arena_array(arena, *count, sizeof *list);
    }
    for (size_t i = 0; list && i < *count; i++) {
        list[i] = entries[i].item;
    }
    *items = list;
    return list;
}

/* Of pictures as they are: the newest that has one leads. */
static void find_lead(struct pen *pen, struct headline *entries, struct headline_list *list)
{
    for (size_t i = 0; i < list->count && !list->has_lead; i++) {
        const struct item *item = entries[i].item;
        for (size_t k = 0; k < item->block_count && !list->has_lead; k++) {
            list->has_lead =
                item->blocks[k].kind == BLOCK_PICTURE &&
                figure_find(pen, &item->blocks[k], &list->picture) == FIGURE_THERE &&
                figure_may_be(&list->picture, FIGURE_LEADS);
        }
        if (list->has_lead) {
            const struct headline lead = entries[i];
            memmove(entries + 1, entries, i * sizeof *entries);
            entries[0] = lead;
        }
    }
}

struct headline_list headlines_of_view(struct pen *pen)
{
    struct headline *entries;
    struct headline_list list = { .count = 0 };
    size_t count;
    if (!list_newest(pen->layout, pen->arena, &entries, &count)) {
        pen->failed = true;
        return list;
    }
    for (size_t i = 0; i < count; i++) {
        if (entries[i].view == pen->view) {
            entries[list.count++] = entries[i];
        }
    }
    list.entries = entries;
    list.newest = list.count > 0 ? entries[0].published : list.newest;
    if (list.count > 1) {
        find_lead(pen, entries, &list);
    }
    return list;
}
