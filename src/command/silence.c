#include "command/silence.h"

#include "base/translated.h"
#include "programme/item_span.h"
#include "programme/order.h"
#include "slide/kinds/headlines/headlines_list.h"
#include "slide/page/band/alerts.h"

#include <stdlib.h>
#include <string.h>

void silence_init(struct silence *silence)
{
    *silence = (struct silence) { .source_count = 0 };
    arena_init(&silence->arena);
}

void silence_finish(struct silence *silence)
{
    arena_finish(&silence->arena);
}

bool silence_begin(struct silence *silence, const struct workshop_job *job)
{
    const struct supply *supply = job->supply;
    size_t most = 0;
    silence->config = job->config;
    silence->sources = supply->sources;
    silence->source_count = supply->count;
    silence->at_ms = job->now_ms;
    silence->is_clock_doubtful = job->is_clock_doubtful;
    silence->is_awake = job->is_awake;
    silence->has_turn = arena_array(&silence->arena, supply->count, sizeof *silence->has_turn);
    silence->pushed = arena_array(&silence->arena, supply->count, sizeof *silence->pushed);
    for (size_t i = 0; silence->has_turn && silence->pushed && i < supply->count; i++) {
        const struct feed *feed = supply->sources[i].feed;
        size_t count = feed->item_count + feed->hotline_count + feed->link_count;
        silence->has_turn[i] = arena_array(&silence->arena, count, sizeof(bool));
        silence->pushed[i] =
            arena_array(&silence->arena, supply->sources[i].feed->item_count, sizeof(char *));
        if (!silence->has_turn[i] || !silence->pushed[i]) {
            return false;
        }
        most += count + feed->held_count;
    }
    silence->list = arena_array(&silence->arena, most, sizeof *silence->list);
    return silence->has_turn && silence->pushed && silence->list;
}

bool silence_banner(struct silence *silence, const struct selection *selection,
    const struct item *item, const char **why)
{
    struct hung_banner hung[BANNERS_MAX];
    size_t count = banners_hung(selection->views, selection->view_count, hung);
    const char *names = "";
    *why = NULL;
    for (size_t i = 0; i < count; i++) {
        if (hung[i].item == item) {
            return true;
        }
        names = names ? arena_printf(&silence->arena, "%s%s%s", names, i > 0 ? ", " : "",
                            hung[i].item->id)
                      : NULL;
    }
    *why = names ? arena_printf(&silence->arena,
                       translated("at most three strips are shown, and graver or earlier ones "
                                  "stand there: %s"),
                       names)
                 : NULL;
    return *why;
}

/* What has slides of its own in a plan, and the titles on its headlines. */
struct played {
    const struct planned_slide **slides; /* by source and item */
    size_t slide_count;
    const struct item *const *headlines;
    size_t headline_count;
};

static int compare_slides(const void *a, const void *b)
{
    const struct planned_slide *left = *(const struct planned_slide *const *)a,
                               *right = *(const struct planned_slide *const *)b;
    int order = strcmp(left->source, right->source);
    return order ? order : strcmp(left->item, right->item);
}

static bool played_init(struct played *played, struct arena *arena,
    const struct silence *silence, const struct selection *selection, const struct plan *plan)
{
    const struct layout layout = { .config = silence->config,
        .views = selection->views,
        .view_count = selection->view_count };
    *played =
        (struct played) { .slides = arena_array(arena, plan->count, sizeof *played->slides) };
    for (size_t i = 0; played->slides && i < plan->count; i++) {
        if (plan->slides[i].item) {
            played->slides[played->slide_count++] = &plan->slides[i];
        }
    }
    if (played->slide_count > 0) {
        qsort(played->slides, played->slide_count, sizeof *played->slides, compare_slides);
    }
    return played->slides &&
           (!order_has(silence->config, "headlines") ||
               headlines_newest(&layout, arena, &played->headlines, &played->headline_count));
}

static bool has_slide(
    const struct played *played, const char *source, const struct item *item, bool is_taken)
{
    const struct planned_slide wanted = { .source = source, .item = item->id };
    const struct planned_slide *key = &wanted;
    if (played->slide_count > 0 && bsearch(&key, played->slides, played->slide_count,
                                       sizeof *played->slides, compare_slides)) {
        return true;
    }
    for (size_t i = 0; !is_taken && i < played->headline_count; i++) {
        if (played->headlines[i] == item) {
            return true;
        }
    }
    return false;
}

static void note_view(const struct silence *silence, const struct view *view,
    const struct played *played, bool is_taken, bool *has_turn)
{
    const struct feed *feed = view->feed;
    for (size_t k = 0; k < view->item_count; k++) {
        const struct item *item = &feed->items[view->items[k]];
        has_turn[view->items[k]] |= has_slide(played, view->source, item, is_taken);
    }
    has_turn += feed->item_count;
    for (size_t k = 0; k < view->hotline_count && !is_taken; k++) {
        has_turn[view->hotlines[k]] |= order_has(silence->config, "hotlines");
    }
    has_turn += feed->hotline_count;
    for (size_t k = 0; k < view->link_count && !is_taken; k++) {
        has_turn[view->links[k]] |= order_has(silence->config, "links");
    }
}

/* Strips above slides have no slides. */
static bool note_banners(struct silence *silence, const struct selection *selection, size_t i)
{
    const struct view *view = &selection->views[i];
    bool done = true;
    for (size_t k = 0; done && k < view->item_count; k++) {
        const struct item *item = &view->feed->items[view->items[k]];
        const char *why = NULL;
        if (item->kind == ITEM_ALERT && item->is_banner) {
            done = silence_banner(silence, selection, item, &why);
            silence->has_turn[i][view->items[k]] |= !why;
            silence->pushed[i][view->items[k]] = why;
        }
    }
    return done;
}

