/* What becomes of the colours in pictures: CMYK, and profiles of every kind. */
#include "decode/pictures.h"
#include "decode/profiles.h"
#include "decode/program.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <webp/mux.h>

#include <cmocka.h>

static const struct decode_wish as_it_is = { .focus_x = 500 };

/* What a pixel is when all of the picture is of these bytes. */
static void expect_pixel(struct decode_input input, const uint8_t wanted[3], const char *name)
{
    struct decode_picture picture;
    struct decode_reply reply;
    if (!decode(input, &(struct decode_wish) { true, 8, 8, 500, 500, false, NULL }, &picture,
            &reply)) {
        fail_msg("%s: %s", name, reply.message);
    }
    for (int i = 0; i < 3; i++) {
        if (abs(picture.pixels[4 * 27 + i] - wanted[i]) > 3) {
            fail_msg("%s: %d %d %d", name, picture.pixels[4 * 27], picture.pixels[4 * 27 + 1],
                picture.pixels[4 * 27 + 2]);
        }
    }
    free(picture.pixels);
    free((void *)(uintptr_t)input.data);
}

enum { PLAIN_SIDE = 16 };

static const uint8_t *plain(const uint8_t pixel[4])
{
    static uint8_t pixels[PLAIN_SIDE * PLAIN_SIDE * 4];
    for (size_t i = 0; i < sizeof pixels; i++) {
        pixels[i] = pixel[i % 4];
    }
    return pixels;
}

/* Inverted, as Adobe writes it: 255 is no ink. */
static void test_cmyk(void **state)
{
    static const struct {
        uint8_t cmyk[4], rgb[3];
    } rows[] = { { { 255, 255, 255, 255 }, { 255, 255, 255 } },
        { { 255, 0, 0, 255 }, { 255, 0, 0 } }, { { 0, 255, 0, 255 }, { 0, 255, 0 } },
        { { 255, 255, 255, 0 }, { 0, 0, 0 } }, { { 255, 128, 64, 128 }, { 128, 64, 32 } } };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        unsigned char *data = NULL;
        unsigned long size = 0;
        tjhandle jpeg = tjInitCompress();
        assert_int_equal(tjCompress2(jpeg, plain(rows[i].cmyk), PLAIN_SIDE, 0, PLAIN_SIDE,
                             TJPF_CMYK, &data, &size, TJSAMP_444, 95, 0),
            0);
        tjDestroy(jpeg);
        expect_pixel((struct decode_input) { data, size }, rows[i].rgb, "cmyk");
    }
}

static struct decode_input webp_with_profile(
    struct decode_input webp, struct decode_input profile)
{
    const WebPData picture = { webp.data, webp.size }, icc = { profile.data, profile.size };
    WebPData out;
    WebPMux *mux = WebPMuxNew();
    assert_int_equal(WebPMuxSetImage(mux, &picture, 1), WEBP_MUX_OK);
    assert_int_equal(WebPMuxSetChunk(mux, "ICCP", &icc, 1), WEBP_MUX_OK);
    assert_int_equal(WebPMuxAssemble(mux, &out), WEBP_MUX_OK);
    WebPMuxDelete(mux);
    free((void *)(uintptr_t)webp.data);
    return (struct decode_input) { out.bytes, out.size };
}

/* The values on the right were worked out from the primaries by hand. */
static void test_wide_gamut(void **state)
{
    static const struct {
        uint8_t adobe[4], srgb[3];
    } rows[] = { { { 128, 160, 100, 255 }, { 113, 162, 96 } },
        { { 200, 120, 90, 255 }, { 224, 121, 88 } },
        { { 90, 150, 140, 255 }, { 36, 151, 141 } } };
    (void)state;
    struct decode_input profile = profile_bytes(profile_wide());
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const uint8_t *pixels = plain(rows[i].adobe);
        enum { SIDE = PLAIN_SIDE };
        expect_pixel(jpeg_of(pixels, SIDE, SIDE, TJSAMP_444, 0), rows[i].adobe, "no profile");
        expect_pixel(jpeg_with_profile(jpeg_of(pixels, SIDE, SIDE, TJSAMP_444, 0), profile),
            rows[i].srgb, "jpeg");
        expect_pixel(png_of(pixels, SIDE, SIDE, &profile), rows[i].srgb, "png");
        expect_pixel(webp_with_profile(webp_of(pixels, SIDE, SIDE, true), profile),
            rows[i].srgb, "webp");
    }
    free((void *)(uintptr_t)profile.data);
}

static struct decode_input with_profile(
    const char *format, const uint8_t *pixels, struct decode_input profile)
{
    enum { SIDE = PLAIN_SIDE };
    return strcmp(format, "jpeg") == 0
               ? jpeg_with_profile(jpeg_of(pixels, SIDE, SIDE, TJSAMP_444, 0), profile)
           : strcmp(format, "png") == 0
               ? png_of(pixels, SIDE, SIDE, &profile)
               : webp_with_profile(webp_of(pixels, SIDE, SIDE, true), profile);
}

/* Whatever a profile is, there is a picture; only one that is for RGB changes it. */
static void test_profiles(void **state)
{
    static const char *const formats[] = { "jpeg", "png", "webp" };
    static const uint8_t pixel[4] = { 90, 150, 140, 255 };
    (void)state;
    for (size_t i = 0; i < PROFILE_KINDS; i++) {
        struct decode_input profile = profile_make(&profile_kinds[i]);
        for (size_t k = 0; k < sizeof formats / sizeof *formats; k++) {
            struct decode_input input = with_profile(formats[k], plain(pixel), profile);
            struct decode_picture picture;
            struct decode_reply reply;
            if (!decode(input, &as_it_is, &picture, &reply)) {
                fail_msg("%s, %s: %s", profile_kinds[i].name, formats[k], reply.message);
            }
            bool is_changed = abs(picture.pixels[0] - pixel[0]) > 2 ||
                              abs(picture.pixels[1] - pixel[1]) > 2 ||
                              abs(picture.pixels[2] - pixel[2]) > 2;
            if (is_changed != profile_kinds[i].changes) {
                fail_msg("%s, %s: %d %d %d", profile_kinds[i].name, formats[k],
                    picture.pixels[0], picture.pixels[1], picture.pixels[2]);
            }
            free(picture.pixels);
            free((void *)(uintptr_t)input.data);
        }
        free((void *)(uintptr_t)profile.data);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cmyk),
        cmocka_unit_test(test_wide_gamut),
        cmocka_unit_test(test_profiles),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
