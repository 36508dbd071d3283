/* Any bytes as an SVG. */
#include "decode_format.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    decode_format(&format_svg, data, size);
    return 0;
}
