/* Any bytes as an SVG. */
#include "decode_format.h"

/* libxml2 keeps some of what it does not finish. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libxml2.so\nleak:librsvg-2.so\n";
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    decode_format(&format_svg, data, size);
    return 0;
}
