#include "content/feed/feed_stow.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Whatever the bytes are: a feed that could be stowed again, or none. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct stowed from = { (const char *)data, (const char *)data + size };
    struct feed *feed = feed_unstow(&from);
    struct bytes again;
    bytes_init(&again);
    if (from.at > from.end || (feed && !feed_stow(feed, &again))) {
        abort();
    }
    bytes_finish(&again);
    feed_destroy(feed);
    return 0;
}
