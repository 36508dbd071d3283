/* BI_RLE8 and BI_RLE4 [MS-WMF 3.1.6]: pairs of a count and a colour, or of 0 and a word. */
#include "decode/format/bmp.h"

#include <stddef.h>
#include <string.h>

enum { END_OF_ROW, END_OF_PICTURE, MOVE /* else so many pixels as they are */ };

struct run {
    const struct bmp *bmp;
    const struct decode_picture *out;
    int x, y;
};

/* What reaches over the edge is left out. */
static void put(struct run *run, unsigned colour)
{
    if (run->x < run->bmp->width && run->y < run->bmp->height) {
        memcpy(bmp_row(run->bmp, run->out, run->y) + 4 * (size_t)run->x,
            run->bmp->palette[colour], 4);
        run->x++;
    }
}

/* The i-th pixel of those that stand there. */
static unsigned colour_of(const struct run *run, const uint8_t *from, unsigned i)
{
    if (run->bmp->depth == 8) {
        return from[i];
    }
    return i % 2 ? from[i / 2] & 15 : from[i / 2] >> 4;
}

bool bmp_unpack(const struct bmp *bmp, const struct decode_picture *out)
{
    const uint8_t *at = bmp->input->data + bmp->pixels_at,
                  *end = bmp->input->data + bmp->input->size;
    struct run run = { bmp, out, 0, 0 };
    while (end - at >= 2) {
        unsigned count = at[0], word = at[1];
        at += 2;
        if (count > 0) {
            const uint8_t both = (uint8_t)word;
            for (unsigned i = 0; i < count; i++) {
                put(&run, colour_of(&run, &both, bmp->depth == 8 ? 0 : i % 2));
            }
        } else if (word == END_OF_ROW) {
            run.x = 0;
            run.y += run.y < bmp->height;
        } else if (word == END_OF_PICTURE) {
            return true;
        } else if (word == MOVE && end - at >= 2) {
            run.x = run.x + at[0] < bmp->width ? run.x + at[0] : bmp->width;
            run.y = run.y + at[1] < bmp->height ? run.y + at[1] : bmp->height;
            at += 2;
        } else {
            ptrdiff_t bytes = (ptrdiff_t)(bmp->depth == 8 ? word : (word + 1) / 2);
            if (word == MOVE || end - at < bytes) {
                return false;
            }
            for (unsigned i = 0; i < word; i++) {
                put(&run, colour_of(&run, at, i));
            }
            bytes += bytes % 2; /* to a whole word, which the last may lack */
            at += bytes < end - at ? bytes : end - at;
        }
    }
    /* Some writers forget to say that it ends there. */
    return run.y >= bmp->height - 1 && (run.y == bmp->height || run.x == bmp->width);
}
