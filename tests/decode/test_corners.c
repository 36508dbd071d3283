/* Where a reader of QR codes is not asked, it would have read none; and where there is none it
 * is hardly ever asked. */
#include "chance.h"
#include "decode/coded.h"
#include "decode/codes/codes.h"
#include "decode/codes/corners.h"
#include "decode/codes/finder.h"
#include "decode/codes/zxing.h"
#include "decode/grey.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct counts {
    int planes, asked, read;
};

static bool count_code(void *context, const struct zxing_code *code)
{
    int *count = context;
    *count += code->size > 0;
    return true;
}

/* From either side: true where a code is read. */
static bool is_read(struct grey *plane)
{
    int count = 0;
    for (int side = 0; side < 2; side++) {
        const struct zxing_grey view = { plane->pixels, plane->width, plane->height };
        assert_true(zxing_find(&view, ZXING_QR, count_code, &count));
        grey_mirror(plane);
    }
    return count > 0;
}

static void look(struct grey *plane, const char *what, struct counts *counts)
{
    bool asked = corners_may_be(plane), read = is_read(plane);
    if (read && !asked) {
        fail_msg(
            "%s: read at %dx%d, where nobody would ask", what, plane->width, plane->height);
    }
    counts->planes++;
    counts->asked += asked;
    counts->read += read;
    free(plane->pixels);
}

/* At each size that codes are looked for at, half as large and smaller. */
static void look_at_all(
    const struct decode_picture *picture, const char *what, struct counts *counts)
{
    size_t grounds;
    struct grey grey, planes[2], half;
    const uint8_t(*ground)[3] = codes_grounds(&grounds);
    assert_true(grey_of(picture, ground[0], &grey));
    for (bool goes_on = true; goes_on;) {
        assert_true(grey_split(&grey, &planes[0], &planes[1]));
        look(&planes[0], what, counts);
        look(&planes[1], what, counts);
        goes_on = grey.width >= 100 && grey.height >= 100;
        assert_true(!goes_on || grey_halve(&grey, &half));
        free(grey.pixels);
        grey = half;
    }
}

static void test_what_is_read(void **state)
{
    struct counts counts = { 0 };
    unsigned seed = (unsigned)seed_of(1), count = (unsigned)how_many(24, 600);
    (void)state;
    printf("seed %u\n", seed);
    for (unsigned i = seed; i < seed + count; i++) {
        struct coded coded;
        struct decode_picture picture = { 0 };
        struct decode_reply reply;
        char what[400];
        const struct decode_wish wish = { .is_for_codes = true };
        assert_true(coded_make(&coded, i));
        assert_true(picture_decode(&coded.file, &wish, &picture, &reply));
        snprintf(what, sizeof what, "seed %u, %s", i, coded.how);
        look_at_all(&picture, what, &counts);
        free(picture.pixels);
        free((void *)(uintptr_t)coded.file.data);
    }
    assert_true(counts.read * 10 > (int)count);
}

/* Smooth ones and such as are of grain alone. */
static void test_photographs(void **state)
{
    struct counts counts = { 0 };
    unsigned seed = (unsigned)seed_of(1);
    (void)state;
    for (int grain = 0; grain <= 200; grain += 25) {
        struct canvas canvas;
        char what[40];
        assert_true(canvas_init(&canvas, 1000, 700, seed + (unsigned)grain));
        canvas_photo(&canvas, grain);
        snprintf(what, sizeof what, "a photograph of grain %d", grain);
        look_at_all(&canvas.picture, what, &counts);
        canvas_finish(&canvas);
    }
    if (CORNERS_ARE_TOLD && counts.asked * 20 > counts.planes) {
        fail_msg("in %d of %d planes without a code", counts.asked, counts.planes);
    }
}

static void set(struct grey *plane, int x, int y, bool dark)
{
    if (x >= 0 && y >= 0 && x < plane->width && y < plane->height) {
        plane->pixels[y * plane->width + x] = dark ? 0 : 255;
    }
}

/* Of any size, and wherever it stands: some of it outside, or in another. */
static void draw_square(struct grey *plane)
{
    int module = 1 + chance(4), left = chance(plane->width + 14) - 7,
        top = chance(plane->height + 14) - 7;
    for (int i = 0; i < 81 * module * module; i++) {
        int x = i % (9 * module), y = i / (9 * module);
        int across = abs(x / module - 4), down = abs(y / module - 4);
        int ring = across > down ? across : down;
        set(plane, left + x, top + y, ring == 3 || ring < 2);
    }
}

static bool go_on(void *context, const struct finder_place *place)
{
    int *places = context;
    *places += place->right > place->left;
    return true;
}

/* Edges, scraps and grain, in which nothing is where it should be. */
static void test_any_plane(void **state)
{
    struct counts counts = { 0 };
    (void)state;
    chance_begin(1);
    /* As many as show each outcome, here too. */
    for (long i = how_many(IS_SANITIZED ? 16000 : 2000, 200000); i > 0; i--) {
        struct grey plane = { 1 + chance(90), 1 + chance(90), NULL };
        int grain = chance(3) ? chance(12) : 50, places = 0;
        plane.pixels = malloc((size_t)plane.width * (size_t)plane.height);
        assert_non_null(plane.pixels);
        memset(plane.pixels, 255, (size_t)plane.width * (size_t)plane.height);
        for (int squares = chance(9); squares > 0; squares--) {
            draw_square(&plane);
        }
        for (int pixel = 0; pixel < plane.width * plane.height; pixel++) {
            plane.pixels[pixel] =
                chance(100) < grain ? 255 - plane.pixels[pixel] : plane.pixels[pixel];
        }
        assert_true(finder_find(&plane, go_on, &places));
        look(&plane, "a plane of squares", &counts);
    }
    assert_true(counts.asked > 0);
    assert_true(!CORNERS_ARE_TOLD || counts.asked * 2 < counts.planes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_read),
        cmocka_unit_test(test_photographs),
        cmocka_unit_test(test_any_plane),
    };
    codes_prepare();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
