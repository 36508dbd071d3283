#include "decode/codes/modules.h"

#include "decode/codes/runs.h"

#include <stdlib.h>

/* Of the 15 bits of the format so many may be wrong (7.9.1). */
enum {
    FINDER = 7,
    FORMATS = 32,
    FORMAT_WRONG_MAX = 3,
    FORMAT_GENERATOR = 0x537,
    FORMAT_MASK = 0x5412
};

/* What is outside is light. */
static bool is_dark(const struct modules *modules, int column, int row)
{
    const struct grey *grey = modules->grey;
    const double(*at)[2] = modules->middles, leg = modules->side - FINDER;
    double u = (column - 3) / leg, v = (row - 3) / leg;
    double x = at[0][0] + u * (at[1][0] - at[0][0]) + v * (at[2][0] - at[0][0]),
           y = at[0][1] + u * (at[1][1] - at[0][1]) + v * (at[2][1] - at[0][1]);
    return x >= 0 && y >= 0 && x < grey->width && y < grey->height &&
           runs_is_dark(grey, (int)x, (int)y);
}

static bool is_finder_dark(int column, int row)
{
    int dx = abs(column - FINDER / 2), dy = abs(row - FINDER / 2), ring = dx > dy ? dx : dy;
    return ring == 3 || ring < 2;
}

/* One in ten of the 49 may be another. */
static bool has_finder(const struct modules *modules, int left, int top)
{
    int wrong = 0;
    for (int i = 0; i < FINDER * FINDER && wrong <= FINDER * FINDER / 10; i++) {
        int column = i % FINDER, row = i / FINDER;
        wrong += is_dark(modules, left + column, top + row) != is_finder_dark(column, row);
    }
    return wrong <= FINDER * FINDER / 10;
}

static bool alternates(const struct modules *modules)
{
    int wrong = 0, count = 0;
    for (int i = FINDER + 1; i < modules->side - FINDER - 1; i++) {
        wrong += is_dark(modules, i, 6) != (i % 2 == 0);
        wrong += is_dark(modules, 6, i) != (i % 2 == 0);
        count += 2;
    }
    return wrong * 10 <= count;
}

static uint32_t format_word(uint32_t data)
{
    uint32_t rest = data << 10;
    for (int bit = 14; bit >= 10; bit--) {
        rest ^= rest >> bit & 1 ? (uint32_t)FORMAT_GENERATOR << (bit - 10) : 0;
    }
    return (data << 10 | rest) ^ FORMAT_MASK;
}

/* The five bits that 15 modules say, or -1. */
static int format_of(uint32_t word)
{
    for (uint32_t data = 0; data < FORMATS; data++) {
        if (__builtin_popcount(word ^ format_word(data)) <= FORMAT_WRONG_MAX) {
            return (int)data;
        }
    }
    return -1;
}

/* Figure 25: once around the first finder pattern, once beside the two others. In a code that
 * is seen from behind columns are rows. */
static bool has_format(const struct modules *modules)
{
    uint32_t words[2] = { 0 };
    for (int i = 14; i >= 0; i--) {
        int x = i >= 9 ? 14 - i : i == 8 ? 7 : 8, y = i >= 7 ? 8 : i == 6 ? 7 : i;
        int far_x = i >= 8 ? 8 : modules->side - 1 - i,
            far_y = i >= 8 ? modules->side - 15 + i : 8;
        words[0] = words[0] << 1 | is_dark(modules, x, y);
        words[1] = words[1] << 1 | is_dark(modules, far_x, far_y);
    }
    int format = format_of(words[0]);
    return format >= 0 && format == format_of(words[1]);
}

bool modules_are_a_code(const struct modules *modules)
{
    int far = modules->side - FINDER;
    return has_finder(modules, 0, 0) && has_finder(modules, far, 0) &&
           has_finder(modules, 0, far) && alternates(modules) && has_format(modules);
}
