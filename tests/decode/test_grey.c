/* What works on many pixels at a time gives what is said of one. */
#include "chance.h"
#include "decode/codes/runs.h"
#include "decode/grey.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

enum { PICTURES = 300, PICTURES_LONG = 20000, SIDE_MAX = 90 };

/* In two or three tones with grain, or of grain alone: so it has even parts, edges and both. */
static struct grey any_grey(void)
{
    struct grey grey = { 1 + chance(SIDE_MAX), 1 + chance(SIDE_MAX), NULL };
    grey.pixels = malloc((size_t)grey.width * (size_t)grey.height);
    assert_non_null(grey.pixels);
    int block = 1 + chance(30), grain = chance(3) ? 1 + chance(20) : 256;
    int tones[] = { chance(256), chance(256), chance(256) };
    for (int i = 0; i < grey.width * grey.height; i++) {
        int tone = tones[(i % grey.width / block + i / grey.width / block) % 3];
        grey.pixels[i] = (uint8_t)((tone + chance(grain)) & 255);
    }
    return grey;
}

static int at(const struct grey *grey, int x, int y)
{
    x = x < 0 ? 0 : x < grey->width ? x : grey->width - 1;
    y = y < 0 ? 0 : y < grey->height ? y : grey->height - 1;
    return grey->pixels[y * grey->width + x];
}

/* By more than 2 darker or lighter than the mean of 19x19 pixels. */
static void test_split(void **state)
{
    (void)state;
    for (long i = how_many(PICTURES, PICTURES_LONG) / 10; i > 0; i--) {
        struct grey grey = any_grey(), darker, lighter;
        assert_true(grey_split(&grey, &darker, &lighter));
        for (int pixel = 0; pixel < grey.width * grey.height; pixel++) {
            int x = pixel % grey.width, y = pixel / grey.width, sum = 0;
            for (int near = 0; near < 19 * 19; near++) {
                sum += at(&grey, x + near % 19 - 9, y + near / 19 - 9);
            }
            int above = grey.pixels[pixel] * 361 - sum;
            assert_int_equal(darker.pixels[pixel], above < -2 * 361 ? 0 : 255);
            assert_int_equal(lighter.pixels[pixel], above > 2 * 361 ? 0 : 255);
        }
        free(grey.pixels);
        free(darker.pixels);
        free(lighter.pixels);
    }
}

/* Each pixel between the four that it lies between, by where its middle is. */
static void test_enlarge(void **state)
{
    (void)state;
    for (long i = how_many(PICTURES, PICTURES_LONG); i > 0; i--) {
        struct grey grey = any_grey(), large;
        double scale = 1 + chance(300) / 100.0;
        assert_true(grey_enlarge(&grey, scale, &large));
        for (int pixel = 0; pixel < large.width * large.height; pixel++) {
            double x = (pixel % large.width + 0.5) / scale - 0.5,
                   y = (pixel / large.width + 0.5) / scale - 0.5;
            int left = (int)floor(x), top = (int)floor(y);
            double u = x - left, v = y - top;
            double wanted =
                (at(&grey, left, top) * (1 - u) + at(&grey, left + 1, top) * u) * (1 - v) +
                (at(&grey, left, top + 1) * (1 - u) + at(&grey, left + 1, top + 1) * u) * v;
            if (fabs(large.pixels[pixel] - wanted) > 3) {
                fail_msg("%dx%d by %g, pixel %d: %d for %g", grey.width, grey.height, scale,
                    pixel, large.pixels[pixel], wanted);
            }
        }
        free(grey.pixels);
        free(large.pixels);
    }
}

static void row_must_be_cut(const struct grey *plane, int y)
{
    int *edges = malloc(((size_t)plane->width + 1) * sizeof *edges);
    int count = runs_edges(plane, y, edges), seen = 0;
    bool dark = false;
    for (int x = 0; x < plane->width; x++) {
        if (runs_is_dark(plane, x, y) != dark) {
            assert_true(seen < count);
            assert_int_equal(edges[seen++], x);
            dark = !dark;
        }
    }
    if (dark) {
        assert_true(seen < count);
        assert_int_equal(edges[seen++], plane->width);
    }
    assert_int_equal(seen, count);
    free(edges);
}

/* From wherever one begins: of one pixel a run, and of a whole row. */
static void test_edges(void **state)
{
    (void)state;
    for (long i = how_many(PICTURES, PICTURES_LONG); i > 0; i--) {
        struct grey plane = any_grey();
        int kind = chance(3), dark_of_256 = chance(257);
        for (int k = 0; k < plane.width * plane.height; k++) {
            bool dark = kind == 0   ? k % 2 == 0
                        : kind == 1 ? plane.pixels[k] < 128
                                    : chance(256) < dark_of_256;
            plane.pixels[k] = dark ? 0 : 255;
        }
        for (int y = 0; y < plane.height; y++) {
            row_must_be_cut(&plane, y);
        }
        free(plane.pixels);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_split),
        cmocka_unit_test(test_enlarge),
        cmocka_unit_test(test_edges),
    };
    chance_begin(1);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
