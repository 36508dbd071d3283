/* CSV, whatever is in them. */
#include "adapt_format.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    adapt_try("csv", "article", data, size);
    return 0;
}
