#include "command/banners.h"

#include "programme/item_span.h"

/* One that comes and goes more often in a stretch is told no further. */
enum { SPANS_MAX = 100 };

/* Spans that meet are one. */
static bool add(struct silence *silence, struct banners *banners, const struct banner *banner)
{
    struct banner *last = banners->count > 0 ? &banners->list[banners->count - 1] : NULL;
    if (last && last->item == banner->item && last->until_ms == banner->from_ms) {
        last->until_ms = banner->until_ms;
        return true;
    }
    struct banner *list = arena_grow(
        &silence->arena, banners->list, banners->count, &banners->capacity, sizeof *list);
    if (list) {
        banners->list = list;
        list[banners->count++] = *banner;
    }
    return list;
}

/* What is open at an edge ends with the stretch that is looked at. */
static bool find_spans(struct silence *silence, const struct selection_source *source,
    const struct item *item, int64_t until_ms, struct banners *banners)
{
    struct item_context context = { .tags = &silence->config->screen.tags,
        .zone = silence->config->screen.timezone,
        .now_ms = silence->at_ms,
        .expires_ms = feed_expires_ms(source->feed),
        .is_clock_doubtful = silence->is_clock_doubtful };
    bool done = true;
    for (int i = 0; done && i < SPANS_MAX && context.now_ms < until_ms; i++) {
        const struct show_span span = item_span(&context, item, NULL);
        const struct banner banner = { .source = source->name,
            .item = item->id,
            .from_ms = span.from_ms > INT64_MIN ? span.from_ms : silence->at_ms,
            .until_ms = span.until_ms < INT64_MAX ? span.until_ms : until_ms };
        done = !span.shown || add(silence, banners, &banner);
        context.now_ms = span.until_ms;
    }
    return done;
}

bool banners_find(struct silence *silence, int64_t until_ms, struct banners *banners)
{
    bool done = true;
    *banners = (struct banners) { .count = 0 };
    for (size_t i = 0; i < silence->source_count; i++) {
        const struct selection_source *source = &silence->sources[i];
        for (size_t k = 0; done && k < source->feed->item_count; k++) {
            const struct item *item = &source->feed->items[k];
            done = item->kind != ITEM_ALERT || !item->is_banner ||
                   find_spans(silence, source, item, until_ms, banners);
        }
    }
    return done;
}
