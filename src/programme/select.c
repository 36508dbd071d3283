#include "programme/select.h"

#include "programme/show_rule.h"
#include "programme/zone.h"

#include <stdlib.h>

struct chooser {
    struct selection *selection;
    const struct config *config;
    struct zone *zone;
    int64_t now_ms;
};

/* Narrows the selection's span to one in which this answer holds too. */
static bool take(const struct chooser *chooser, struct show_span span)
{
    struct selection *selection = chooser->selection;
    if (span.from_ms > selection->from_ms) {
        selection->from_ms = span.from_ms;
    }
    if (span.until_ms < selection->until_ms) {
        selection->until_ms = span.until_ms;
    }
    return span.shown;
}

static bool item_is_shown(const struct chooser *chooser, const struct item *item)
{
    struct show_rule rule;
    /* A rule that cannot be read is not a licence to show: the item may be long over. */
    return show_rule_parse(
               &item->show, &chooser->config->screen.tags, chooser->zone, &rule, NULL) &&
           take(chooser, show_rule_span(&rule, chooser->zone, chooser->now_ms));
}

static bool hotline_is_shown(const struct chooser *chooser, const struct hotline *hotline)
{
    struct show_rule rule = { .on_this_screen = true, .from_ms = INT64_MIN };
    if (!*hotline->verified_until) {
        return true;
    }
    return show_moment_parse(hotline->verified_until, chooser->zone, true, &rule.until_ms) &&
           take(chooser, show_rule_span(&rule, chooser->zone, chooser->now_ms));
}

static bool choose(
    const struct chooser *chooser, const struct selection_source *source, struct view *view)
{
    const struct feed *feed = source->feed;
    struct arena *arena = &chooser->selection->arena;
    const char *url = source->url ? source->url : "";
    *view = (struct view) { .source = arena_strdup(arena, source->name),
        .url = arena_strdup(arena, url),
        .feed = feed };
    size_t *items = arena_array(arena, feed->item_count, sizeof *items);
    size_t *hotlines = arena_array(arena, feed->hotline_count, sizeof *hotlines);
    size_t *links = arena_array(arena, feed->link_count, sizeof *links);
    if (!view->source || !view->url || !items || !hotlines || !links) {
        return false;
    }
    for (size_t i = 0; i < feed->item_count; i++) {
        if (item_is_shown(chooser, &feed->items[i])) {
            items[view->item_count++] = i;
        }
    }
    for (size_t i = 0; i < feed->hotline_count; i++) {
        if (hotline_is_shown(chooser, &feed->hotlines[i])) {
            hotlines[view->hotline_count++] = i;
        }
    }
    for (size_t i = 0; i < feed->link_count; i++) {
        links[view->link_count++] = i;
    }
    view->items = items;
    view->hotlines = hotlines;
    view->links = links;
    return true;
}

struct selection *selection_create(const struct config *config,
    const struct selection_source *sources, size_t count, int64_t now_ms)
{
    bool done = false;
    struct zone *zone = zone_create(config->screen.timezone);
    struct selection *selection = calloc(1, sizeof *selection);
    if (!zone || !selection) {
        goto out;
    }
    arena_init(&selection->arena);
    selection->from_ms = INT64_MIN;
    selection->until_ms = INT64_MAX;
    selection->views = arena_array(&selection->arena, count, sizeof *selection->views);
    if (!selection->views) {
        goto out;
    }
    struct chooser chooser = { selection, config, zone, now_ms };
    for (; selection->view_count < count; selection->view_count++) {
        if (!choose(&chooser, &sources[selection->view_count],
                &selection->views[selection->view_count])) {
            goto out;
        }
    }
    done = true;
out:
    if (!done) {
        selection_destroy(selection);
        selection = NULL;
    }
    zone_destroy(zone);
    return selection;
}

void selection_destroy(struct selection *selection)
{
    if (selection) {
        arena_finish(&selection->arena);
        free(selection);
    }
}
