/* What comes out of pictures, sound and not. */
#include "content/corpora.h"
#include "decode/bitmaps.h"
#include "decode/gifs.h"
#include "decode/kept.h"
#include "decode/leaks.h"
#include "decode/pictures.h"
#include "decode/program.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

static const struct decode_wish as_it_is = { .focus_x = 500 };

static void test_formats(void **state)
{
    const struct {
        const char *name;
        struct decode_input input;
        int alpha;
    } rows[] = {
        { "jpeg", make_jpeg(80, 40, 0), 255 },
        { "progressive jpeg", make_jpeg(80, 40, TJFLAG_PROGRESSIVE), 255 },
        { "png", make_png(80, 40), 128 },
        { "webp", make_webp(80, 40, false), 128 },
        { "lossless webp", make_webp(80, 40, true), 128 },
    };
    static const struct {
        struct decode_wish wish;
        int width, height;
        const char *corners;
    } wishes[] = {
        { { false, 0, 0, 0, 0, false, NULL }, 80, 40, "rgbw" },
        { { false, 40, 40, 500, 500, false, NULL }, 40, 20, "rgbw" },
        { { false, 400, 100, 500, 500, false, NULL }, 200, 100, "rgbw" },
        { { true, 20, 20, 500, 500, false, NULL }, 20, 20, "rgbw" },
        { { true, 20, 20, 0, 500, false, NULL }, 20, 20, "rrbb" },
        { { true, 20, 20, 1000, 500, false, NULL }, 20, 20, "ggww" },
        { { true, 80, 20, 500, 0, false, NULL }, 80, 20, "rgrg" },
        { { true, 80, 20, 500, 1000, false, NULL }, 80, 20, "bwbw" },
        { { true, 1, 1, 0, 0, false, NULL }, 1, 1, "" },
        { { false, 1, 1, 0, 0, false, NULL }, 1, 1, "" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        for (size_t k = 0; k < sizeof wishes / sizeof *wishes; k++) {
            struct decode_picture picture;
            struct decode_reply reply;
            char got[5] = "";
            bool done = decode(rows[i].input, &wishes[k].wish, &picture, &reply);
            if (!done || picture.width != wishes[k].width ||
                picture.height != wishes[k].height) {
                fail_msg("%s, wish %zu: %dx%d %s", rows[i].name, k, picture.width,
                    picture.height, reply.message);
            }
            corners_of(&picture, got);
            if (wishes[k].corners[0] && strcmp(got, wishes[k].corners) != 0) {
                fail_msg("%s, wish %zu: corners %s", rows[i].name, k, got);
            }
            assert_int_equal(picture.pixels[3], rows[i].alpha);
            assert_int_equal(reply.has_alpha, rows[i].alpha < 255);
            assert_int_equal(reply.full_width, 80);
            assert_int_equal(reply.full_height, 40);
            free(picture.pixels);
        }
        free((void *)(uintptr_t)rows[i].input.data);
    }
}

/* So long that it would have no height at all: a line. */
static void test_no_side_is_lost(void **state)
{
    (void)state;
    for (int upright = 0; upright < 2; upright++) {
        struct decode_input input = upright ? make_png(1, 80) : make_png(80, 1);
        struct decode_picture picture;
        struct decode_reply reply;
        assert_true(decode(input, &(struct decode_wish) { false, 20, 20, 0, 0, false, NULL },
            &picture, &reply));
        assert_int_equal(picture.width, upright ? 1 : 20);
        assert_int_equal(picture.height, upright ? 20 : 1);
        free(picture.pixels);
        free((void *)(uintptr_t)input.data);
    }
}

/* A JPEG with an EXIF block of one entry behind its first marker. */
static struct decode_input with_orientation(struct decode_input jpeg, int orientation)
{
    uint8_t exif[] = { 0xFF, 0xE1, 0, 34, 'E', 'x', 'i', 'f', 0, 0, 'M', 'M', 0, 42, 0, 0, 0, 8,
        0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (uint8_t)orientation, 0, 0, 0, 0, 0, 0 };
    uint8_t *data = malloc(jpeg.size + sizeof exif);
    assert_non_null(data);
    memcpy(data, jpeg.data, 2);
    memcpy(data + 2, exif, sizeof exif);
    memcpy(data + 2 + sizeof exif, jpeg.data + 2, jpeg.size - 2);
    return (struct decode_input) { data, jpeg.size + sizeof exif };
}

static void test_orientation(void **state)
{
    static const char *const wanted[] = { "rgbw", "grwb", "wbgr", "bwrg", "rbgw", "brwg",
        "wgbr", "gwrb" };
    (void)state;
    struct decode_input jpeg = make_jpeg(80, 40, 0);
    for (int i = 0; i < 8; i++) {
        struct decode_picture picture;
        struct decode_reply reply;
        struct decode_input turned = with_orientation(jpeg, i + 1);
        char got[5];
        assert_true(decode(turned, &(struct decode_wish) { false, 30, 30, 0, 0, false, NULL },
            &picture, &reply));
        corners_of(&picture, got);
        assert_string_equal(got, wanted[i]);
        assert_int_equal(picture.width, i < 4 ? 30 : 15);
        assert_int_equal(reply.full_width, i < 4 ? 80 : 40);
        free(picture.pixels);
        free((void *)(uintptr_t)turned.data);
    }
    free((void *)(uintptr_t)jpeg.data);
}

static void test_refused(void **state)
{
    static const struct {
        const char *bytes;
        size_t size;
        const char *message;
    } rows[] = {
        { "", 0, "this is an empty file" },
        { "GIF89a", 6, "not a GIF that can be read" },
        { "<svg xmlns=", 11, "not an SVG that can be read" },
        { "hello", 5, "no JPEG, PNG, WebP, GIF, BMP, HEIC, AVIF or SVG" },
        /* 65535 x 65535, and nothing behind it */
        { "\xFF\xD8\xFF\xE0\0\x02", 6, "not a JPEG that can be read" },
        { "\xFF\xD8\xFF\xC0\0\x0B\x08\xFF\xFF\xFF\xFF\x01\x01\x11\0\xFF\xD9", 17, NULL },
        { "RIFF\x1A\0\0\0WEBPVP8L\x0D\0\0\0\x2F\xFF\xFF\xFF\x0F\0\0\0\0\0\0\0\0\0", 34,
            "larger than 50 megapixels or 16384 a side" },
        { "\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR\0\0\x75\x30\0\0\x75\x30\x08\x06\0\0\0", 29, NULL },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct decode_picture picture;
        struct decode_reply reply;
        const struct decode_input input = { (const uint8_t *)rows[i].bytes, rows[i].size };
        assert_false(decode(input, &as_it_is, &picture, &reply));
        assert_null(picture.pixels);
        if (rows[i].message) {
            assert_string_equal(reply.message, rows[i].message);
        }
        assert_true(reply.message[0] != '\0');
        assert_int_equal(reply.is_hopeless, 1);
    }
}

/* What a picture may cost, and not how small it could be packed. */
static void test_limits(void **state)
{
    static const struct {
        int64_t width, height;
        bool is_allowed, is_too_large;
    } rows[] = { { 1, 1, true, false }, { 4961, 7016, true, false },
        { 7071, 7071, true, false }, { 16384, 3051, true, false }, { 16384, 1, true, false },
        { 7072, 7071, false, true }, { 16385, 1, false, true }, { 1, 16385, false, true },
        { 0xFFFFFFFF, 0xFFFFFFFF, false, true }, { 0, 5, false, false },
        { 5, 0, false, false } };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct decoded decoded = { 0 };
        bool allowed = size_is_allowed(&decoded, rows[i].width, rows[i].height);
        if (allowed != rows[i].is_allowed || decoded.is_too_large != rows[i].is_too_large ||
            !decoded.fault != allowed) {
            fail_msg("%lld x %lld: %d, %s", (long long)rows[i].width, (long long)rows[i].height,
                allowed, decoded.fault ? decoded.fault : "");
        }
    }
}

