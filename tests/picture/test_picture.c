#include "../chance.h"
#include "picture/picture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <sys/resource.h>

#include <cmocka.h>

static const struct colour red = { 255, 0, 0 }, blue = { 0, 0, 255 };

static uint32_t at(const struct picture *picture, int x, int y)
{
    return picture->pixels[y * picture->width + x];
}

static void test_sizes(void **state)
{
    (void)state;
    static const int refused[][2] = { { 0, 1 }, { 1, 0 }, { -5, 5 }, { 16385, 1 } };
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        assert_null(picture_create(refused[i][0], refused[i][1]));
    }
    struct picture *picture = picture_create(1, 16384);
    assert_non_null(picture);
    picture_destroy(picture);
    picture_destroy(NULL);
}

/* No colour is left, black and white stay what they are. */
static void test_grey(void **state)
{
    (void)state;
    static const struct {
        uint32_t from, to;
    } table[] = { { 0xff000000, 0xff000000 }, { 0xffffffff, 0xffffffff },
        { 0xffff0000, 0xff353535 }, { 0xff00ff00, 0xffb6b6b6 }, { 0xff0000ff, 0xff121212 },
        { 0xff808080, 0xff808080 } };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct picture *picture = picture_create(3, 2);
        assert_non_null(picture);
        picture->pixels[5] = table[i].from;
        picture_grey(picture);
        assert_int_equal(at(picture, 2, 1), table[i].to);
        picture_destroy(picture);
    }
}

/* So many per cent of the way to the colour, inside the rectangle and nowhere else. */
static void test_veil(void **state)
{
    (void)state;
    static const struct pixel_rect rects[] = { { 1, 1, 2, 2 }, { -3, -3, 5, 5 }, { 3, 2, 9, 9 },
        { 4, 0, 0, 3 }, { 9, 9, 2, 2 } };
    for (size_t i = 0; i < sizeof rects / sizeof *rects; i++) {
        const struct pixel_rect rect = rects[i];
        struct picture *picture = picture_create(5, 4);
        picture_fill(picture, (struct pixel_rect) { 0, 0, 5, 4 }, red);
        picture_veil(picture, rect, NULL, blue, 0);
        picture_veil(picture, rect, NULL, blue, 25);
        for (int k = 0; k < 5 * 4; k++) {
            const int x = k % 5, y = k / 5;
            const bool is_inside =
                x >= rect.x && x < rect.x + rect.w && y >= rect.y && y < rect.y + rect.h;
            assert_int_equal(at(picture, x, y), is_inside ? 0xffbf0040 : 0xffff0000);
        }
        picture_destroy(picture);
    }
}

/* What still is as it was below is not veiled. */
static void test_veil_of_what_was_laid(void **state)
{
    (void)state;
    struct picture *picture = picture_create(5, 4), *below = picture_create(4, 4);
    picture_fill(picture, (struct pixel_rect) { 0, 0, 5, 4 }, red);
    picture_copy(below, 1, 1, picture);
    picture_fill(picture, (struct pixel_rect) { 1, 1, 2, 2 }, blue);
    picture_veil(picture, (struct pixel_rect) { -1, -1, 4, 4 }, below, red, 25);
    for (int k = 0; k < 5 * 4; k++) {
        const int x = k % 5, y = k / 5;
        const bool is_laid = x >= 1 && x < 3 && y >= 1 && y < 3;
        assert_int_equal(at(picture, x, y), is_laid ? 0xff4000bf : 0xffff0000);
    }
    picture_destroy(below);
    picture_destroy(picture);
}

static void test_fill_stays_inside(void **state)
{
    (void)state;
    static const struct {
        struct pixel_rect rect;
        int filled; /* of 4 x 3 pixels */
    } cases[] = { { { 0, 0, 4, 3 }, 12 }, { { -2, -2, 3, 3 }, 1 }, { { 3, 2, 9, 9 }, 1 },
        { { 4, 0, 1, 1 }, 0 }, { { 0, 3, 1, 1 }, 0 }, { { 1, 1, 0, 2 }, 0 },
        { { 1, 1, -1, 2 }, 0 }, { { -9, 1, 90, 1 }, 4 } };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct picture *picture = picture_create(4, 3);
        picture_fill(picture, cases[i].rect, red);
        int filled = 0;
        for (int j = 0; j < 12; j++) {
            filled += picture->pixels[j] == 0xffff0000;
        }
        assert_int_equal(filled, cases[i].filled);
        picture_destroy(picture);
    }
}

