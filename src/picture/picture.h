/* Opaque pixels in memory, XRGB8888 (0xffRRGGBB in a native word), rows without padding. No SDL
 * in here. One owner; a picture moves between threads with the message that carries it. */
#pragma once

#include "base/pixels.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct picture {
    int width, height;
    uint32_t *pixels; /* NULL while they are packed */
    size_t bytes;
    uint32_t *packed; /* or NULL, see picture_pack */
};

/* From 2 MB on mapped straight from the kernel, so that destroying gives the memory back at
 * once. Black. NULL when memory is out or a side is not between 1 and 16384. */
struct picture *picture_create(int width, int height);
void picture_destroy(struct picture *picture);
void picture_free_pixels(struct picture *picture); /* who keeps them in another form */

/* Keeps the pixels as runs of one colour while nobody looks at them, where that takes half of
 * the memory or less: all but photographs. Else, and where memory is out, nothing changes.
 * picture_unpack before anything else but picture_destroy: false when memory is out, and then
 * it stays packed. */
void picture_pack(struct picture *picture);
bool picture_unpack(struct picture *picture);

/* Packs a picture of which a few rows at a time are there, from the top down. init is false
 * when memory is out, add when it is not worth it; finish, always to be called after init,
 * gives the picture where all of it was added (is_done) and there is memory, else NULL. */
struct picture_packer {
    struct picture *picture;
    size_t size, room; /* words */
};
bool picture_packer_init(struct picture_packer *packer, int width, int height);
bool picture_packer_add(struct picture_packer *packer, const struct picture *rows);
struct picture *picture_packer_finish(struct picture_packer *packer, bool is_done);

/* Reads a picture row by row, packed or not; begin with a zeroed one and its picture. */
struct picture_reader {
    const struct picture *picture;
    int row;
    size_t at, left; /* where a packed one is: the next word, and pixels of the last one */
    bool is_even;
};

/* The next row, which is in the picture itself or in `space`, that has room for one. */
const uint32_t *picture_read_row(struct picture_reader *reader, uint32_t *space);

/* Nobody will look at the first `rows` rows again: their memory goes back, by pages of 2 MB. */
void picture_forget(struct picture *picture, int rows);

uint32_t picture_pixel(struct colour colour);

/* Rectangles may reach outside; what does is left out. */
void picture_fill(struct picture *picture, struct pixel_rect rect, struct colour colour);

/* Takes the colours out: every pixel becomes the grey of its luma (ITU-R BT.709). */
void picture_grey(struct picture *picture);

/* Leaves so many per cent of every pixel. */
void picture_dim(struct picture *picture, int percent);

/* Leaves so many per cent of it out of the rectangle for the colour. `below`, as large as the
 * rectangle, or NULL: what is still as there is not veiled. */
void picture_veil(struct picture *picture, struct pixel_rect rect, const struct picture *below,
    struct colour colour, int percent);

/* Colours the picture where `coverage` (one byte a pixel) says so: the way text is drawn. */
void picture_stain(struct picture *picture, struct pixel_rect rect, const uint8_t *coverage,
    struct colour colour);

/* Lays straight-alpha 0xAARRGGBB pixels over the picture: colour emoji. */
void picture_overlay(struct picture *picture, struct pixel_rect rect, const uint32_t *pixels);

/* Copies all of `from` into the picture with its upper left corner at x, y. */
void picture_copy(struct picture *picture, int x, int y, const struct picture *from);

/* count pixels of a mix: out = from + (to - from) * weight / 256, weight 0 to 256,
 * to the nearest. */
void picture_mix(
    uint32_t *out, const uint32_t *from, const uint32_t *to, size_t count, int weight);

/* The same on the way to one colour. */
void picture_mix_even(
    uint32_t *out, const uint32_t *from, uint32_t to, size_t count, int weight);

/* How far a movement is, 0 to 1, that goes gently at both ends: 3t^2 - 2t^3. */
double picture_eased(int64_t passed_us, int64_t duration_us);

/* The rows in which two pictures of one size differ; false when they do not. */
bool picture_differ(const struct picture *a, const struct picture *b, int *first, int *last);

/* The picture at another size, coarsely: what is shown until a slide of that size is ready. */
struct picture *picture_stretch(const struct picture *from, int width, int height);
