#include "content/feed/feed.h"
#include "content/feed/feed_stow.h"
#include "content/feed/native/feed_parse.h"
#include "content/feed_words.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What nobody is told costs nothing else. */
static void compare(const struct feed *told, const struct feed *quiet)
{
    struct bytes one, other;
    bytes_init(&one);
    bytes_init(&other);
    if (!told != !quiet ||
        (told &&
            (!feed_words(told, &one) || !feed_words(quiet, &other) || one.size != other.size ||
                (one.size > 0 && memcmp(one.data, other.data, one.size) != 0)))) {
        abort();
    }
    bytes_finish(&one);
    bytes_finish(&other);
}

/* What is stowed comes back, and is stowed as before. */
static void stow(const struct feed *feed)
{
    struct bytes one, other;
    bytes_init(&one);
    bytes_init(&other);
    bool done = feed_stow(feed, &one);
    struct stowed from = { one.data, one.data + one.size };
    struct feed *back = done ? feed_unstow(&from) : NULL;
    if (!back || from.at != from.end || !feed_stow(back, &other) || one.size != other.size ||
        memcmp(one.data, other.data, one.size) != 0) {
        abort();
    }
    feed_destroy(back);
    bytes_finish(&one);
    bytes_finish(&other);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct error error = { "" }, again = { "" };
    const struct feed_how tells = { PHONE_PLAN_UNSAID, true };
    const struct feed_how is_quiet = { PHONE_PLAN_UNSAID, false };
    struct feed *feed = feed_parse((const char *)data, size, &tells, &error);
    struct feed *quiet = feed_parse((const char *)data, size, &is_quiet, &again);
    if (!feed && (!error.text[0] || strchr(error.text, '\n'))) {
        abort();
    }
    for (size_t i = 0; feed && i < feed->item_count; i++) {
        if (!feed->items[i].id[0] || feed->items[i].kind >= ITEM_KIND_COUNT) {
            abort();
        }
    }
    compare(feed, quiet);
    if (feed) {
        stow(feed);
    }
    feed_destroy(quiet);
    feed_destroy(feed);
    return 0;
}
