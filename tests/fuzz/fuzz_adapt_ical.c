/* Calendars, whatever is in them. */
#include "adapt_format.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    adapt_try("ical", size % 2 ? "table" : "article", data, size);
    return 0;
}
