#include "decode/grey.h"

#include <math.h>
#include <stdlib.h>

enum { LIGHT_STEPS = 4096, WEIGHTS = 65536, FRACTION = 256 };

/* A neighbourhood, in pixels, and by how much something must differ from it. */
enum { RADIUS = 9, AREA = (2 * RADIUS + 1) * (2 * RADIUS + 1), MARGIN = 2 };

/* Set once; a decoder has one thread. */
static uint32_t weighted[3][256]; /* IEC 61966-2-1 made linear, of 65536 for white */
static uint8_t step_of[LIGHT_STEPS + 1];

static void fill_tables(void)
{
    static const double weights[] = { 0.2126, 0.7152, 0.0722 };
    for (int i = 0; i < 256 && step_of[LIGHT_STEPS] == 0; i++) {
        double srgb = i / 255.0;
        double linear = srgb <= 0.04045 ? srgb / 12.92 : pow((srgb + 0.055) / 1.055, 2.4);
        for (int channel = 0; channel < 3; channel++) {
            weighted[channel][i] = (uint32_t)(linear * weights[channel] * WEIGHTS);
        }
    }
    for (int i = 0; i <= LIGHT_STEPS; i++) {
        step_of[i] = (uint8_t)lround(255 * sqrt((double)i / LIGHT_STEPS));
    }
}

static uint32_t mix(uint32_t over, uint32_t under, uint32_t alpha)
{
    return alpha == 255 ? over : (over * alpha + under * (255 - alpha)) / 255;
}

bool grey_of(const struct decode_picture *picture, const uint8_t ground[3], struct grey *out)
{
    size_t count = (size_t)picture->width * (size_t)picture->height;
    *out = (struct grey) { picture->width, picture->height, malloc(count) };
    fill_tables();
    for (size_t i = 0; out->pixels && i < count; i++) {
        const uint8_t *pixel = picture->pixels + 4 * i;
        uint32_t light = 0;
        for (int channel = 0; channel < 3; channel++) {
            light += weighted[channel][mix(pixel[channel], ground[channel], pixel[3])];
        }
        out->pixels[i] = step_of[light * LIGHT_STEPS / WEIGHTS];
    }
    return out->pixels;
}

/* Between which two of `count` pixels the at-th of the result lies, and how near to the second.
 */
static void place(int at, double scale, int count, int out[3])
{
    double middle = (at + 0.5) / scale - 0.5, least = floor(middle);
    out[0] = least < 0 ? 0 : least > count - 1 ? count - 1 : (int)least;
    out[1] = out[0] + 1 < count && least >= 0 ? out[0] + 1 : out[0];
    out[2] = (int)((middle - least) * FRACTION);
}

/* A row of what is enlarged, as wide as the result already; FRACTION times as light. */
struct wide_row {
    int y;
    uint16_t *pixels;
};

static void widen(
    const struct grey *from, int y, const int (*columns)[3], int width, struct wide_row *row)
{
    const uint8_t *pixels = from->pixels + (size_t)y * (size_t)from->width;
    for (int x = 0; row->y != y && x < width; x++) {
        const int *at = columns[x];
        row->pixels[x] = (uint16_t)(pixels[at[0]] * (FRACTION - at[2]) + pixels[at[1]] * at[2]);
    }
    row->y = y;
}

static void mix_rows(const struct wide_row rows[2], int part, int width, uint8_t *to)
{
    const uint16_t *upper = rows[0].pixels, *lower = rows[1].pixels;
    for (int x = 0; x < width; x++) {
        uint32_t above = upper[x], below = lower[x];
        to[x] = (uint8_t)((above * (uint32_t)(FRACTION - part) + below * (uint32_t)part) >> 16);
    }
}

static void enlarge(const struct grey *from, double scale, const int (*columns)[3],
    struct wide_row rows[2], struct grey *out)
{
    for (int y = 0; y < out->height; y++) {
        int at[3];
        place(y, scale, from->height, at);
        if (rows[1].y == at[0]) {
            const struct wide_row kept = rows[0];
            rows[0] = rows[1];
            rows[1] = kept;
        }
        widen(from, at[0], columns, out->width, &rows[0]);
        widen(from, at[1], columns, out->width, &rows[1]);
        mix_rows(rows, at[2], out->width, out->pixels + (size_t)y * (size_t)out->width);
    }
}

