#include "screen/stage/fade.h"

#include "base/system/pages.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

/* What differs is looked for by blocks; runs shorter than EVEN_LEAST are not worth a piece.
 * Rows that are nearer than ROWS_APART go to the display together. */
enum { BLOCK_PX = 16, STRIDE_PX = 256, EVEN_LEAST = 32, ROWS_APART = 8, FORGET_ROWS = 256 };

/* In front of the pixels of each side: one where it is even, else as many as it counts. */
struct piece {
    uint32_t x : 14, count : 15;
    bool from_even : 1, to_even : 1;
};
_Static_assert(sizeof(struct piece) == sizeof(uint32_t), "a piece is a word");

struct fade {
    int width, height;
    /* row by row: how many pieces there are, and the pieces with their pixels */
    uint32_t *words, *end;
    size_t mapped_bytes;
    struct pixel_rect parts[FADE_PARTS];
    size_t part_count;
    uint32_t space[]; /* a row of what is packed */
};

void fade_room_empty(struct fade_room *room)
{
    if (room->mapped) {
        munmap(room->mapped, room->bytes);
    }
    *room = (struct fade_room) { 0 };
}

/* A text takes less than that, and not a page of 2 MB for it; what a photograph took beyond it
 * goes back to the system with the fade. */
enum { ROOM_BYTES = PAGES_BYTES };

void fade_destroy(struct fade *fade, struct fade_room *room)
{
    if (fade && fade->words) {
        fade_room_empty(room);
        *room = (struct fade_room) { fade->words, fade->mapped_bytes };
        if (room->bytes > ROOM_BYTES) {
            madvise((char *)room->mapped + ROOM_BYTES, room->bytes - ROOM_BYTES, MADV_DONTNEED);
        }
    }
    free(fade);
}

/* Room for whatever may differ: what is not written to takes no memory. A piece more than a
 * row's first saves more than its own word. */
static bool have_room(struct fade *fade, struct fade_room *room)
{
    size_t row = 2 * (size_t)fade->width + 2;
    fade->mapped_bytes = (size_t)fade->height * row * sizeof *fade->words;
    if (room->bytes == fade->mapped_bytes) {
        fade->words = fade->end = room->mapped;
        *room = (struct fade_room) { 0 };
        return true;
    }
    void *mapped = pages_map(fade->mapped_bytes);
    if (!mapped) {
        return false;
    }
    fade->words = fade->end = mapped;
    if (fade->mapped_bytes > ROOM_BYTES) {
        madvise((char *)mapped + ROOM_BYTES, fade->mapped_bytes - ROOM_BYTES, MADV_HUGEPAGE);
    }
    return true;
}

/* One side of a span while it is cut into pieces. */
struct side {
    const uint32_t *pixels;
    size_t left; /* of what is even or is not */
    bool is_even;
};

static size_t run_at(const uint32_t *pixels, size_t count)
{
    size_t length = 1;
    while (length < count && pixels[length] == pixels[0]) {
        length++;
    }
    return length;
}

static size_t mixed_at(const uint32_t *pixels, size_t count)
{
    size_t length = 0, run = 0;
    while (length < count && run < EVEN_LEAST) {
        size_t left = count - length;
        length += run = run_at(pixels + length, left < EVEN_LEAST ? left : EVEN_LEAST);
    }
    return run < EVEN_LEAST ? length : length - run;
}

static void look_on(struct side *side, size_t count)
{
    if (side->left == 0) {
        side->left = run_at(side->pixels, count);
        side->is_even = side->left >= EVEN_LEAST;
        side->left = side->is_even ? side->left : mixed_at(side->pixels, count);
    }
}

static uint32_t *write_side(uint32_t *out, struct side *side, size_t count)
{
    size_t words = side->is_even ? 1 : count;
    memcpy(out, side->pixels, words * sizeof *out);
    side->pixels += count;
    side->left -= count;
    return out + words;
}

/* Pixels x to end of a row, all of which are painted: of how many pieces they are. */
static uint32_t add_span(struct fade *fade, struct side from, struct side to, int x, int end)
{
    uint32_t pieces = 0;
    for (; x < end; pieces++) {
        look_on(&from, (size_t)(end - x));
        look_on(&to, (size_t)(end - x));
        size_t count = from.left < to.left ? from.left : to.left;
        const struct piece piece = { (uint32_t)x, (uint32_t)count, from.is_even, to.is_even };
        memcpy(fade->end++, &piece, sizeof piece);
        fade->end = write_side(fade->end, &from, count);
        fade->end = write_side(fade->end, &to, count);
        x += (int)count;
    }
    return pieces;
}

