#include "command/desk/content/look/timeline.h"

#include "base/translated.h"
#include "command/desk/content/look/feed_now.h"
#include "command/desk/content/published.h"

#include <stdlib.h>
#include <string.h>

enum { HOUR_MS = 60 * 60 * 1000, HOURS_MAX = 24 * 31, SPANS_MAX = 400 };

struct stretch {
    int64_t from_ms, until_ms;
};

static void put_span(struct visit *visit, struct writer *writer, const struct item *item,
    const struct stretch *span, const struct stretch *asked)
{
    const char *part = arena_printf(&visit->request->arena, "i-%s", item->id);
    writer_open(writer, '{');
    if (span->from_ms > asked->from_ms) {
        kit_put_instant(visit, writer, "from", span->from_ms);
    } else {
        writer_put_text(writer, "from", NULL);
    }
    if (span->until_ms < asked->until_ms) {
        kit_put_instant(visit, writer, "until", span->until_ms);
    } else {
        writer_put_text(writer, "until", NULL);
    }
    writer_put_text(writer, "part", part);
    writer_put_text(writer, "title", *item->title ? item->title : item->text);
    writer_put_text(writer, "kind", item_kind_name(item->kind));
    writer_close(writer, '}');
}

/* Spans that touch are one. */
static void put_item(struct visit *visit, struct writer *writer, const struct feed *feed,
    const struct item *item, const struct stretch *asked)
{
    struct feed_now_screen screen = { .tag = serve_query(visit->request, "screen") };
    struct item_context context = feed_now_context(visit, feed, item, &screen);
    struct stretch shown = { 0 };
    bool is_shown = false;
    context.now_ms = asked->from_ms;
    for (int i = 0; i < SPANS_MAX && context.now_ms < asked->until_ms; i++) {
        struct show_span span = item_span(&context, item, NULL);
        int64_t end_ms = span.until_ms < asked->until_ms ? span.until_ms : asked->until_ms;
        if (span.shown && !is_shown) {
            shown.from_ms = context.now_ms;
        } else if (!span.shown && is_shown) {
            shown.until_ms = context.now_ms;
            put_span(visit, writer, item, &shown, asked);
        }
        is_shown = span.shown;
        context.now_ms = end_ms;
    }
    if (is_shown) {
        shown.until_ms = context.now_ms;
        put_span(visit, writer, item, &shown, asked);
    }
}

void timeline_get(struct visit *visit)
{
    struct published published;
    struct error error = { 0 };
    const char *from = serve_query(visit->request, "from");
    const char *hours = serve_query(visit->request, "hours");
    struct stretch asked = { visit->now_ms, 0 };
    if (from && *from && !moment_read_instant(from, &asked.from_ms, NULL)) {
        kit_refuse(visit, 422, translated("\"from\" is no time with its offset"), NULL);
        return;
    }
    int64_t count = hours ? strtoll(hours, NULL, 10) : 24;
    count = count < 1 ? 1 : count > HOURS_MAX ? HOURS_MAX : count;
    asked.until_ms = asked.from_ms + count * HOUR_MS;
    if (!published_read(visit, &published)) {
        return;
    }
    struct feed *feed =
        published.state ? feed_now_read(visit, &published.state->feed, true, &error) : NULL;
    if (*error.text) {
        kit_fail(visit, &error);
        return;
    }
    struct writer writer;
    writer_init(&writer);
    writer_open(&writer, '{');
    kit_put_instant(visit, &writer, "at", visit->now_ms);
    writer_name(&writer, "spans");
    writer_open(&writer, '[');
    for (size_t i = 0; feed && i < feed->item_count; i++) {
        put_item(visit, &writer, feed, &feed->items[i], &asked);
    }
    writer_close(&writer, ']');
    writer_close(&writer, '}');
    feed_destroy(feed);
    kit_answer(visit, &writer);
}
