/* Any bytes as a GIF. */
#include "decode_format.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    decode_format(&format_gif, data, size);
    return 0;
}
