/* RSS, RSS 1.0 and Atom, whatever is in them. */
#include "adapt_format.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    adapt_try("rss", size % 2 ? "article" : "notice", data, size);
    return 0;
}