bool silence_note(struct silence *silence, const struct plan *plan, int64_t now_ms)
{
    struct arena arena;
    struct played played;
    struct selection *selection = selection_create(silence->config, silence->sources,
        silence->source_count, now_ms, silence->is_clock_doubtful);
    arena_init(&arena);
    bool done = selection && played_init(&played, &arena, silence, selection, plan);
    bool is_taken = done && alert_takes_over(selection->views, selection->view_count);
    if (done && now_ms == silence->at_ms) {
        silence->is_night = selection->is_asleep && !silence->is_awake;
        silence->is_taken = is_taken;
    }
    bool sleeps = done && selection->is_asleep && !silence->is_awake;
    for (size_t i = 0; done && !sleeps && i < selection->view_count; i++) {
        note_view(silence, &selection->views[i], &played, is_taken, silence->has_turn[i]);
        done = note_banners(silence, selection, i);
    }
    selection_destroy(selection);
    arena_finish(&arena);
    return done;
}

/* The reason where its rules would let it play. */
static void explain_kind(
    const struct silence *silence, bool plays, const char *lack, struct error *why)
{
    error_set(why, "%s",
        !plays              ? translated("its kind is not in [programme] order")
        : silence->is_night ? translated("the screen is off")
        : silence->is_taken ? translated("an alert has the screen to itself")
                            : lack);
}

/* Why an item that may be shown has no slide. */
static const char *lack_of(const struct item *item)
{
    if (item->kind == ITEM_PICTURE) {
        return translated("its picture is not there");
    }
    return item->kind == ITEM_ARTICLE && item->title[0]
               ? translated("it has no text, and newer titles fill the headlines")
               : translated("nothing of it can be shown");
}

static bool add(
    struct silence *silence, const char *source, const char *item, const char *reason)
{
    const char *kept = arena_strdup(&silence->arena, reason);
    silence->list[silence->count++] = (struct silent) { source, item, kept };
    return item && kept;
}

/* "/hotlines/3": they have no ids. */
static bool add_place(struct silence *silence, const char *source, const char *list,
    size_t index, const char *reason)
{
    return add(silence, source, arena_printf(&silence->arena, "/%s/%zu", list, index), reason);
}

static bool list_items(
    struct silence *silence, const struct item_context *context, size_t index)
{
    const struct selection_source *source = &silence->sources[index];
    const bool *has_turn = silence->has_turn[index];
    const struct feed *feed = source->feed;
    struct error why = { "" };
    bool done = true;
    for (size_t k = 0; done && k < feed->item_count; k++) {
        const struct item *item = &feed->items[k];
        if (has_turn[k]) {
            continue;
        }
        if (silence->pushed[index][k]) {
            error_set(&why, "%s", silence->pushed[index][k]);
        } else if (item_span(context, item, &why).shown) {
            explain_kind(
                silence, order_has_item(silence->config, item->kind), lack_of(item), &why);
        }
        done = add(silence, source->name, item->id, why.text);
    }
    return done;
}

static bool list_hotlines(struct silence *silence, const struct item_context *context,
    const struct selection_source *source, const bool *has_turn)
{
    const struct feed *feed = source->feed;
    struct error why = { "" };
    bool done = true;
    for (size_t k = 0; done && k < feed->hotline_count; k++) {
        if (has_turn[k]) {
            continue;
        }
        if (hotline_span(context, &feed->hotlines[k], &why).shown) {
            explain_kind(silence, order_has(silence->config, "hotlines"), "", &why);
        }
        done = add_place(silence, source->name, "hotlines", feed->hotlines[k].index, why.text);
    }
    return done;
}

static bool list_links(struct silence *silence, const struct item_context *context,
    const struct selection_source *source, const bool *has_turn)
{
    const struct feed *feed = source->feed;
    struct error why = { "" };
    bool done = true;
    for (size_t k = 0; done && k < feed->link_count; k++) {
        if (has_turn[k]) {
            continue;
        }
        if (link_span(context, &feed->links[k], &why).shown) {
            explain_kind(silence, order_has(silence->config, "links"), "", &why);
        }
        done = add_place(silence, source->name, "links", feed->links[k].index, why.text);
    }
    return done;
}

static bool list_source(struct silence *silence, size_t index)
{
    const struct selection_source *source = &silence->sources[index];
    const struct feed *feed = source->feed;
    const struct item_context context = { .tags = &silence->config->screen.tags,
        .zone = silence->config->screen.timezone,
        .now_ms = silence->at_ms,
        .expires_ms = feed_expires_ms(feed),
        .is_clock_doubtful = silence->is_clock_doubtful };
    const bool *hotlines = silence->has_turn[index] + feed->item_count;
    const bool *links = hotlines + feed->hotline_count;
    bool done = list_items(silence, &context, index) &&
                list_hotlines(silence, &context, source, hotlines) &&
                list_links(silence, &context, source, links);
    for (size_t k = 0; done && k < feed->held_count; k++) {
        done = add(silence, source->name, feed->held[k].item, feed->held[k].reason);
    }
    return done;
}

bool silence_list(struct silence *silence)
{
    bool done = true;
    for (size_t i = 0; done && i < silence->source_count; i++) {
        done = list_source(silence, i);
    }
    return done;
}
