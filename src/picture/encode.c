#include "picture/encode.h"

#include <spng.h>
#include <stdlib.h>
#include <turbojpeg.h>

enum { QUALITY = 90, COLOURS_MAX = 256 };

/* Few colours: a drawing, a screenshot, a page of text; a JPEG would blur its edges. Looked for
 * in a table that is as good as full with one more. */
static bool is_drawing(const struct picture *picture)
{
    uint32_t table[COLOURS_MAX * 4] = { 0 };
    bool used[COLOURS_MAX * 4] = { false };
    size_t count = 0, pixels = (size_t)picture->width * (size_t)picture->height;
    for (size_t i = 0; i < pixels; i++) {
        uint32_t colour = picture->pixels[i];
        size_t at = (colour * UINT32_C(2654435761)) >> 22;
        while (used[at] && table[at] != colour) {
            at = (at + 1) % (COLOURS_MAX * 4);
        }
        if (!used[at]) {
            if (++count > COLOURS_MAX) {
                return false;
            }
            used[at] = true;
            table[at] = colour;
        }
    }
    return true;
}

static bool encode_jpeg(const struct picture *picture, struct bytes *out, struct error *error)
{
    unsigned char *data = NULL;
    unsigned long size = 0;
    tjhandle handle = tjInitCompress();
    bool done = handle && tjCompress2(handle, (const unsigned char *)picture->pixels,
                              picture->width, 0, picture->height, TJPF_BGRX, &data, &size,
                              TJSAMP_420, QUALITY, TJFLAG_ACCURATEDCT) == 0;
    if (!done) {
        error_set(error, "JPEG: %s", handle ? tjGetErrorStr2(handle) : "out of memory");
    } else if (!bytes_append(out, data, size)) {
        done = error_set(error, "out of memory");
    }
    tjFree(data);
    if (handle) {
        tjDestroy(handle);
    }
    return done;
}

/* spng takes bytes in the order R, G, B, A. */
static uint8_t *bytes_of(const struct picture *picture, size_t each)
{
    size_t pixels = (size_t)picture->width * (size_t)picture->height;
    uint8_t *bytes = malloc(pixels * each);
    for (size_t i = 0; bytes && i < pixels; i++) {
        uint32_t pixel = picture->pixels[i];
        uint8_t *to = bytes + i * each;
        to[0] = (uint8_t)(pixel >> 16);
        to[1] = (uint8_t)(pixel >> 8);
        to[2] = (uint8_t)pixel;
        if (each == 4) {
            to[3] = (uint8_t)(pixel >> 24);
        }
    }
    return bytes;
}

static bool encode_png(
    const struct picture *picture, bool has_alpha, struct bytes *out, struct error *error)
{
    size_t each = has_alpha ? 4 : 3, size = 0;
    struct spng_ihdr header = { .width = (uint32_t)picture->width,
        .height = (uint32_t)picture->height,
        .bit_depth = 8,
        .color_type = has_alpha ? SPNG_COLOR_TYPE_TRUECOLOR_ALPHA : SPNG_COLOR_TYPE_TRUECOLOR };
    uint8_t *bytes = bytes_of(picture, each);
    spng_ctx *context = bytes ? spng_ctx_new(SPNG_CTX_ENCODER) : NULL;
    void *file = NULL;
    int result = SPNG_EMEM;
    if (context) {
        spng_set_option(context, SPNG_ENCODE_TO_BUFFER, 1);
        spng_set_ihdr(context, &header);
        spng_set_option(context, SPNG_IMG_COMPRESSION_LEVEL, 6);
        result = spng_encode_image(context, bytes,
            (size_t)picture->width * (size_t)picture->height * each, SPNG_FMT_PNG,
            SPNG_ENCODE_FINALIZE);
        file = result == 0 ? spng_get_png_buffer(context, &size, &result) : NULL;
    }
    bool done = file && bytes_append(out, file, size);
    if (!done) {
        error_set(error, "PNG: %s", spng_strerror(result ? result : SPNG_EMEM));
    }
    free(file);
    spng_ctx_free(context);
    free(bytes);
    return done;
}

bool picture_encode(const struct picture *picture, bool has_alpha, struct bytes *out,
    bool *is_jpeg, struct error *error)
{
    *is_jpeg = !has_alpha && !is_drawing(picture);
    return *is_jpeg ? encode_jpeg(picture, out, error)
                    : encode_png(picture, has_alpha, out, error);
}
