/* What encode.c writes, read by the libraries. */
#include "picture/encode.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <spng.h>
#include <turbojpeg.h>

enum { WIDTH = 37, HEIGHT = 23 };

static struct picture *make(uint32_t (*pixel)(int x, int y))
{
    struct picture *picture = picture_create(WIDTH, HEIGHT);
    for (int y = 0; y < HEIGHT; y++) {
        for (int x = 0; x < WIDTH; x++) {
            picture->pixels[y * WIDTH + x] = pixel(x, y);
        }
    }
    return picture;
}

static uint32_t glass(int x, int y)
{
    return (uint32_t)(x * 6) << 24 | (uint32_t)(y * 11) << 16 | (uint32_t)(x * y % 256) << 8 |
           7;
}

static uint32_t drawing(int x, int y)
{
    return 0xFF000000 | (uint32_t)((x / 5 + y / 5) % 200);
}

static uint32_t photograph(int x, int y)
{
    return 0xFF000000 | (uint32_t)(x * 6) << 16 | (uint32_t)(y * 10) << 8 | (uint32_t)(x + y);
}

static void check_png(const struct picture *picture, const struct bytes *file)
{
    static uint8_t out[WIDTH * HEIGHT * 4];
    spng_ctx *context = spng_ctx_new(0);
    assert_int_equal(spng_set_png_buffer(context, file->data, file->size), 0);
    assert_int_equal(spng_decode_image(context, out, sizeof out, SPNG_FMT_RGBA8, 0), 0);
    for (int i = 0; i < WIDTH * HEIGHT; i++) {
        const uint8_t *at = out + i * 4;
        uint32_t pixel =
            (uint32_t)at[3] << 24 | (uint32_t)at[0] << 16 | (uint32_t)at[1] << 8 | at[2];
        assert_int_equal(pixel, picture->pixels[i]);
    }
    spng_ctx_free(context);
}

static void test_png(void **state)
{
    (void)state;
    uint32_t (*const pictures[])(int, int) = { glass, drawing };
    for (int i = 0; i < 2; i++) {
        struct bytes file;
        bool is_jpeg = true;
        struct picture *picture = make(pictures[i]);
        bytes_init(&file);
        assert_true(picture_encode(picture, i == 0, &file, &is_jpeg, NULL));
        assert_false(is_jpeg);
        check_png(picture, &file);
        bytes_finish(&file);
        picture_destroy(picture);
    }
}

static void test_jpeg(void **state)
{
    (void)state;
    struct bytes file;
    bool is_jpeg = false;
    int width, height, sampling, worst = 0;
    static unsigned char out[WIDTH * HEIGHT * 3];
    struct picture *picture = make(photograph);
    bytes_init(&file);
    assert_true(picture_encode(picture, false, &file, &is_jpeg, NULL));
    assert_true(is_jpeg);
    tjhandle handle = tjInitDecompress();
    const unsigned char *data = (const unsigned char *)file.data;
    assert_int_equal(tjDecompressHeader2(handle, (unsigned char *)file.data, file.size, &width,
                         &height, &sampling),
        0);
    assert_int_equal(width, WIDTH);
    assert_int_equal(height, HEIGHT);
    assert_int_equal(tjDecompress2(handle, data, file.size, out, 0, 0, 0, TJPF_RGB, 0), 0);
    for (int i = 0; i < WIDTH * HEIGHT; i++) {
        int red = (int)(picture->pixels[i] >> 16 & 255), difference = abs(red - out[i * 3]);
        worst = difference > worst ? difference : worst;
    }
    assert_in_range(worst, 0, 24);
    tjDestroy(handle);
    bytes_finish(&file);
    picture_destroy(picture);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_png),
        cmocka_unit_test(test_jpeg) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
