/* The resampler beside the definition: each pixel of the result is the sum, in linear light, of
 * all pixels of the region, weighed by the filter. */
#include "../chance.h"
#include "decode/resample.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

enum { SIDE_MAX = 24 };

static double light_of(uint8_t value)
{
    double srgb = value / 255.0;
    return srgb <= 0.04045 ? srgb / 12.92 : pow((srgb + 0.055) / 1.055, 2.4);
}

static double srgb_of(double light)
{
    light = fmin(1, fmax(0, light));
    return 255 * (light <= 0.0031308 ? light * 12.92 : 1.055 * pow(light, 1 / 2.4) - 0.055);
}

/* Keys' cubic of B and C; Catmull-Rom is 0, 1/2, Mitchell and Netravali's 1/3, 1/3. */
static double cubic(double x, double b, double c)
{
    x = fabs(x);
    if (x < 1) {
        return ((12 - 9 * b - 6 * c) * x * x * x + (-18 + 12 * b + 6 * c) * x * x + 6 - 2 * b) /
               6;
    }
    return x < 2 ? ((-b - 6 * c) * x * x * x + (6 * b + 30 * c) * x * x +
                       (-12 * b - 48 * c) * x + 8 * b + 24 * c) /
                       6
                 : 0;
}

static double weight(int i, int at, double scale)
{
    double x = at - ((i + 0.5) / scale - 0.5);
    return scale < 1 ? cubic(x * scale, 1 / 3.0, 1 / 3.0) : cubic(x, 0, 0.5);
}

static int within(int value, int size)
{
    return value < 0 ? 0 : value >= size ? size - 1 : value;
}

/* Red, green, blue times alpha, and alpha, as they should be. */
static void pixel_of(
    const struct region *region, int x, int y, const double scale[2], double sum[4])
{
    double all = 0;
    enum { OVER = 8 * SIDE_MAX };
    for (int c = 0; c < 4; c++) {
        sum[c] = 0;
    }
    for (int v = -OVER; v < region->height + OVER; v++) {
        double down = weight(y, v, scale[1]);
        for (int u = -OVER; down != 0 && u < region->width + OVER; u++) {
            double by = down * weight(x, u, scale[0]);
            const uint8_t *pixel =
                region->pixels +
                4 * (within(v, region->height) * region->stride + within(u, region->width));
            for (int c = 0; by != 0 && c < 4; c++) {
                double alpha = pixel[3] / 255.0;
                sum[c] += by * (c < 3 ? light_of(pixel[c]) * alpha : alpha);
            }
            all += by;
        }
    }
    for (int c = 0; c < 4; c++) {
        sum[c] /= all;
    }
}

static void assert_as_defined(const struct region *region, int width, int height)
{
    const double scale[2] = { (double)width / region->width, (double)height / region->height };
    uint8_t *out = malloc((size_t)width * (size_t)height * 4);
    assert_true(region_resample(region, out, width, height));
    for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
            double sum[4];
            const uint8_t *got = out + 4 * (y * width + x);
            pixel_of(region, x, y, scale, sum);
            double alpha = fmin(1, fmax(0, sum[3]));
            /* To the nearest, and the table of light has steps. */
            assert_true(fabs(got[3] - 255 * alpha) < 0.75);
            for (int c = 0; c < 3 && sum[3] > 0.02; c++) {
                double wanted = srgb_of(sum[c] / sum[3]);
                if (fabs(got[c] - wanted) > 0.75) {
                    fail_msg("%dx%d of %d to %dx%d: pixel %d,%d is %d, not %.2f", region->width,
                        region->height, region->stride, width, height, x, y, got[c], wanted);
                }
            }
        }
    }
    free(out);
}

static void test_random(void **state)
{
    (void)state;
    chance_begin(20261129);
    for (int round = 0; round < 150; round++) {
        int width = 1 + chance(SIDE_MAX), height = 1 + chance(SIDE_MAX);
        struct region region = { NULL, width, height, width + chance(3) };
        size_t bytes = (size_t)region.stride * (size_t)height * 4;
        region.pixels = malloc(bytes);
        int kind = chance(3); /* opaque; with every alpha; all or nothing */
        for (size_t i = 0; i < bytes; i++) {
            region.pixels[i] = (uint8_t)(i % 4 < 3 || kind == 1 ? chance(256)
                                         : kind == 2            ? 255 * chance(2)
                                                                : 255);
        }
        assert_as_defined(&region, 1 + chance(SIDE_MAX), 1 + chance(SIDE_MAX));
        free(region.pixels);
    }
}

/* What is of one colour stays so to the bit, wherever its edges are. */
static void test_even(void **state)
{
    (void)state;
    for (int value = 0; value < 256; value++) {
        uint8_t pixels[13 * 7 * 4], out[29 * 17 * 4];
        struct region region = { pixels, 13, 7, 13 };
        for (size_t i = 0; i < sizeof pixels; i++) {
            pixels[i] = (uint8_t)(i % 4 == 3 ? 255 : value);
        }
        const int sizes[][2] = { { 29, 17 }, { 13, 7 }, { 5, 3 }, { 1, 1 }, { 29, 3 } };
        for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
            assert_true(region_resample(&region, out, sizes[i][0], sizes[i][1]));
            for (int at = 0; at < sizes[i][0] * sizes[i][1] * 4; at++) {
                assert_int_equal(out[at], at % 4 == 3 ? 255 : value);
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_random),
        cmocka_unit_test(test_even),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
