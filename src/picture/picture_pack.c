/* Pictures that wait, as runs of one colour. A word says how many pixels follow, and whether
 * one word stands for all of them. */
#include "picture/picture.h"

#include <stdlib.h>
#include <string.h>

enum { PAYS = 2, RUN_LEAST = 4 };

static const uint32_t is_run = 0x80000000u;

/* How many pixels from there on are of one colour: most of a slide is paper, and the C library
 * compares many at once, each with the one before it. */
static size_t run_at(const uint32_t *pixels, size_t count)
{
    enum { MANY = 64 };
    size_t length = 1;
    while (count - length >= MANY && pixels[length] == pixels[0] &&
           memcmp(pixels + length, pixels + length - 1, MANY * sizeof *pixels) == 0) {
        length += MANY;
    }
    while (length < count && pixels[length] == pixels[0]) {
        length++;
    }
    return length;
}

/* How many from there on are in no run that is worth a word. */
static size_t mixed_at(const uint32_t *pixels, size_t count)
{
    size_t length = 0;
    while (length < count) {
        size_t left = count - length;
        size_t run = run_at(pixels + length, left < RUN_LEAST ? left : RUN_LEAST);
        if (run >= RUN_LEAST) {
            break;
        }
        length += run;
    }
    return length;
}

/* Words written, or that would be where `out` is NULL; 0 where there is no room for them. */
static size_t pack(const uint32_t *pixels, size_t count, uint32_t *out, size_t room)
{
    size_t size = 0;
    for (size_t at = 0; at < count;) {
        size_t run = run_at(pixels + at, count - at);
        bool is_even = run >= RUN_LEAST;
        size_t length = is_even ? run : mixed_at(pixels + at, count - at);
        size_t words = is_even ? 1 : length;
        if (room - size < words + 1) {
            return 0;
        }
        if (out) {
            out[size] = (uint32_t)length | (is_even ? is_run : 0);
            memcpy(out + size + 1, pixels + at, words * sizeof *out);
        }
        size += words + 1;
        at += length;
    }
    return size;
}

bool picture_packer_init(struct picture_packer *packer, int width, int height)
{
    struct picture *picture = calloc(1, sizeof *picture);
    *packer = (struct picture_packer) { .room = (size_t)width * (size_t)height / PAYS };
    uint32_t *packed = picture ? malloc(packer->room * sizeof *packed) : NULL;
    if (!packed) {
        free(picture);
        return false;
    }
    *picture = (struct picture) { .width = width, .height = height, .packed = packed };
    packer->picture = picture;
    return true;
}

bool picture_packer_add(struct picture_packer *packer, const struct picture *rows)
{
    size_t size = pack(rows->pixels, (size_t)rows->width * (size_t)rows->height,
        packer->picture->packed + packer->size, packer->room - packer->size);
    packer->size += size;
    return size > 0;
}

struct picture *picture_packer_finish(struct picture_packer *packer, bool is_done)
{
    struct picture *picture = packer->picture;
    uint32_t *kept =
        is_done ? realloc(picture->packed, packer->size * sizeof *picture->packed) : NULL;
    if (!kept) {
        picture_destroy(picture);
        return NULL;
    }
    picture->packed = kept;
    return picture;
}

/* Counted first: of most photographs it does not pay, and no memory is touched for them. */
void picture_pack(struct picture *picture)
{
    size_t count = (size_t)picture->width * (size_t)picture->height;
    size_t size = pack(picture->pixels, count, NULL, count / PAYS);
    uint32_t *packed = size > 0 ? malloc(size * sizeof *packed) : NULL;
    if (packed) {
        pack(picture->pixels, count, packed, size);
        picture_free_pixels(picture);
        picture->packed = packed;
    }
}

bool picture_unpack(struct picture *picture)
{
    if (picture->pixels) {
        return true;
    }
    struct picture *whole = picture_create(picture->width, picture->height);
    if (!whole) {
        return false;
    }
    size_t count = (size_t)picture->width * (size_t)picture->height;
    const uint32_t *in = picture->packed;
    uint32_t *out = whole->pixels;
    for (const uint32_t *end = out + count; out < end;) {
        size_t length = *in & ~is_run;
        if (*in++ & is_run) {
            for (size_t i = 0; i < length; i++) {
                out[i] = *in;
            }
            in++;
        } else {
            memcpy(out, in, length * sizeof *out);
            in += length;
        }
        out += length;
    }
    free(picture->packed);
    *picture = *whole;
    free(whole);
    return true;
}

/* As many of the pixels as lie in one run, or in what is in none. */
static size_t read_some(struct picture_reader *reader, uint32_t *out, size_t room)
{
    const uint32_t *packed = reader->picture->packed;
    if (reader->left == 0) {
        uint32_t word = packed[reader->at++];
        reader->left = word & ~is_run;
        reader->is_even = word & is_run;
    }
    size_t count = reader->left < room ? reader->left : room;
    reader->left -= count;
    if (!reader->is_even) {
        memcpy(out, packed + reader->at, count * sizeof *out);
        reader->at += count;
        return count;
    }
    for (size_t i = 0; i < count; i++) {
        out[i] = packed[reader->at];
    }
    reader->at += reader->left == 0;
    return count;
}

const uint32_t *picture_read_row(struct picture_reader *reader, uint32_t *space)
{
    const struct picture *picture = reader->picture;
    size_t width = (size_t)picture->width, row = (size_t)reader->row++;
    if (picture->pixels) {
        return picture->pixels + row * width;
    }
    for (size_t x = 0; x < width;) {
        x += read_some(reader, space + x, width - x);
    }
    return space;
}
