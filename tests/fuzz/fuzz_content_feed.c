#include "content/feed/feed.h"
#include "content/feed/native/feed_parse.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct error error = { "" };
    struct feed *feed = feed_parse((const char *)data, size, PHONE_PLAN_UNSAID, &error);
    if (!feed && (!error.text[0] || strchr(error.text, '\n'))) {
        abort();
    }
    for (size_t i = 0; feed && i < feed->item_count; i++) {
        if (!feed->items[i].id[0] || feed->items[i].kind >= ITEM_KIND_COUNT) {
            abort();
        }
    }
    feed_destroy(feed);
    return 0;
}
