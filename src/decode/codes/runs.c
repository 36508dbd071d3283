#include "decode/codes/runs.h"

#include <string.h>

/* Eight pixels at a time: most turn nowhere. */
int runs_edges(const struct grey *grey, int y, int *edges)
{
    const uint8_t *row = grey->pixels + (size_t)y * (size_t)grey->width;
    const uint64_t one_each = UINT64_C(0x0101010101010101);
    uint64_t before = 0xFF;
    int count = 0, x = 0;
    for (uint64_t word; x + (int)sizeof word <= grey->width; x += (int)sizeof word) {
        memcpy(&word, row + x, sizeof word);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
        word = __builtin_bswap64(word);
#endif
        for (uint64_t turns = (word ^ (word << 8 | before)) & one_each; turns;
             turns &= turns - 1) {
            edges[count++] = x + __builtin_ctzll(turns) / 8;
        }
        before = word >> 56;
    }
    for (; x < grey->width; x++) {
        if (row[x] != before) {
            edges[count++] = x;
        }
        before = row[x];
    }
    if (count % 2 == 1) {
        edges[count++] = x;
    }
    return count;
}

int runs_next(struct runs_walk *walk, bool dark, int most)
{
    const struct grey *grey = walk->grey;
    int count = 0;
    while (count < most && walk->x >= 0 && walk->y >= 0 && walk->x < grey->width &&
           walk->y < grey->height && runs_is_dark(grey, walk->x, walk->y) == dark) {
        walk->x += walk->step_x;
        walk->y += walk->step_y;
        count++;
    }
    return count;
}

int runs_five(struct runs_walk *before, struct runs_walk *after, int most, int runs[RUNS_FIVE])
{
    int first = runs_next(before, true, most);
    runs[2] = first + runs_next(after, true, most);
    runs[1] = runs_next(before, false, most);
    runs[0] = runs_next(before, true, most);
    runs[3] = runs_next(after, false, most);
    runs[4] = runs_next(after, true, most);
    return first;
}
