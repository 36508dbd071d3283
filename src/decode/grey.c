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

bool grey_of(const struct decode_picture *picture, const uint8_t ground[3], struct grey *out)
{
    size_t count = (size_t)picture->width * (size_t)picture->height;
    *out = (struct grey) { picture->width, picture->height, malloc(count) };
    fill_tables();
    for (size_t i = 0; out->pixels && i < count; i++) {
        const uint8_t *pixel = picture->pixels + 4 * i;
        uint32_t light = 0, alpha = pixel[3];
        for (int channel = 0; channel < 3; channel++) {
            uint32_t mixed = (pixel[channel] * alpha + ground[channel] * (255 - alpha)) / 255;
            light += weighted[channel][mixed];
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

static void enlarge_row(
    const struct grey *from, int y, double scale, const int (*columns)[3], struct grey *out)
{
    int row[3];
    place(y, scale, from->height, row);
    const uint8_t *upper = from->pixels + (size_t)row[0] * (size_t)from->width,
                  *lower = from->pixels + (size_t)row[1] * (size_t)from->width;
    uint8_t *to = out->pixels + (size_t)y * (size_t)out->width;
    for (int x = 0; x < out->width; x++) {
        const int *at = columns[x];
        int above = upper[at[0]] * (FRACTION - at[2]) + upper[at[1]] * at[2],
            below = lower[at[0]] * (FRACTION - at[2]) + lower[at[1]] * at[2];
        to[x] = (uint8_t)((above * (FRACTION - row[2]) + below * row[2]) >> 16);
    }
}

bool grey_enlarge(const struct grey *from, double scale, struct grey *out)
{
    int width = (int)(from->width * scale), height = (int)(from->height * scale);
    *out = (struct grey) { width, height, malloc((size_t)width * (size_t)height) };
    int(*columns)[3] = malloc((size_t)width * sizeof *columns);
    bool done = out->pixels && columns;
    for (int x = 0; done && x < width; x++) {
        place(x, scale, from->width, columns[x]);
    }
    for (int y = 0; done && y < height; y++) {
        enlarge_row(from, y, scale, (const int(*)[3])columns, out);
    }
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

static int within(int at, int count)
{
    return at < 0 ? 0 : at < count ? at : count - 1;
}

static const uint8_t *row_of(const struct grey *grey, int y)
{
    return grey->pixels + (size_t)within(y, grey->height) * (size_t)grey->width;
}

/* Sums of the columns of a row's neighbourhood, from those of the row above it; at the edges a
 * picture goes on as it ends. */
static void sum_columns(const struct grey *from, int y, int *sums)
{
    for (int x = 0; y == 0 && x < from->width; x++) {
        sums[x] = 0;
        for (int row = -RADIUS; row <= RADIUS; row++) {
            sums[x] += row_of(from, row)[x];
        }
    }
    if (y > 0) {
        const uint8_t *comes = row_of(from, y + RADIUS), *goes = row_of(from, y - RADIUS - 1);
        for (int x = 0; x < from->width; x++) {
            sums[x] += comes[x] - goes[x];
        }
    }
}

static void split_row(const struct grey *from, int y, const int *sums, uint8_t *out[2])
{
    const uint8_t *row = row_of(from, y);
    int sum = 0;
    for (int x = -RADIUS; x <= RADIUS; x++) {
        sum += sums[within(x, from->width)];
    }
    for (int x = 0; x < from->width; x++) {
        int above = row[x] * AREA - sum;
        out[0][x] = above < -MARGIN * AREA ? 0 : 255;
        out[1][x] = above > MARGIN * AREA ? 0 : 255;
        sum +=
            sums[within(x + RADIUS + 1, from->width)] - sums[within(x - RADIUS, from->width)];
    }
}

bool grey_split(const struct grey *from, struct grey *darker, struct grey *lighter)
{
    size_t count = (size_t)from->width * (size_t)from->height;
    int *sums = malloc((size_t)from->width * sizeof *sums);
    *darker = (struct grey) { from->width, from->height, malloc(count) };
    *lighter = (struct grey) { from->width, from->height, malloc(count) };
    bool done = sums && darker->pixels && lighter->pixels;
    for (int y = 0; done && y < from->height; y++) {
        size_t at = (size_t)y * (size_t)from->width;
        sum_columns(from, y, sums);
        split_row(from, y, sums, (uint8_t *[]) { darker->pixels + at, lighter->pixels + at });
    }
    free(sums);
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
