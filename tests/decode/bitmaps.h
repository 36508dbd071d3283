/* BMP files of every form, of the four corners' colours (pictures.h). */
#pragma once

#include "decode/pictures.h"

enum { BITMAP_CORE = 12, BITMAP_INFO = 40, BITMAP_5 = 124 };
enum { BITMAP_RLE8 = 1, BITMAP_RLE4 = 2, BITMAP_FIELDS = 3, BITMAP_ALPHA_FIELDS = 6 };

struct bitmap_form {
    const char *name;
    unsigned head, depth, compression;
    uint32_t masks[4]; /* R, G, B, alpha of 16 and 32 bits */
    bool is_top_down;
    int alpha;           /* that is written where there is a mask for it */
    const char *corners; /* that should come of it; "rgbw" where it is NULL */
    int wanted_alpha;    /* 255 where it is 0 */
};

struct bitmap {
    uint8_t data[64 * 1024];
    size_t size;
};

static inline void bitmap_put(struct bitmap *bitmap, uint32_t value, size_t bytes)
{
    for (size_t i = 0; i < bytes; i++) {
        bitmap->data[bitmap->size++] = (uint8_t)(i < 4 ? value >> 8 * i : 0);
    }
}

static inline uint32_t bitmap_part(uint32_t mask, unsigned value)
{
    uint32_t least = mask & -mask;
    return mask ? (uint32_t)((uint64_t)value * (mask / least) / 255) * least : 0;
}

/* 0 red, 1 green, 2 blue, 3 white, as corners() has them; with one bit the upper row's. */
static inline unsigned bitmap_index(
    const struct bitmap_form *form, int x, int y, const int size[2])
{
    unsigned index = (unsigned)(x >= size[0] / 2) + (y >= size[1] / 2 ? 2 : 0);
    return form->depth == 1 ? index & 1 : index;
}

static inline void bitmap_put_rows(
    struct bitmap *bitmap, const struct bitmap_form *form, const int size[2])
{
    static const uint8_t colours[4][3] = { { 255, 0, 0 }, { 0, 255, 0 }, { 0, 0, 255 },
        { 255, 255, 255 } };
    for (int row = 0; row < size[1]; row++) {
        int y = form->is_top_down ? row : size[1] - 1 - row;
        size_t start = bitmap->size;
        uint32_t bits = 0;
        for (int x = 0; x < size[0]; x++) {
            unsigned index = bitmap_index(form, x, y, size);
            const uint8_t *rgb = colours[index];
            if (form->depth <= 8) {
                bits = bits << form->depth | index;
                if ((size_t)(x + 1) * form->depth % 8 == 0 || x == size[0] - 1) {
                    unsigned used = (unsigned)((size_t)(x + 1) * form->depth % 8);
                    bitmap_put(bitmap, used ? bits << (8 - used) : bits, 1);
                    bits = 0;
                }
            } else if (form->depth == 24) {
                bitmap_put(bitmap, (uint32_t)rgb[0] << 16 | (uint32_t)rgb[1] << 8 | rgb[2], 3);
            } else {
                uint32_t pixel = bitmap_part(form->masks[3], (unsigned)form->alpha);
                for (int c = 0; c < 3; c++) {
                    pixel |= bitmap_part(form->masks[c], rgb[c]);
                }
                bitmap_put(bitmap, pixel, form->depth / 8);
            }
        }
        while ((bitmap->size - start) % 4) {
            bitmap_put(bitmap, 0, 1);
        }
    }
}

/* Runs of one colour and pixels as they are, by turns. */
static inline void bitmap_put_runs(
    struct bitmap *bitmap, const struct bitmap_form *form, const int size[2])
{
    for (int row = 0; row < size[1]; row++) {
        int y = size[1] - 1 - row, half = size[0] / 2;
        for (int part = 0; part < 2; part++) {
            unsigned index = bitmap_index(form, part * half, y, size);
            unsigned both = form->depth == 4 ? index * 17 : index;
            if (row % 2 == 0 || half < 3) {
                bitmap_put(bitmap, (uint32_t)half | both << 8, 2);
            } else {
                size_t bytes = form->depth == 4 ? (size_t)(half + 1) / 2 : (size_t)half;
                bitmap_put(bitmap, (uint32_t)half << 8, 2);
                for (size_t i = 0; i < bytes + bytes % 2; i++) {
                    bitmap_put(bitmap, both, 1);
                }
            }
        }
        bitmap_put(bitmap, row + 1 < size[1] ? 0 : 0x100, 2);
    }
}

static inline struct decode_input bitmap_of(
    const struct bitmap_form *form, int width, int height, struct bitmap *bitmap)
{
    static const uint32_t palette[4] = { 0xFF0000, 0xFF00, 0xFF, 0xFFFFFF };
    const int size[2] = { width, height };
    bool is_core = form->head == BITMAP_CORE,
         is_packed = form->compression == BITMAP_RLE8 || form->compression == BITMAP_RLE4;
    size_t masks = form->head == BITMAP_INFO && form->compression >= BITMAP_FIELDS
                       ? form->compression == BITMAP_FIELDS ? 3 : 4
                       : 0,
           colours = form->depth <= 8 ? form->depth == 1 ? 2 : 4 : 0;
    bitmap->size = 0;
    bitmap_put(bitmap, 'B' | 'M' << 8, 2);
    bitmap_put(bitmap, 0, 8); /* sizes that nobody reads */
    bitmap->size = 10;
    bitmap_put(bitmap,
        14 + form->head + (uint32_t)masks * 4 + (uint32_t)colours * (is_core ? 3 : 4), 4);
    bitmap_put(bitmap, form->head, 4);
    bitmap_put(bitmap, (uint32_t)width, is_core ? 2 : 4);
    bitmap_put(bitmap, (uint32_t)(form->is_top_down ? -height : height), is_core ? 2 : 4);
    bitmap_put(bitmap, 1 | form->depth << 16, 4);
    if (!is_core) {
        bitmap_put(bitmap, form->compression, 4);
        memset(bitmap->data + bitmap->size, 0, form->head);
        bitmap->size += 12;
        bitmap_put(bitmap, (uint32_t)colours, 4);
        bitmap_put(bitmap, 0, 4);
    }
    for (size_t i = 0; i < (form->head > BITMAP_INFO && !is_core ? 4 : masks); i++) {
        bitmap_put(bitmap, form->masks[i], 4);
    }
    bitmap->size = 14 + form->head + masks * 4;
    for (size_t i = 0; i < colours; i++) {
        bitmap_put(bitmap, palette[i], is_core ? 3 : 4);
    }
    (is_packed ? bitmap_put_runs : bitmap_put_rows)(bitmap, form, size);
    return (struct decode_input) { bitmap->data, bitmap->size };
}
