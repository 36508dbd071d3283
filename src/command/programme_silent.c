#include "command/programme_silent.h"

#include "programme/item_span.h"
#include "programme/order.h"

#include <stdio.h>

void silence_init(struct silence *silence)
{
    *silence = (struct silence) { .source_count = 0 };
    arena_init(&silence->arena);
}

void silence_finish(struct silence *silence)
{
    arena_finish(&silence->arena);
}

bool silence_begin(struct silence *silence, const struct config *config,
    const struct zone *zone, const struct supply *supply, int64_t at_ms, bool is_clock_doubtful)
{
    silence->config = config;
    silence->zone = zone;
    silence->sources = supply->sources;
    silence->source_count = supply->count;
    silence->at_ms = at_ms;
    silence->is_clock_doubtful = is_clock_doubtful;
    silence->has_turn = arena_array(&silence->arena, supply->count, sizeof *silence->has_turn);
    for (size_t i = 0; silence->has_turn && i < supply->count; i++) {
        const struct feed *feed = supply->sources[i].feed;
        size_t count = feed->item_count + feed->hotline_count + feed->link_count;
        silence->has_turn[i] = arena_array(&silence->arena, count, sizeof(bool));
        if (!silence->has_turn[i]) {
            return false;
        }
    }
    return silence->has_turn != NULL;
}

static bool takes_over(const struct selection *selection)
{
    for (size_t i = 0; i < selection->view_count; i++) {
        const struct view *view = &selection->views[i];
        for (size_t k = 0; k < view->item_count; k++) {
            const struct item *item = &view->feed->items[view->items[k]];
            if (item->kind == ITEM_ALERT && !item->is_banner) {
                return true;
            }
        }
    }
    return false;
}

static void note_view(
    const struct silence *silence, const struct view *view, bool is_taken, bool *has_turn)
{
    const struct feed *feed = view->feed;
    for (size_t k = 0; k < view->item_count; k++) {
        const struct item *item = &feed->items[view->items[k]];
        has_turn[view->items[k]] |=
            is_taken ? item->kind == ITEM_ALERT : order_has_item(silence->config, item->kind);
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

bool silence_note(struct silence *silence, int64_t now_ms)
{
    struct selection *selection = selection_create(silence->config, silence->sources,
        silence->source_count, now_ms, silence->is_clock_doubtful);
    if (!selection) {
        return false;
    }
    bool is_taken = takes_over(selection);
    if (now_ms == silence->at_ms) {
        silence->is_night = selection->is_asleep;
    }
    for (size_t i = 0; !selection->is_asleep && i < selection->view_count; i++) {
        note_view(silence, &selection->views[i], is_taken, silence->has_turn[i]);
    }
    selection_destroy(selection);
    return true;
}

/* The reason where its rules would let it play. */
static void explain_kind(const struct silence *silence, bool plays, struct error *why)
{
    error_set(why, !plays              ? "its kind is not in [programme] order"
                   : silence->is_night ? "the screen is off"
                                       : "an alert has the screen to itself");
}

static bool print_source(const struct silence *silence, struct programme_print *print,
    const struct selection_source *source, const bool *has_turn)
{
    const struct feed *feed = source->feed;
    const struct item_context context = { .tags = &silence->config->screen.tags,
        .zone = silence->zone,
        .now_ms = silence->at_ms,
        .expires_ms = feed_expires_ms(feed),
        .is_clock_doubtful = silence->is_clock_doubtful };
    struct error why = { "" };
    char pointer[32];
    bool done = true;
    for (size_t k = 0; done && k < feed->item_count; k++, has_turn++) {
        if (!*has_turn) {
            if (item_span(&context, &feed->items[k], &why).shown) {
                explain_kind(
                    silence, order_has_item(silence->config, feed->items[k].kind), &why);
            }
            done = programme_print_silent(print, source->name, feed->items[k].id, why.text);
        }
    }
    for (size_t k = 0; done && k < feed->hotline_count; k++, has_turn++) {
        if (!*has_turn) {
            if (hotline_span(&context, &feed->hotlines[k], &why).shown) {
                explain_kind(silence, order_has(silence->config, "hotlines"), &why);
            }
            snprintf(pointer, sizeof pointer, "/hotlines/%zu", k);
            done = programme_print_silent(print, source->name, pointer, why.text);
        }
    }
    for (size_t k = 0; done && k < feed->link_count; k++, has_turn++) {
        if (!*has_turn) {
            if (link_span(&context, &feed->links[k], &why).shown) {
                explain_kind(silence, order_has(silence->config, "links"), &why);
            }
            snprintf(pointer, sizeof pointer, "/links/%zu", k);
            done = programme_print_silent(print, source->name, pointer, why.text);
        }
    }
    for (size_t k = 0; done && k < feed->held_count; k++) {
        done = programme_print_silent(
            print, source->name, feed->held[k].item, feed->held[k].reason);
    }
    return done;
}

bool silence_print(const struct silence *silence, struct programme_print *print)
{
    bool done = true;
    for (size_t i = 0; done && i < silence->source_count; i++) {
        done = print_source(silence, print, &silence->sources[i], silence->has_turn[i]);
    }
    return done;
}