static void test_stain(void **state)
{
    (void)state;
    static const uint8_t coverage[] = { 0, 128, 255, 255 };
    struct picture *picture = picture_create(3, 1);
    picture_fill(picture, (struct pixel_rect) { 0, 0, 3, 1 }, blue);
    picture_stain(picture, (struct pixel_rect) { 0, 0, 4, 1 }, coverage, red);
    assert_int_equal(at(picture, 0, 0), 0xff0000ff);
    assert_int_equal(at(picture, 1, 0), 0xff80007f);
    assert_int_equal(at(picture, 2, 0), 0xffff0000);
    picture_fill(picture, (struct pixel_rect) { 0, 0, 3, 1 }, blue);
    picture_stain(picture, (struct pixel_rect) { -2, 0, 4, 1 }, coverage,
        red); /* its left half is outside */
    assert_int_equal(at(picture, 0, 0), 0xffff0000);
    assert_int_equal(at(picture, 1, 0), 0xffff0000);
    assert_int_equal(at(picture, 2, 0), 0xff0000ff);
    picture_destroy(picture);
}

static void test_overlay(void **state)
{
    (void)state;
    static const uint32_t pixels[] = { 0x00ffffff, 0xff00ff00, 0x80ffffff };
    struct picture *picture = picture_create(3, 1);
    picture_overlay(picture, (struct pixel_rect) { 0, 0, 3, 1 }, pixels);
    assert_int_equal(at(picture, 0, 0), 0xff000000);
    assert_int_equal(at(picture, 1, 0), 0xff00ff00);
    assert_int_equal(at(picture, 2, 0), 0xff808080);
    picture_destroy(picture);
}

static void test_mix_ends_exactly(void **state)
{
    (void)state;
    enum { COUNT = 1000 };
    static uint32_t from[COUNT], to[COUNT], out[COUNT];
    for (uint32_t i = 0; i < COUNT; i++) {
        from[i] = 0xff000000 | i * 7919;
        to[i] = 0xff000000 | i * 104729 % 0x1000000;
        from[i] |= 0xff000000;
    }
    picture_mix(out, from, to, COUNT, 0);
    assert_memory_equal(out, from, sizeof out);
    picture_mix(out, from, to, COUNT, 256);
    assert_memory_equal(out, to, sizeof out);
    /* A channel never leaves the span between its ends. */
    for (int weight = 0; weight <= 256; weight += 16) {
        picture_mix(out, from, to, COUNT, weight);
        for (size_t i = 0; i < COUNT; i++) {
            for (int shift = 0; shift < 32; shift += 8) {
                uint32_t a = from[i] >> shift & 255, b = to[i] >> shift & 255;
                uint32_t c = out[i] >> shift & 255;
                assert_true(c >= (a < b ? a : b) && c <= (a < b ? b : a));
            }
        }
    }
}

/* Towards one colour it is what it would be towards a row of that colour, at any length. */
static void test_mix_even(void **state)
{
    (void)state;
    enum { MOST = 200 };
    for (int round = 0; round < 2000; round++) {
        uint32_t from[MOST], to[MOST], wanted[MOST], mixed[MOST + 1] = { 0 };
        size_t count = (size_t)chance(MOST + 1);
        uint32_t colour = 0xff000000u | (uint32_t)chance(1 << 24);
        int weight = chance(257);
        for (size_t i = 0; i < count; i++) {
            from[i] = 0xff000000u | (uint32_t)chance(1 << 24);
            to[i] = colour;
        }
        picture_mix(wanted, from, to, count, weight);
        picture_mix_even(mixed, from, colour, count, weight);
        assert_memory_equal(mixed, wanted, count * sizeof *mixed);
        assert_int_equal(mixed[count], 0);
    }
}

static void test_differ(void **state)
{
    (void)state;
    struct picture *a = picture_create(5, 9), *b = picture_create(5, 9);
    int first = -1, last = -1;
    assert_false(picture_differ(a, b, &first, &last));
    picture_fill(b, (struct pixel_rect) { 2, 3, 1, 1 }, red);
    assert_true(picture_differ(a, b, &first, &last));
    assert_int_equal(first, 3);
    assert_int_equal(last, 3);
    picture_fill(b, (struct pixel_rect) { 4, 8, 1, 1 }, red);
    assert_true(picture_differ(a, b, &first, &last));
    assert_int_equal(first, 3);
    assert_int_equal(last, 8);
    picture_destroy(a);
    picture_destroy(b);
}