static struct decode_input flat_jpeg(int width, int height)
{
    uint8_t *pixels = calloc((size_t)width * (size_t)height, 4);
    assert_non_null(pixels);
    struct decode_input made = jpeg_of(pixels, width, height, TJSAMP_420, 0);
    free(pixels);
    return made;
}

/* Posters as an office exports them, A2 at 300 dpi and A4 at 420: of one colour, nearly, and so
 * packed to a four hundredth of their pixels. Half as large where a sanitizer looks on. */
static void test_flat_posters(void **state)
{
    enum { PART = IS_SANITIZED ? 2 : 1 };
    const struct {
        const char *name;
        struct decode_input input;
        int width, height;
    } rows[] = {
        { "png", make_png(4961 / PART, 7016 / PART), 4961 / PART, 7016 / PART },
        { "jpeg", flat_jpeg(4961 / PART, 7016 / PART), 4961 / PART, 7016 / PART },
        { "lossless webp", make_webp(3508 / PART, 4961 / PART, true), 3508 / PART,
            4961 / PART },
        { "webp", make_webp(3508 / PART, 4961 / PART, false), 3508 / PART, 4961 / PART },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct decode_picture picture;
        struct decode_reply reply;
        const struct decode_wish wish = { false, 1080, 1080, 500, 500, false, NULL };
        if (!decode(rows[i].input, &wish, &picture, &reply)) {
            fail_msg("%s of %zu bytes: %s", rows[i].name, rows[i].input.size, reply.message);
        }
        assert_int_equal(reply.full_width, rows[i].width);
        assert_int_equal(reply.full_height, rows[i].height);
        assert_int_equal(picture.height, 1080);
        free(picture.pixels);
        free((void *)(uintptr_t)rows[i].input.data);
    }
}

