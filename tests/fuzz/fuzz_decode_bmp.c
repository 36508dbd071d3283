/* Any bytes as a BMP. */
#include "decode_format.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 18) {
        return 0; /* by which it is told (formats.c) */
    }
    decode_format(&format_bmp, data, size);
    return 0;
}
