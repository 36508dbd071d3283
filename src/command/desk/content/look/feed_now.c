#include "command/desk/content/look/feed_now.h"

#include "base/clock.h"
#include "command/common/command.h"
#include "content/feed/format.h"
#include "content/guard/guard.h"

#include <string.h>

/* Edges of its hours that are looked at: a year of them. */
enum { EDGES_MAX = 1000 };

struct feed *feed_now_read(
    struct visit *visit, const struct bytes *body, bool guarded, struct error *error)
{
    struct error no_feed = { 0 };
    struct guard *guard = guarded ? command_load_guard(visit->desk->config, error) : NULL;
    if (guarded && !guard) {
        return NULL;
    }
    const struct feed_how how = { .plan = guard_phones(guard) };
    struct feed *feed = feed_read(FEED_NATIVE, body, &how, &no_feed);
    if (feed && guard && !guard_apply(guard, feed, "", &no_feed)) {
        feed_destroy(feed);
        feed = NULL;
    }
    guard_destroy(guard);
    return feed;
}

struct item_context feed_now_context(struct visit *visit, const struct feed *feed,
    const struct item *item, struct feed_now_screen *screen)
{
    size_t count = 0;
    if (screen->tag && *screen->tag) {
        screen->tags_of_item[count++] = screen->tag;
    } else {
        for (size_t i = 0; i < item->show.screen_count && count < 60; i++) {
            if (*item->show.screens[i] != '!') {
                screen->tags_of_item[count++] = item->show.screens[i];
            }
        }
    }
    screen->tags = (struct text_list) { screen->tags_of_item, count };
    return (struct item_context) { .tags = &screen->tags,
        .zone = visit->desk->config->screen.timezone,
        .now_ms = visit->now_ms,
        .expires_ms = feed_expires_ms(feed) };
}

static bool look_ahead(struct item_context context, const struct item *item, int64_t *at_ms)
{
    for (int i = 0; i < EDGES_MAX; i++) {
        struct show_span span = item_span(&context, item, NULL);
        if (span.shown) {
            *at_ms = context.now_ms;
            return true;
        }
        if (span.until_ms == INT64_MAX) {
            return false;
        }
        context.now_ms = span.until_ms;
    }
    return false;
}

static bool look_back(struct item_context context, const struct item *item, int64_t *at_ms)
{
    for (int i = 0; i < EDGES_MAX; i++) {
        struct show_span span = item_span(&context, item, NULL);
        if (span.shown) {
            *at_ms = context.now_ms;
            return true;
        }
        if (span.from_ms == INT64_MIN) {
            return false;
        }
        context.now_ms = span.from_ms - 1;
    }
    return false;
}

bool feed_now_shown_at(
    struct item_context context, const struct item *item, int64_t *at_ms, bool *is_now)
{
    struct show_span span = item_span(&context, item, NULL);
    *is_now = span.shown;
    *at_ms = context.now_ms;
    return span.shown || look_ahead(context, item, at_ms) || look_back(context, item, at_ms);
}