static void add_part(struct fade *fade, int y, int left, int right)
{
    struct pixel_rect *last = fade->part_count ? &fade->parts[fade->part_count - 1] : NULL;
    if (!last || (y >= last->y + last->h + ROWS_APART && fade->part_count < FADE_PARTS)) {
        fade->parts[fade->part_count++] = (struct pixel_rect) { left, y, right - left, 1 };
        return;
    }
    int end = right > last->x + last->w ? right : last->x + last->w;
    last->x = left < last->x ? left : last->x;
    last->w = end - last->x;
    last->h = y - last->y + 1;
}

static bool is_alike(const uint32_t *from, const uint32_t *to, int x, int count)
{
    return memcmp(from + x, to + x, (size_t)count * sizeof *to) == 0;
}

/* Where the next block begins that is alike in both, or is not. Most of most rows is alike. */
static int find_block(
    const uint32_t *from, const uint32_t *to, int x, int width, bool wants_alike)
{
    for (int left; (left = width - x) > 0; x += BLOCK_PX) {
        while (!wants_alike && left > STRIDE_PX && is_alike(from, to, x, STRIDE_PX)) {
            x += STRIDE_PX;
            left -= STRIDE_PX;
        }
        if (is_alike(from, to, x, left < BLOCK_PX ? left : BLOCK_PX) == wants_alike) {
            return x;
        }
    }
    return width;
}

static void add_row(struct fade *fade, int y, const uint32_t *from, const uint32_t *to)
{
    uint32_t *pieces = fade->end++;
    int width = fade->width, left = -1, right = 0;
    *pieces = 0;
    if (memcmp(from, to, (size_t)width * sizeof *to) == 0) {
        return;
    }
    for (int x = 0; (x = find_block(from, to, x, width, false)) < width; x = right) {
        left = left < 0 ? x : left;
        right = find_block(from, to, x, width, true);
        *pieces += add_span(fade, (struct side) { .pixels = from + x },
            (struct side) { .pixels = to + x }, x, right);
    }
    add_part(fade, y, left, right);
}

struct fade *fade_create(
    const struct canvas *canvas, struct picture *picture, struct fade_room *room)
{
    size_t width = (size_t)canvas->width;
    struct fade *fade = calloc(1, sizeof *fade + width * sizeof *fade->space);
    if (!fade) {
        return NULL;
    }
    fade->width = canvas->width;
    fade->height = canvas->height;
    if (!have_room(fade, room)) {
        free(fade);
        return NULL;
    }
    struct picture_reader reader = { .picture = picture };
    for (int y = 0; y < fade->height; y++) {
        add_row(fade, y, canvas->pixels + (size_t)y * canvas->stride,
            picture_read_row(&reader, fade->space));
        if (y % FORGET_ROWS == FORGET_ROWS - 1) {
            picture_forget(picture, y + 1);
        }
    }
    picture_destroy(picture);
    return fade;
}

static const uint32_t *paint_piece(const uint32_t *in, uint32_t *row, int weight)
{
    struct piece piece;
    memcpy(&piece, in++, sizeof piece);
    uint32_t *out = row + piece.x;
    size_t count = piece.count;
    if (piece.from_even && piece.to_even) {
        uint32_t mixed;
        picture_mix(&mixed, in, in + 1, 1, weight);
        for (size_t i = 0; i < count; i++) {
            out[i] = mixed;
        }
        return in + 2;
    }
    if (piece.from_even) {
        picture_mix_even(out, in + 1, *in, count, 256 - weight);
        return in + 1 + count;
    }
    if (piece.to_even) {
        picture_mix_even(out, in, in[count], count, weight);
        return in + count + 1;
    }
    picture_mix(out, in, in + count, count, weight);
    return in + 2 * count;
}

void fade_paint(const struct fade *fade, const struct canvas *canvas, int weight)
{
    const uint32_t *in = fade->words;
    for (int y = 0; y < fade->height; y++) {
        uint32_t *row = canvas->pixels + (size_t)y * canvas->stride;
        for (uint32_t pieces = *in++; pieces > 0; pieces--) {
            in = paint_piece(in, row, weight);
        }
    }
}

size_t fade_parts(const struct fade *fade, const struct pixel_rect **parts)
{
    *parts = fade->parts;
    return fade->part_count;
}

size_t fade_bytes(const struct fade *fade)
{
    return (size_t)(fade->end - fade->words) * sizeof *fade->words;
}
