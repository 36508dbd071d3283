#include "command/banners.h"

#include "programme/item_span.h"
#include "programme/select.h"
#include "slide/page/band/alerts.h"

#include <string.h>

/* What comes and goes more often is told no further. */
enum { SPANS_MAX = 1000 };

struct search {
    struct silence *silence;
    struct banners *banners;
    const struct selection *selection; /* of now_ms */
    int64_t now_ms, until_ms;
};

/* Begun before the first moment that is looked at. */
static int64_t begin_of(
    const struct search *search, const struct view *view, const struct item *item)
{
    const struct silence *silence = search->silence;
    const struct item_context context = { .tags = &silence->config->screen.tags,
        .zone = silence->config->screen.timezone,
        .now_ms = search->now_ms,
        .expires_ms = feed_expires_ms(view->feed),
        .is_clock_doubtful = silence->is_clock_doubtful };
    const struct show_span span = item_span(&context, item, NULL);
    return search->now_ms == silence->at_ms && span.from_ms > INT64_MIN ? span.from_ms
                                                                        : search->now_ms;
}

/* The one that went on to now, in the same way. */
static struct banner *find_open(
    const struct search *search, const struct item *item, const char *why)
{
    struct banners *banners = search->banners;
    for (size_t i = banners->count; i-- > 0;) {
        struct banner *banner = &banners->list[i];
        if (banner->item == item && banner->until_ms == search->now_ms &&
            (why && banner->why ? strcmp(why, banner->why) == 0 : why == banner->why)) {
            return banner;
        }
    }
    return NULL;
}

/* Spans that meet are one; none begins behind the stretch that is asked for. */
static bool note(struct search *search, const struct view *view, const struct item *item,
    const char *why, bool *is_open)
{
    struct banners *banners = search->banners;
    struct banner *banner = find_open(search, item, why);
    if (!banner && search->now_ms >= search->until_ms) {
        return true;
    }
    if (!banner) {
        struct banner *list = arena_grow(&search->silence->arena, banners->list, banners->count,
            &banners->capacity, sizeof *list);
        if (!list) {
            return false;
        }
        banners->list = list;
        banner = &list[banners->count++];
        *banner = (struct banner) { .source = view->source,
            .item = item,
            .from_ms = begin_of(search, view, item),
            .why = why };
    }
    const int64_t end_ms = search->selection->until_ms;
    banner->until_ms = end_ms < INT64_MAX ? end_ms : search->until_ms;
    *is_open = *is_open || end_ms < INT64_MAX;
    return true;
}

static bool note_all(struct search *search, bool *is_open)
{
    const struct selection *selection = search->selection;
    bool done = true;
    for (size_t i = 0; done && i < selection->view_count; i++) {
        const struct view *view = &selection->views[i];
        for (size_t k = 0; done && k < view->item_count; k++) {
            const struct item *item = &view->feed->items[view->items[k]];
            const char *why = NULL;
            if (item->kind == ITEM_ALERT && item->is_banner) {
                done = silence_banner(search->silence, selection, item, &why) &&
                       note(search, view, item, why, is_open);
            }
        }
    }
    return done;
}

bool banners_find(struct silence *silence, int64_t until_ms, struct banners *banners)
{
    struct search search = {
        .silence = silence, .banners = banners, .now_ms = silence->at_ms, .until_ms = until_ms
    };
    bool done = true, is_open = true;
    *banners = (struct banners) { .count = 0 };
    for (int i = 0; done && i < SPANS_MAX && (search.now_ms < until_ms || is_open); i++) {
        struct selection *selection = selection_create(silence->config, silence->sources,
            silence->source_count, search.now_ms, silence->is_clock_doubtful);
        is_open = false;
        search.selection = selection;
        done = selection && note_all(&search, &is_open);
        search.now_ms = done ? selection->until_ms : INT64_MAX;
        selection_destroy(selection);
    }
    return done;
}
