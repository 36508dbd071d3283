/* Pictures made by the libraries themselves, of the four corners' colours or any size. The
 * caller frees them. */
#pragma once

#include "decode/decoded.h"

#include <spng.h>
#include <stdlib.h>
#include <string.h>
#include <turbojpeg.h>
#include <webp/encode.h>

/* Left top red, right top green, left bottom blue, right bottom white. */
static inline uint8_t *corners(int width, int height, int alpha)
{
    uint8_t *pixels = malloc((size_t)width * (size_t)height * 4);
    for (int y = 0; pixels && y < height; y++) {
        for (int x = 0; x < width; x++) {
            bool is_right = x >= width / 2, is_low = y >= height / 2;
            uint8_t *pixel = pixels + ((size_t)y * (size_t)width + (size_t)x) * 4;
            pixel[0] = is_right == is_low ? 255 : 0;
            pixel[1] = is_right ? 255 : 0;
            pixel[2] = is_low ? 255 : 0;
            pixel[3] = (uint8_t)alpha;
        }
    }
    return pixels;
}

/* "red", "green", "blue" or "white", nearly. */
static inline char corner_of(const struct decode_picture *picture, bool right, bool low)
{
    int x = right ? picture->width * 3 / 4 : picture->width / 4;
    int y = low ? picture->height * 3 / 4 : picture->height / 4;
    const uint8_t *pixel =
        picture->pixels + ((size_t)y * (size_t)picture->width + (size_t)x) * 4;
    int code = (pixel[0] > 200) | (pixel[1] > 200) << 1 | (pixel[2] > 200) << 2;
    return code == 7 ? 'w' : code == 1 ? 'r' : code == 2 ? 'g' : code == 4 ? 'b' : '?';
}

static inline void corners_of(const struct decode_picture *picture, char out[5])
{
    for (int i = 0; i < 4; i++) {
        out[i] = corner_of(picture, i % 2 == 1, i / 2 == 1);
    }
    out[4] = '\0';
}

static inline struct decode_input jpeg_of(
    const uint8_t *pixels, int width, int height, int sampling, int flags)
{
    unsigned char *data = NULL;
    unsigned long size = 0;
    tjhandle jpeg = tjInitCompress();
    if (!pixels || !jpeg ||
        tjCompress2(jpeg, pixels, width, 0, height, TJPF_RGBA, &data, &size, sampling, 90,
            flags) != 0) {
        size = 0;
    }
    tjDestroy(jpeg);
    return (struct decode_input) { data, size };
}

static inline struct decode_input make_jpeg(int width, int height, int flags)
{
    uint8_t *pixels = corners(width, height, 255);
    struct decode_input made = jpeg_of(pixels, width, height, TJSAMP_444, flags);
    free(pixels);
    return made;
}

static inline struct decode_input webp_of(
    const uint8_t *pixels, int width, int height, bool is_lossless)
{
    uint8_t *data = NULL;
    size_t size = 0;
    if (pixels && is_lossless) {
        size = WebPEncodeLosslessRGBA(pixels, width, height, width * 4, &data);
    } else if (pixels) {
        size = WebPEncodeRGBA(pixels, width, height, width * 4, 90, &data);
    }
    return (struct decode_input) { data, size };
}

static inline struct decode_input make_webp(int width, int height, bool is_lossless)
{
    uint8_t *pixels = corners(width, height, 128);
    struct decode_input made = webp_of(pixels, width, height, is_lossless);
    free(pixels);
    return made;
}

/* With that ICC profile, unless it is NULL; in a hurry: large, and made in a fraction of the
 * time. */
static inline struct decode_input png_with(const uint8_t *pixels, int width, int height,
    const struct decode_input *profile, bool is_hurried)
{
    struct spng_ihdr header = { .width = (uint32_t)width,
        .height = (uint32_t)height,
        .bit_depth = 8,
        .color_type = SPNG_COLOR_TYPE_TRUECOLOR_ALPHA };
    spng_ctx *png = spng_ctx_new(SPNG_CTX_ENCODER);
    size_t size = 0;
    int error = 0;
    void *data = NULL;
    spng_set_option(png, SPNG_ENCODE_TO_BUFFER, 1);
    spng_set_ihdr(png, &header);
    if (is_hurried) {
        spng_set_option(png, SPNG_IMG_COMPRESSION_LEVEL, 1);
        spng_set_option(png, SPNG_FILTER_CHOICE, SPNG_DISABLE_FILTERING);
    }
    if (profile) {
        struct spng_iccp iccp = { .profile_name = "wide",
            .profile_len = profile->size,
            .profile = (char *)(uintptr_t)profile->data };
        spng_set_iccp(png, &iccp);
    }
    if (pixels && spng_encode_image(png, pixels, (size_t)width * (size_t)height * 4,
                      SPNG_FMT_PNG, SPNG_ENCODE_FINALIZE) == 0) {
        data = spng_get_png_buffer(png, &size, &error);
    }
    spng_ctx_free(png);
    return (struct decode_input) { data, size };
}

static inline struct decode_input png_of(
    const uint8_t *pixels, int width, int height, const struct decode_input *profile)
{
    return png_with(pixels, width, height, profile, false);
}

static inline struct decode_input make_png(int width, int height)
{
    uint8_t *pixels = corners(width, height, 128);
    struct decode_input made = png_of(pixels, width, height, NULL);
    free(pixels);
    return made;
}
