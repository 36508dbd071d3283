/* A BMP while it is read. Of bmp*.c only. */
#pragma once

#include "decode/format/format.h"

/* BITMAPINFOHEADER and what came before and after it, in Microsoft's names [MS-WMF 2.2.2]. */
enum bmp_compression {
    BMP_RGB = 0,
    BMP_RLE8 = 1,
    BMP_RLE4 = 2,
    BMP_BITFIELDS = 3,
    BMP_ALPHA_BITFIELDS = 6
};

struct bmp {
    const struct decode_input *input;
    size_t pixels_at;
    int width, height;
    bool is_top_down;
    unsigned depth; /* bits a pixel */
    uint32_t compression;
    uint32_t masks[4]; /* R, G, B, alpha: of a pixel of 16 or 32 bits */
    uint8_t palette[256][4];
};

/* The row of `out` that the y-th of the file is. */
static inline uint8_t *bmp_row(const struct bmp *bmp, const struct decode_picture *out, int y)
{
    size_t row = (size_t)(bmp->is_top_down ? y : out->height - 1 - y);
    return out->pixels + row * (size_t)out->width * 4;
}

/* What was packed in runs; what they leave out stays as it is in `out`. False where it ends
 * before its end. */
bool bmp_unpack(const struct bmp *bmp, const struct decode_picture *out);