static void test_copy_and_stretch(void **state)
{
    (void)state;
    struct picture *small = picture_create(2, 2);
    picture_fill(small, (struct pixel_rect) { 0, 0, 1, 2 }, red);
    picture_fill(small, (struct pixel_rect) { 1, 0, 1, 2 }, blue);
    struct picture *large = picture_stretch(small, 5, 3);
    assert_int_equal(at(large, 0, 0), 0xffff0000);
    assert_int_equal(at(large, 2, 2), 0xffff0000);
    assert_int_equal(at(large, 3, 1), 0xff0000ff);
    assert_int_equal(at(large, 4, 2), 0xff0000ff);
    picture_copy(large, 4, -1, small);
    assert_int_equal(at(large, 4, 0), 0xffff0000);
    assert_int_equal(at(large, 4, 1), 0xff0000ff);
    picture_destroy(small);
    picture_destroy(large);
}

static struct picture *copy_of(const struct picture *picture)
{
    struct picture *copy = picture_create(picture->width, picture->height);
    picture_copy(copy, 0, 0, picture);
    return copy;
}

/* What is packed comes back as it was, whatever it was. */
static void test_pack(void **state)
{
    (void)state;
    chance_begin(20261130);
    int packed_count = 0;
    for (int round = 0; round < 300; round++) {
        struct picture *picture = picture_create(1 + chance(200), 1 + chance(90));
        size_t count = (size_t)picture->width * (size_t)picture->height;
        int longest = 1 + chance(round % 3 ? 300 : 5);
        for (size_t i = 0; i < count;) {
            uint32_t pixel = 0xff000000u | (uint32_t)chance(1 << 24);
            for (int left = 1 + chance(longest); left > 0 && i < count; left--) {
                picture->pixels[i++] = pixel;
            }
        }
        struct picture *copy = copy_of(picture);
        picture_pack(picture);
        assert_true(!picture->pixels == !!picture->packed);
        packed_count += !!picture->packed;
        int first, last;
        assert_true(picture_unpack(picture));
        assert_null(picture->packed);
        assert_false(picture_differ(picture, copy, &first, &last));
        picture_destroy(copy);
        picture_destroy(picture);
    }
    assert_in_range(packed_count, 100, 299); /* of both kinds */
}

/* Nothing but paper is a few words; what was packed and never shown is given back. */
static void test_pack_paper(void **state)
{
    (void)state;
    struct picture *paper = picture_create(1920, 1080);
    picture_fill(paper, (struct pixel_rect) { 0, 0, 1920, 1080 }, red);
    picture_pack(paper);
    assert_null(paper->pixels);
    assert_int_equal(paper->packed[0], 0x80000000u | 1920 * 1080);
    assert_int_equal(paper->packed[1], 0xffff0000);
    picture_destroy(paper);
}

static long faults(void)
{
    struct rusage usage;
    assert_int_equal(getrusage(RUSAGE_SELF, &usage), 0);
    return usage.ru_minflt;
}

/* A photograph is not worth it, and takes none of the 4 MB that it might take to know. */
static void test_pack_photograph(void **state)
{
    (void)state;
    struct picture *photograph = picture_create(1920, 1080);
    for (int i = 0; i < 1920 * 1080; i++) {
        photograph->pixels[i] = 0xff000000u | (uint32_t)chance(1 << 24);
    }
    long before = faults();
    picture_pack(photograph);
    assert_in_range(faults() - before, 0, 100);
    assert_non_null(photograph->pixels);
    assert_null(photograph->packed);
    picture_destroy(photograph);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sizes),
        cmocka_unit_test(test_grey),
        cmocka_unit_test(test_veil),
        cmocka_unit_test(test_veil_of_what_was_laid),
        cmocka_unit_test(test_fill_stays_inside),
        cmocka_unit_test(test_stain),
        cmocka_unit_test(test_overlay),
        cmocka_unit_test(test_mix_ends_exactly),
        cmocka_unit_test(test_mix_even),
        cmocka_unit_test(test_differ),
        cmocka_unit_test(test_copy_and_stretch),
        cmocka_unit_test(test_pack),
        cmocka_unit_test(test_pack_paper),
        cmocka_unit_test(test_pack_photograph),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
