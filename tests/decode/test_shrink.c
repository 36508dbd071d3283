#include "decode/decoded.h"
#include "decode/shrink.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct decode_picture make(int width, int height)
{
    return (struct decode_picture) { width, height, calloc((size_t)width * (size_t)height, 4),
        false };
}

static void put(struct decode_picture *picture, int x, int y, const uint8_t pixel[4])
{
    memcpy(picture->pixels + ((size_t)y * (size_t)picture->width + (size_t)x) * 4, pixel, 4);
}

static void assert_pixel(const uint8_t *got, const uint8_t wanted[4], int tolerance)
{
    for (int i = 0; i < 4; i++) {
        if (abs(got[i] - wanted[i]) > tolerance) {
            fail_msg("%d %d %d %d, not %d %d %d %d", got[0], got[1], got[2], got[3], wanted[0],
                wanted[1], wanted[2], wanted[3]);
        }
    }
}

static const uint8_t black[4] = { 0, 0, 0, 255 }, white[4] = { 255, 255, 255, 255 };

/* Half black, half white is half the light: 188 of 255 in sRGB. */
static void test_light(void **state)
{
    (void)state;
    const int sizes[][2] = { { 1, 1 }, { 2, 3 }, { 16, 16 }, { 50, 40 }, { 100, 60 } };
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct decode_picture picture = make(600, 480);
        for (int y = 0; y < 480; y++) {
            for (int x = 0; x < 600; x++) {
                put(&picture, x, y, (x + y) % 2 ? black : white);
            }
        }
        const struct decode_wish wish = { .width = sizes[i][0], .height = sizes[i][1] };
        assert_true(picture_fit(&picture, &wish));
        const uint8_t middle[4] = { 188, 188, 188, 255 };
        for (int n = 0; n < picture.width * picture.height; n++) {
            assert_pixel(picture.pixels + (size_t)n * 4, middle, 2);
        }
        free(picture.pixels);
    }
}

/* What is clear has no colour: a red half keeps its red. */
static void test_clear(void **state)
{
    (void)state;
    struct decode_picture picture = make(64, 64);
    for (int y = 0; y < 64; y++) {
        for (int x = 0; x < 64; x++) {
            put(&picture, x, y, (const uint8_t[4]) { x % 2 ? 200 : 0, 0, 0, x % 2 ? 255 : 0 });
        }
    }
    const struct decode_wish wish = { .width = 4, .height = 4 };
    assert_true(picture_fit(&picture, &wish));
    assert_pixel(picture.pixels, (const uint8_t[4]) { 200, 0, 0, 128 }, 1);
    free(picture.pixels);
}

/* Parts keep their places, whatever is left over at the edges; rows of a part that is cropped
 * lie apart. */
static void test_places(void **state)
{
    (void)state;
    for (int width = 400; width < 440; width += 3) {
        struct decode_picture picture = make(width, width);
        for (int y = 0; y < width; y++) {
            for (int x = 0; x < width; x++) {
                put(&picture, x, y, x < width / 2 ? black : white);
            }
        }
        const struct decode_wish wish = {
            .is_cover = true, .width = 20, .height = 10, .focus_x = 500, .focus_y = 500
        };
        assert_true(picture_fit(&picture, &wish));
        assert_int_equal(picture.width, 20);
        for (int y = 0; y < 10; y++) {
            const uint8_t *row = picture.pixels + (size_t)y * 80;
            assert_pixel(row + 8 * 4, black, 4);
            assert_pixel(row + 11 * 4, white, 4);
        }
        free(picture.pixels);
    }
}

/* Only what is four times too large is averaged, down to no less than twice. */
static void test_when(void **state)
{
    (void)state;
    static const struct {
        int from, to, left;
    } rows[] = { { 100, 100, 100 }, { 100, 26, 100 }, { 100, 25, 50 }, { 99, 25, 99 },
        { 1000, 10, 20 }, { 1009, 1, 2 } };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct decode_picture picture = make(rows[i].from, rows[i].from);
        struct region region = { picture.pixels, rows[i].from, rows[i].from, rows[i].from };
        region_shrink(&region, rows[i].to, rows[i].to);
        assert_int_equal(region.width, rows[i].left);
        assert_int_equal(region.height, rows[i].left);
        free(picture.pixels);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_light),
        cmocka_unit_test(test_clear),
        cmocka_unit_test(test_places),
        cmocka_unit_test(test_when),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
