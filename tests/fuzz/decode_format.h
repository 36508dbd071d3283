/* Any bytes for the reader of one format, whatever they begin with. */
#pragma once

#include "decode/format/format.h"
#include "decode/leaks.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static inline void decode_format(
    const struct decode_format *format, const uint8_t *data, size_t size)
{
    const struct decode_wish wish = { .width = 64, .height = 64, .focus_x = 500 };
    const struct decode_input input = { data, size };
    struct decoded decoded = { .orientation = 1 };
    bool done = format->decode(&input, &wish, &decoded);
    if (done ? !decoded.picture.pixels || decoded.full_width < 1 : !decoded.fault) {
        abort();
    }
    if (done) {
        colour_to_srgb(&decoded.picture, &decoded.profile);
    }
    free(decoded.picture.pixels);
    free(decoded.holder);
}
