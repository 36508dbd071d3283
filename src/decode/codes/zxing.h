/* zxing-cpp, which is C++, as the rest of the decoder speaks. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* One byte a pixel: for QR codes 0 for what is dark and 255 for what is light, for others any
 * grey. */
struct zxing_grey {
    const uint8_t *pixels;
    int width, height;
};

enum zxing_kind {
    ZXING_QR,
    ZXING_MATRIX /* Aztec, Data Matrix */,
    ZXING_OTHERS /* and PDF417 */
};

/* What was read. Its texts are valid during the call alone. */
struct zxing_code {
    const char *bytes; /* as they are in the code, with any byte in them */
    size_t size;
    const char
        *text; /* the same as UTF-8, by the character set that it names, or that is likely */
    size_t text_size;
    bool is_part;      /* of one text over several codes */
    int corners[4][2]; /* x, y */
};

typedef bool (*zxing_take)(void *context, const struct zxing_code *code);

/* Calls back for each code of that kind which is read; matrix codes are seen in the
 * middle of the picture alone, or where they are large. False where memory is out, or when
 * `take` says so. */
bool zxing_find(
    const struct zxing_grey *grey, enum zxing_kind kind, zxing_take take, void *context);

#ifdef __cplusplus
}
#endif
