/* Pictures that lack bytes at their end, each number of them: what is there to the last line is
 * shown as the whole file is, and no part of a picture ever is. Noise, so that every line needs
 * its bytes. */
#include "chance.h"
#include "decode/pictures.h"
#include "decode/program.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const struct decode_wish as_it_is = { .focus_x = 500 };

static uint8_t *noise(int width, int height)
{
    uint8_t *pixels = malloc((size_t)width * (size_t)height * 4);
    for (size_t i = 0; pixels && i < (size_t)width * (size_t)height * 4; i++) {
        pixels[i] = i % 4 == 3 ? 255 : (uint8_t)chance(256);
    }
    return pixels;
}

/* How many of the cuts up to `most` bytes are shown; each as the whole is. */
static size_t count_shown(const char *name, struct decode_input whole, size_t most)
{
    struct decode_picture wanted, picture;
    struct decode_reply reply;
    size_t shown = 0;
    assert_true(decode(whole, &as_it_is, &wanted, &reply));
    size_t bytes = (size_t)wanted.width * (size_t)wanted.height * 4;
    for (size_t lost = 1; lost <= most && lost < whole.size; lost++) {
        /* A copy of its own, so that a sanitizer sees what is read behind it. */
        const size_t size = whole.size - lost;
        uint8_t *copy = malloc(size);
        assert_non_null(copy);
        memcpy(copy, whole.data, size);
        const struct decode_input cut = { copy, size };
        bool done = lost <= 20 ? decode(cut, &as_it_is, &picture, &reply)
                               : decode_here(cut, &as_it_is, &picture, &reply);
        if (done) {
            if (picture.width != wanted.width || picture.height != wanted.height ||
                memcmp(picture.pixels, wanted.pixels, bytes) != 0) {
                fail_msg("%s without %zu bytes is another picture", name, lost);
            }
            shown++;
        } else {
            assert_null(picture.pixels);
            assert_int_equal(reply.is_hopeless, 1);
        }
        free(picture.pixels);
        free(copy);
    }
    free(wanted.pixels);
    return shown;
}

static void test_jpeg(void **state)
{
    static const struct {
        int width, height, sampling;
    } rows[] = { { 64, 48, TJSAMP_444 }, { 65, 47, TJSAMP_420 }, { 17, 33, TJSAMP_422 },
        { 8, 8, TJSAMP_GRAY }, { 200, 9, TJSAMP_420 } };
    (void)state;
    chance_begin(1);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        uint8_t *pixels = noise(rows[i].width, rows[i].height);
        struct decode_input whole =
            jpeg_of(pixels, rows[i].width, rows[i].height, rows[i].sampling, 0);
        assert_true(count_shown("a JPEG", whole, 2) == 2); /* EOI, and half of it */
        assert_true(count_shown("a JPEG", whole, whole.size) < 6);
        tjFree((unsigned char *)(uintptr_t)whole.data);
        free(pixels);
    }
}

static void test_progressive_jpeg(void **state)
{
    (void)state;
    chance_begin(2);
    uint8_t *pixels = noise(64, 48);
    struct decode_input whole = jpeg_of(pixels, 64, 48, TJSAMP_420, TJFLAG_PROGRESSIVE);
    assert_true(count_shown("a progressive JPEG", whole, 2) == 2);
    tjFree((unsigned char *)(uintptr_t)whole.data);
    free(pixels);
}

/* Without IEND (12 bytes), or a part of it, and without the last checksum (4). */
static void test_png(void **state)
{
    (void)state;
    chance_begin(3);
    for (int i = 0; i < 5; i++) {
        int width = 1 + chance(60), height = 1 + chance(60);
        uint8_t *pixels = noise(width, height);
        struct decode_input whole = png_of(pixels, width, height, NULL);
        size_t shown = count_shown("a PNG", whole, whole.size);
        if (shown < 12 || shown > 20) {
            fail_msg("%zu cuts of a PNG of %dx%d are shown", shown, width, height);
        }
        free((void *)(uintptr_t)whole.data);
        free(pixels);
    }
}

/* What is damaged and has no end as well. */
static void test_damaged(void **state)
{
    struct decode_picture picture;
    struct decode_reply reply;
    (void)state;
    chance_begin(4);
    uint8_t *pixels = noise(64, 48);
    struct decode_input whole = png_of(pixels, 64, 48, NULL);
    uint8_t *data = (uint8_t *)(uintptr_t)whole.data;
    data[whole.size - 13] ^= 0x55; /* the last checksum, and then no IEND */
    whole.size -= 12;
    assert_false(decode(whole, &as_it_is, &picture, &reply));
    free(data);
    free(pixels);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_jpeg),
        cmocka_unit_test(test_progressive_jpeg),
        cmocka_unit_test(test_png),
        cmocka_unit_test(test_damaged),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
