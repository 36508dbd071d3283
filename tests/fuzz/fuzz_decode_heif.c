/* Any bytes as a HEIC or AVIF. */
#include "decode_format.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    decode_format(&format_heif, data, size);
    return 0;
}
