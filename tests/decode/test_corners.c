/* Where a reader of QR codes is not asked, it would have read none; and where there is none it
 * is hardly ever asked. */
#include "decode/coded.h"
#include "decode/codes.h"
#include "decode/corners.h"
#include "decode/grey.h"
#include "decode/zxing.h"
#include "long_form.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

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
    if (counts.asked * 20 > counts.planes) {
        fail_msg("in %d of %d planes without a code", counts.asked, counts.planes);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_read),
        cmocka_unit_test(test_photographs),
    };
    codes_prepare();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
