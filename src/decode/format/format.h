/* The formats that pictures come in: each has a file that reads it, and its rows in formats.c.
 * Of src/decode only. */
#pragma once

#include "decode/decoded.h"

/* How one is read. */
struct decode_format {
    /* Loads what reads it, while files can be opened: before the sandbox is entered, and again
     * for nothing. Sees no byte of the picture. NULL where there is nothing to load. */
    void (*prepare)(void);
    /* Calls prepare() itself where nobody did. False with out->fault. */
    bool (*decode)(
        const struct decode_input *input, const struct decode_wish *wish, struct decoded *out);
};

extern const struct decode_format format_jpeg, format_png, format_webp, format_gif, format_bmp,
    format_heif, format_svg;

/* What the bytes are, told by how they begin. `format` is NULL for what is not shown; `what`
 * says so then: static text. */
struct decode_kind {
    const struct decode_format *format;
    const char *what;
};

struct decode_kind format_find(const struct decode_input *input);

/* Whether they are an SVG: behind a declaration, a document type and comments. */
bool format_is_svg(const struct decode_input *input);

/* Why an SVG would not be shown whole: static text, or NULL. */
const char *svg_refused(const struct decode_input *input);

/* Orientation 1 to 8 from a TIFF block (EXIF 2.32 section 4.6.2); 1 when it says nothing. */
int exif_orientation(const uint8_t *data, size_t size);

/* Up to four bytes, the least first. */
static inline uint32_t format_number(const uint8_t *at, size_t bytes)
{
    uint32_t value = 0;
    for (size_t i = bytes; i > 0; i--) {
        value = value << 8 | at[i - 1];
    }
    return value;
}
