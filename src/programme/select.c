#include "programme/select.h"

#include "programme/item_span.h"

#include <stdlib.h>

struct chooser {
    struct selection *selection;
    const struct config *config;
    int64_t now_ms;
    bool is_clock_doubtful;
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

static struct item_context context_of(const struct chooser *chooser, const struct feed *feed)
{
    return (struct item_context) { .tags = &chooser->config->screen.tags,
        .zone = chooser->config->screen.timezone,
        .now_ms = chooser->now_ms,
        .expires_ms = feed_expires_ms(feed),
        .is_clock_doubtful = chooser->is_clock_doubtful };
}

/* The slides say so from then on, whether or not there is anything that has to go. */
static bool is_expired(const struct chooser *chooser, int64_t expires_ms)
{
    bool expired = chooser->now_ms >= expires_ms;
    take(chooser, expired ? (struct show_span) { true, expires_ms, INT64_MAX }
                          : (struct show_span) { false, INT64_MIN, expires_ms });
    return expired;
}

struct ranked {
    size_t item;
    int priority;
};

static int compare_ranked(const void *left, const void *right)
{
    const struct ranked *a = left, *b = right;
    int order = (a->priority < b->priority) - (a->priority > b->priority);
    return order ? order : (a->item > b->item) - (a->item < b->item);
}

/* Of the feed's order, but a higher priority comes first. */
static void rank(const struct feed *feed, size_t *items, size_t count, struct ranked *ranked)
{
    bool is_ranked = true; /* mostly nobody gave any a priority */
    for (size_t i = 0; i < count; i++) {
        ranked[i] = (struct ranked) { items[i], feed->items[items[i]].show.priority };
        is_ranked = is_ranked && (i == 0 || compare_ranked(&ranked[i - 1], &ranked[i]) <= 0);
    }
    if (is_ranked) {
        return;
    }
    qsort(ranked, count, sizeof *ranked, compare_ranked);
    for (size_t i = 0; i < count; i++) {
        items[i] = ranked[i].item;
    }
}

/* Asked for at every slide, and mostly there is none. */
static bool list_alerts(struct arena *arena, struct view *view)
{
    size_t *alerts = NULL, capacity = 0;
    for (size_t k = 0; k < view->item_count; k++) {
        if (view->feed->items[view->items[k]].kind != ITEM_ALERT) {
            continue;
        }
        alerts = arena_grow(arena, alerts, view->alert_count, &capacity, sizeof *alerts);
        if (!alerts) {
            return false;
        }
        alerts[view->alert_count++] = view->items[k];
    }
    view->alerts = alerts;
    return true;
}

static bool choose(
    const struct chooser *chooser, const struct selection_source *source, struct view *view)
{
    const struct feed *feed = source->feed;
    struct arena *arena = &chooser->selection->arena;
    const char *url = source->url ? source->url : "";
    *view = (struct view) { .source = arena_strdup(arena, source->name),
        .url = arena_strdup(arena, url),
        .feed = feed,
        .pictures = source->pictures,
        .picture_count = source->picture_count };
    size_t *items = arena_array(arena, feed->item_count, sizeof *items);
    size_t *hotlines = arena_array(arena, feed->hotline_count, sizeof *hotlines);
    size_t *links = arena_array(arena, feed->link_count, sizeof *links);
    struct ranked *ranked = arena_array(arena, feed->item_count, sizeof *ranked);
    if (!view->source || !view->url || !items || !hotlines || !links || !ranked) {
        return false;
    }
    const struct item_context context = context_of(chooser, feed);
    view->is_expired = is_expired(chooser, context.expires_ms);
    for (size_t i = 0; i < feed->item_count; i++) {
        if (take(chooser, item_span(&context, &feed->items[i], NULL))) {
            items[view->item_count++] = i;
        }
    }
    for (size_t i = 0; i < feed->hotline_count; i++) {
        if (take(chooser, hotline_span(&context, &feed->hotlines[i], NULL))) {
            hotlines[view->hotline_count++] = i;
        }
    }
    for (size_t i = 0; i < feed->link_count; i++) {
        if (take(chooser, link_span(&context, &feed->links[i], NULL))) {
            links[view->link_count++] = i;
        }
    }
    rank(feed, items, view->item_count, ranked);
    view->items = items;
    view->hotlines = hotlines;
    view->links = links;
    return list_alerts(arena, view);
}

/* True in these hours; a clock that is not set puts no screen to sleep. With a calendar they
 * may stay as they are for longer than a span looks ahead; then it is worked out anew in two
 * weeks. */
static bool take_hours(const struct chooser *chooser, const struct config_hours *hours)
{
    const int64_t fortnight_ms = INT64_C(14) * 86400000;
    if (!*hours->text || chooser->is_clock_doubtful) {
        return false;
    }
    const struct show_rule rule = { .on_this_screen = true,
        .from_ms = INT64_MIN,
        .until_ms = INT64_MAX,
        .is_weekly = true,
        .week = hours->week,
        .calendar = &chooser->config->calendar };
    struct show_span span =
        show_rule_span(&rule, chooser->config->screen.timezone, chooser->now_ms);
    if (span.until_ms == INT64_MAX && chooser->config->calendar.count > 0) {
        span.until_ms = chooser->now_ms + fortnight_ms;
    }
    return take(chooser, span);
}

static size_t choose_theme(const struct chooser *chooser)
{
    const struct config_by_hour *by_hour = &chooser->config->theme.by_hour;
    for (size_t i = 0; i < by_hour->count; i++) {
        if (take_hours(chooser, &by_hour->list[i].hours)) {
            return i + 1;
        }
    }
    return 0;
}

static bool has_alert(const struct selection *selection)
{
    for (size_t i = 0; i < selection->view_count; i++) {
        if (selection->views[i].alert_count > 0) {
            return true;
        }
    }
    return false;
}

struct selection *selection_create(const struct config *config,
    const struct selection_source *sources, size_t count, int64_t now_ms,
    bool is_clock_doubtful)
{
    bool done = false;
    struct selection *selection = calloc(1, sizeof *selection);
    if (!selection) {
        goto out;
    }
    arena_init(&selection->arena);
    selection->from_ms = INT64_MIN;
    selection->until_ms = INT64_MAX;
    selection->views = arena_array(&selection->arena, count, sizeof *selection->views);
    if (!selection->views) {
        goto out;
    }
    struct chooser chooser = { selection, config, now_ms, is_clock_doubtful };
    for (; selection->view_count < count; selection->view_count++) {
        if (!choose(&chooser, &sources[selection->view_count],
                &selection->views[selection->view_count])) {
            goto out;
        }
    }
    selection->is_asleep = take_hours(&chooser, &config->screen.off);
    selection->is_dim = take_hours(&chooser, &config->screen.dim);
    selection->theme = choose_theme(&chooser);
    if (has_alert(selection)) {
        selection->is_asleep = selection->is_dim = false;
    }
    done = true;
out:
    if (!done) {
        selection_destroy(selection);
        selection = NULL;
    }
    return selection;
}

void selection_destroy(struct selection *selection)
{
    if (selection) {
        arena_finish(&selection->arena);
        free(selection);
    }
}
