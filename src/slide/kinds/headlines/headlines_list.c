#include "slide/kinds/headlines/headlines_list.h"

#include <stdlib.h>
#include <string.h>

static struct headline entry_of(
    const struct layout *layout, const struct view *view, const struct item *item, size_t order)
{
    const struct zone *zone = layout->config->screen.timezone;
    struct headline entry = { .view = view,
        .item = item,
        .published_ms = zone_begin_ms(zone, &item->published),
        .order = order };
    if (!date_of_moment(zone, &item->published, &entry.published)) {
        entry.published.year = 0;
    }
    return entry;
}

/* Newest first. What has no date comes last, and equal dates keep the feed's order. */
static int compare_entries(const void *left, const void *right)
{
    const struct headline *a = left, *b = right;
    int newer = (b->published_ms > a->published_ms) - (b->published_ms < a->published_ms);
    return newer != 0 ? newer : (a->order > b->order) - (a->order < b->order);
}

/* The newest of all views. False when memory is out. */
static bool list_newest(
    const struct layout *layout, struct arena *arena, struct headline **out, size_t *out_count)
{
    size_t total = 0;
    for (size_t i = 0; i < layout->view_count; i++) {
        total += layout->views[i].item_count;
    }
    struct headline *entries = arena_array(arena, total, sizeof *entries);
    if (!entries) {
        return false;
    }
    size_t count = 0;
    for (size_t i = 0; i < layout->view_count; i++) {
        const struct view *from = &layout->views[i];
        for (size_t k = 0; k < from->item_count; k++) {
            const struct item *item = &from->feed->items[from->items[k]];
            if (item->kind == ITEM_ARTICLE && *item->title) {
                entries[count] = entry_of(layout, from, item, count);
                count++;
            }
        }
    }
    if (count > 0) {
        qsort(entries, count, sizeof *entries, compare_entries);
    }
    size_t most = (size_t)layout->config->programme.headlines_max;
    *out = entries;
    *out_count = count < most ? count : most;
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
            list->has_lead = item->blocks[k].kind == BLOCK_PICTURE &&
                             figure_find(pen, &item->blocks[k], &list->picture);
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