/* Rounded to the nearest pixel, and never to none. */
static void test_sizes(void **state)
{
    static const struct {
        struct decode_wish wish;
        int width, height, least_width, least_height;
    } rows[] = {
        { { false, 33, 100, 0, 0, false, NULL }, 80, 40, 33, 17 },
        { { false, 31, 100, 0, 0, false, NULL }, 80, 41, 31, 16 },
        { { false, 100, 33, 0, 0, false, NULL }, 40, 80, 17, 33 },
        { { false, 100, 31, 0, 0, false, NULL }, 41, 80, 16, 31 },
        { { true, 33, 10, 0, 0, false, NULL }, 80, 40, 33, 17 },
        { { true, 10, 33, 0, 0, false, NULL }, 40, 80, 17, 33 },
        { { false, 33, 100, 0, 0, false, NULL }, 300, 2, 33, 1 },
        { { false, 100, 33, 0, 0, false, NULL }, 2, 300, 1, 33 },
        { { false, 0, 0, 0, 0, false, NULL }, 80, 40, 0, 0 },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int width, height;
        wish_least(&rows[i].wish, rows[i].width, rows[i].height, &width, &height);
        if (width != rows[i].least_width || height != rows[i].least_height) {
            fail_msg("row %zu: %d x %d", i, width, height);
        }
    }
}

/* The numbers of a JSON array; those of 16 bits by their upper eight. */
static size_t read_array(const char *text, uint8_t *out, size_t max)
{
    static uint16_t numbers[64 * 1024];
    size_t count = 0;
    int shift = 0;
    for (const char *at = text + 1; *at && count < max;) {
        char *end;
        long value = strtol(at, &end, 10);
        if (end == at) {
            break;
        }
        shift = value > 255 ? 8 : shift;
        numbers[count++] = (uint16_t)value;
        at = end + strspn(end, ", \r\n\t");
    }
    for (size_t i = 0; i < count; i++) {
        out[i] = (uint8_t)(numbers[i] >> shift);
    }
    return count;
}

static void check_sound(
    const char *folder, const char *name, const struct decode_picture *picture)
{
    static uint8_t wanted[64 * 1024];
    char path[1200];
    size_t size;
    snprintf(path, sizeof path, "%s/json/%.*s.json", folder, (int)strcspn(name, "."), name);
    char *text = read_file(path, &size);
    size_t bytes = read_array(text, wanted, sizeof wanted);
    if (bytes != (size_t)picture->width * (size_t)picture->height * 4 ||
        memcmp(wanted, picture->pixels, bytes) != 0) {
        fail_msg("%s: %zu bytes of other pixels", name, bytes);
    }
    free(text);
}

static void test_png_suite(void **state)
{
    char folder[1000], path[1200];
    size_t sound = 0, broken = 0;
    struct dirent *entry;
    (void)state;
    if (!corpora_find("png", folder, sizeof folder)) {
        skip();
    }
    snprintf(path, sizeof path, "%s/png", folder);
    DIR *directory = opendir(path);
    assert_non_null(directory);
    while ((entry = readdir(directory))) {
        struct decode_picture picture;
        struct decode_reply reply;
        if (!strstr(entry->d_name, ".png")) {
            continue;
        }
        size_t size;
        snprintf(path, sizeof path, "%s/png/%s", folder, entry->d_name);
        char *bytes = read_file(path, &size);
        bool done = decode(
            (struct decode_input) { (uint8_t *)bytes, size }, &as_it_is, &picture, &reply);
        if (done != (entry->d_name[0] != 'x')) {
            fail_msg("%s: %s", entry->d_name, done ? "decoded" : reply.message);
        }
        if (done) {
            check_sound(folder, entry->d_name, &picture);
            sound++;
        } else {
            broken++;
        }
        free(picture.pixels);
        free(bytes);
    }
    closedir(directory);
    assert_int_equal(broken, 14);
    assert_true(sound > 150);
}

