/* What the formats' decoders say alike. */
#include "decode/decoded.h"

bool size_is_allowed(struct decoded *out, int64_t width, int64_t height)
{
    if (width < 1 || height < 1) {
        out->fault = "has no pixels";
    } else if (width > DECODE_SIDE_MAX || height > DECODE_SIDE_MAX ||
               width * height > DECODE_PIXELS_MAX) {
        out->fault = "larger than 50 megapixels or 16384 a side";
        out->is_too_large = true;
    } else {
        out->full_width = (int)width;
        out->full_height = (int)height;
        return true;
    }
    return false;
}

void decoded_lacks_memory(struct decoded *out)
{
    out->fault = "needs more memory than there is";
    out->lacks_memory = true;
}