bool grey_enlarge(const struct grey *from, double scale, struct grey *out)
{
    int width = (int)(from->width * scale), height = (int)(from->height * scale);
    *out = (struct grey) { width, height, malloc((size_t)width * (size_t)height) };
    int(*columns)[3] = malloc((size_t)width * sizeof *columns);
    struct wide_row rows[2] = { { -1, malloc((size_t)width * sizeof(uint16_t)) },
        { -1, malloc((size_t)width * sizeof(uint16_t)) } };
    bool done = out->pixels && columns && rows[0].pixels && rows[1].pixels;
    for (int x = 0; done && x < width; x++) {
        place(x, scale, from->width, columns[x]);
    }
    if (done) {
        enlarge(from, scale, (const int(*)[3])columns, rows, out);
    }
    free(rows[0].pixels);
    free(rows[1].pixels);
    free(columns);
    return done;
}

bool grey_halve(const struct grey *from, struct grey *out)
{
    int width = from->width / 2, height = from->height / 2;
    *out = (struct grey) { width, height, malloc((size_t)width * (size_t)height) };
    for (int y = 0; out->pixels && y < height; y++) {
        const uint8_t *upper = from->pixels + (size_t)y * 2 * (size_t)from->width,
                      *lower = upper + from->width;
        uint8_t *to = out->pixels + (size_t)y * (size_t)width;
        for (int x = 0; x < width; x++) {
            to[x] = (uint8_t)((upper[2 * x] + upper[2 * x + 1] + lower[2 * x] +
                                  lower[2 * x + 1] + 2) /
                              4);
        }
    }
    return out->pixels;
}

static const uint8_t *row_of(const struct grey *grey, int y)
{
    int within = y < 0 ? 0 : y < grey->height ? y : grey->height - 1;
    return grey->pixels + (size_t)within * (size_t)grey->width;
}

/* Of a row's neighbourhood: `columns` sums each of its columns, and before and behind them
 * RADIUS more, because at the edges a picture goes on as it ends; `totals` what is before each.
 */
struct sums {
    int *columns, *totals;
};

/* From those of the row above it. */
static void sum_columns(const struct grey *from, int y, const struct sums *sums)
{
    int width = from->width, *columns = sums->columns + RADIUS;
    const uint8_t *comes = row_of(from, y + RADIUS), *goes = row_of(from, y - RADIUS - 1);
    for (int x = 0; y == 0 && x < width; x++) {
        columns[x] = 0;
        for (int row = -RADIUS; row <= RADIUS; row++) {
            columns[x] += row_of(from, row)[x];
        }
    }
    for (int x = 0; y > 0 && x < width; x++) {
        columns[x] += comes[x] - goes[x];
    }
    for (int i = 0; i < RADIUS; i++) {
        sums->columns[i] = columns[0];
        columns[width + i] = columns[width - 1];
    }
    for (int i = 0; i < width + 2 * RADIUS; i++) {
        sums->totals[i + 1] = sums->totals[i] + sums->columns[i];
    }
}

static void split_row(const uint8_t *row, int width, const int *totals, uint8_t *const out[2])
{
    uint8_t *darker = out[0], *lighter = out[1];
    for (int x = 0; x < width; x++) {
        int sum = totals[x + 2 * RADIUS + 1] - totals[x], here = row[x] * AREA;
        darker[x] = here < sum - MARGIN * AREA ? 0 : 255;
        lighter[x] = here > sum + MARGIN * AREA ? 0 : 255;
    }
}

bool grey_split(const struct grey *from, struct grey *darker, struct grey *lighter)
{
    size_t width = (size_t)from->width, count = width * (size_t)from->height;
    struct sums sums = { malloc((width + 2 * RADIUS) * sizeof(int)),
        calloc(width + 2 * RADIUS + 1, sizeof(int)) };
    *darker = (struct grey) { from->width, from->height, malloc(count) };
    *lighter = (struct grey) { from->width, from->height, malloc(count) };
    bool done = sums.columns && sums.totals && darker->pixels && lighter->pixels;
    for (int y = 0; done && y < from->height; y++) {
        size_t at = (size_t)y * width;
        sum_columns(from, y, &sums);
        split_row(from->pixels + at, from->width, sums.totals,
            (uint8_t *[]) { darker->pixels + at, lighter->pixels + at });
    }
    free(sums.columns);
    free(sums.totals);
    if (!done) {
        free(darker->pixels);
        free(lighter->pixels);
        *darker = *lighter = (struct grey) { 0 };
    }
    return done;
}

void grey_negate(struct grey *grey)
{
    size_t count = (size_t)grey->width * (size_t)grey->height;
    for (size_t i = 0; i < count; i++) {
        grey->pixels[i] = (uint8_t)(255 - grey->pixels[i]);
    }
}

void grey_mirror(struct grey *grey)
{
    for (int y = 0; y < grey->height; y++) {
        uint8_t *row = grey->pixels + (size_t)y * (size_t)grey->width;
        for (int left = 0, right = grey->width - 1; left < right; left++, right--) {
            uint8_t kept = row[left];
            row[left] = row[right];
            row[right] = kept;
        }
    }
}
