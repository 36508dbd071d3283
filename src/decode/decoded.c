/* What the formats' decoders say alike. */
#include "decode/decoded.h"

#include <string.h>

bool pixels_are_opaque(const uint8_t *pixels, size_t count)
{
    static const uint8_t clear[4] = { 255, 255, 255, 0 };
    uint32_t all = UINT32_MAX, but_alpha;
    memcpy(&but_alpha, clear, sizeof but_alpha);
    for (size_t i = 0; i < count; i++) {
        uint32_t pixel;
        memcpy(&pixel, pixels + 4 * i, sizeof pixel);
        all &= pixel | but_alpha;
    }
    return all == UINT32_MAX;
}

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

void decoded_reply(const struct decoded *decoded, struct decode_reply *reply)
{
    const struct decode_picture *picture = &decoded->picture;
    bool is_turned = decoded->orientation > 4;
    *reply = (struct decode_reply) { .magic = DECODE_MAGIC,
        .done = 1,
        .width = (uint32_t)picture->width,
        .height = (uint32_t)picture->height,
        .full_width = (uint32_t)(is_turned ? decoded->full_height : decoded->full_width),
        .full_height = (uint32_t)(is_turned ? decoded->full_width : decoded->full_height) };
}

void decoded_lacks_memory(struct decoded *out)
{
    out->fault = "needs more memory than there is";
    out->is_passing = true;
}

void decoded_is_unfit(struct decoded *out, const char *what)
{
    out->fault = what;
    out->is_unfit = true;
}

void picture_divide_alpha(struct decode_picture *picture)
{
    size_t count = (size_t)picture->width * (size_t)picture->height;
    for (size_t i = 0; i < count; i++) {
        uint8_t *pixel = picture->pixels + 4 * i;
        unsigned alpha = pixel[3];
        for (int c = 0; alpha > 0 && alpha < 255 && c < 3; c++) {
            unsigned value = (pixel[c] * 255 + alpha / 2) / alpha;
            pixel[c] = (uint8_t)(value < 255 ? value : 255);
        }
    }
}
