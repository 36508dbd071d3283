/* All that of a feed may be shown, and what of it is held, as text: to see two alike. */
#pragma once

#include "base/bytes.h"
#include "content/feed/feed_members.h"

static inline bool feed_words_add(void *out, const struct feed_member *member, const char *text)
{
    return bytes_print(out, "%s %s\n", member->name, text);
}

/* False when memory is out. */
static inline bool feed_words(const struct feed *feed, struct bytes *out)
{
    const struct feed_visitor visitor = { feed_words_add, out };
    bool done = feed_visit(&feed_document, feed, &visitor);
    for (size_t i = 0; done && i < feed->item_count; i++) {
        const struct item *item = &feed->items[i];
        done = bytes_print(out, "%s %d %zu %zu\n", item->id, item->kind, item->index,
            item->block_count + item->show.screen_count);
    }
    for (size_t i = 0; done && i < feed->held_count; i++) {
        const struct held_item *held = &feed->held[i];
        done = bytes_print(out, "held %s %d (%s)\n", held->item, held->is_cut, held->reason);
    }
    for (size_t i = 0; done && i < feed->findings.count; i++) {
        const struct finding *finding = &feed->findings.list[i];
        done = finding->severity != FINDING_ERROR ||
               bytes_print(out, "error %s %s\n", finding->pointer, finding->message);
    }
    return done;
}