/* A generator of its own, so that a failure comes again: xorshift64. */
static uint64_t next_random(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

static struct decode_input copy_of(struct decode_input input)
{
    uint8_t *data = malloc(input.size);
    assert_non_null(data);
    memcpy(data, input.data, input.size);
    return (struct decode_input) { data, input.size };
}

static struct decode_input make_bmp(unsigned head, unsigned depth, unsigned compression)
{
    static struct bitmap bitmap;
    const struct bitmap_form form = { "", head, depth, compression,
        .masks = { 0xFF0000, 0xFF00, 0xFF, 0xFF000000 } };
    return copy_of(bitmap_of(&form, 33, 17, &bitmap));
}

static struct decode_input make_gif(void)
{
    static const struct gif_form form = { "", { 33, 17 }, { 1, 1, 30, 16 }, true, true, 2, 2, 0,
        NULL, NULL };
    static struct gif_file file;
    assert_true(gif_of(&form, &file));
    return copy_of((struct decode_input) { file.data, file.size });
}

/* Whatever becomes of a picture's bytes, the answer is a picture or a message. */
static void test_mutated(void **state)
{
    enum { MUTATIONS = 10000, BYTES_MAX = 16384 };
    static uint8_t bytes[BYTES_MAX];
    struct decode_input inputs[] = { make_jpeg(33, 17, 0),
        make_jpeg(33, 17, TJFLAG_PROGRESSIVE), make_png(33, 17), make_webp(33, 17, false),
        make_webp(33, 17, true), make_gif(), make_bmp(BITMAP_INFO, 8, BITMAP_RLE8),
        make_bmp(BITMAP_INFO, 4, BITMAP_RLE4), make_bmp(BITMAP_5, 32, BITMAP_FIELDS),
        kept_picture("heif/alpha.heic"), kept_picture("heif/alpha.avif"),
        kept_picture("heif/grid.heic"), kept_picture("svg/every.svg") };
    size_t kinds = sizeof inputs / sizeof *inputs, refused = 0;
    uint64_t random = 20261123;
    (void)state;
    for (size_t i = 0; i < MUTATIONS; i++) {
        const struct decode_input *from = &inputs[i % kinds];
        struct decode_picture picture;
        struct decode_reply reply;
        size_t size = from->size;
        assert_in_range(size, 1, BYTES_MAX);
        memcpy(bytes, from->data, size);
        for (size_t k = 1 + next_random(&random) % 8; k > 0; k--) {
            bytes[next_random(&random) % size] = (uint8_t)next_random(&random);
        }
        size = next_random(&random) % 8 == 0 ? next_random(&random) % size : size;
        const struct decode_wish wish = { i % 2 == 0, 24, 24, 500, 500, false, NULL };
        bool runs = is_long_form() || i % (20 * kinds) < kinds;
        bool done = (runs ? decode : decode_here)(
            (struct decode_input) { bytes, size }, &wish, &picture, &reply);
        assert_true(done ? picture.pixels != NULL : reply.message[0] != '\0');
        refused += !done;
        free(picture.pixels);
    }
    assert_true(refused > MUTATIONS / 10);
    for (size_t i = 0; i < kinds; i++) {
        free((void *)(uintptr_t)inputs[i].data);
    }
}

/* What once broke a decoder, or is kept as a beginning for the fuzzer. */
static void test_corpus(void **state)
{
    char path[1200];
    size_t count = 0;
    struct dirent *entry;
    DIR *directory = opendir(TEST_ROOT "/tests/fuzz/corpus/decode_picture");
    (void)state;
    assert_non_null(directory);
    while ((entry = readdir(directory))) {
        struct decode_picture picture;
        struct decode_reply reply;
        size_t size;
        if (entry->d_name[0] == '.') {
            continue;
        }
        snprintf(
            path, sizeof path, TEST_ROOT "/tests/fuzz/corpus/decode_picture/%s", entry->d_name);
        char *bytes = read_file(path, &size);
        decode((struct decode_input) { (uint8_t *)bytes, size }, &as_it_is, &picture, &reply);
        free(picture.pixels);
        free(bytes);
        count++;
    }
    closedir(directory);
    assert_true(count >= 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_formats),
        cmocka_unit_test(test_no_side_is_lost),
        cmocka_unit_test(test_orientation),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_limits),
        cmocka_unit_test(test_flat_posters),
        cmocka_unit_test(test_sizes),
        cmocka_unit_test(test_png_suite),
        cmocka_unit_test(test_corpus),
        cmocka_unit_test(test_mutated),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
