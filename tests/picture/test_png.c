/* What is written as PNG is what was painted, whatever filter suits it. */
#include "picture/png.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <spng.h>
#include <unistd.h>

#include <cmocka.h>

/* So many in a thousand pixels are any colour, the others paper. */
static struct picture *make(int width, int height, int per_mille)
{
    struct picture *picture = picture_create(width, height);
    assert_non_null(picture);
    for (size_t i = 0; i < (size_t)width * (size_t)height; i++) {
        bool is_any = rand() % 1000 < per_mille;
        picture->pixels[i] = 0xff000000u | (is_any ? (uint32_t)rand() & 0xffffffu : 0xf6f2e9u);
    }
    return picture;
}

static void expect_same(const char *path, const struct picture *picture)
{
    size_t pixels = (size_t)picture->width * (size_t)picture->height, size = 0;
    FILE *file = fopen(path, "rbe");
    spng_ctx *context = spng_ctx_new(0);
    uint8_t *bytes = malloc(pixels * 3);
    assert_true(file && context && bytes);
    assert_int_equal(spng_set_png_file(context, file), 0);
    assert_int_equal(spng_decoded_image_size(context, SPNG_FMT_RGB8, &size), 0);
    assert_int_equal(size, pixels * 3);
    assert_int_equal(spng_decode_image(context, bytes, size, SPNG_FMT_RGB8, 0), 0);
    for (size_t i = 0; i < pixels; i++) {
        uint32_t found = (uint32_t)bytes[i * 3] << 16 | (uint32_t)bytes[i * 3 + 1] << 8 |
                         (uint32_t)bytes[i * 3 + 2];
        assert_int_equal(found, picture->pixels[i] & 0xffffffu);
    }
    spng_ctx_free(context);
    fclose(file);
    free(bytes);
}

static void test_pixels_come_back(void **state)
{
    static const int sizes[][2] = { { 1, 1 }, { 1, 90 }, { 300, 1 }, { 301, 203 } };
    static const int shares[] = { 0, 20, 450, 550, 1000 };
    (void)state;
    char path[] = "/tmp/lobbycard-png-XXXXXX";
    struct error error = { 0 };
    int file = mkstemp(path);
    assert_true(file >= 0);
    close(file);
    srand(3);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        for (size_t k = 0; k < sizeof shares / sizeof *shares; k++) {
            struct picture *picture = make(sizes[i][0], sizes[i][1], shares[k]);
            assert_true(png_write(path, picture, &error));
            expect_same(path, picture);
            picture_destroy(picture);
        }
    }
    unlink(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_pixels_come_back) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
