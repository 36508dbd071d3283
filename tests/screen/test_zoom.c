/* Photographs that grow: how far and when, that nothing shimmers, and what stands still. */
#include "screen/prepare/zoom.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { WIDTH = 320, HEIGHT = 180, SECOND_US = 1000000 };

static const char object[] = "a1", other[] = "b2";

/* A photograph over all of the picture, and a strip with a text in it. */
static struct box boxes[3] = {
    { .kind = BOX_PICTURE, .rect = { 0, 0, WIDTH, HEIGHT }, .grows = true },
    { .kind = BOX_FILL, .rect = { 0, 120, 100, 40 } },
    { .kind = BOX_TEXT, .rect = { 20, 130, 60, 20 } },
};

static struct zoom *create(const struct picture *picture, const char *of, int focus)
{
    boxes[0].object = of;
    boxes[0].focus_x = boxes[0].focus_y = focus;
    struct scene scene = { .boxes = boxes, .box_count = 3 };
    struct zoom *zoom = zoom_create(picture, &scene, 0);
    assert_non_null(zoom);
    return zoom;
}

static struct picture *grey(int (*level)(int x, int y))
{
    struct picture *picture = picture_create(WIDTH, HEIGHT);
    assert_non_null(picture);
    for (int y = 0; y < HEIGHT; y++) {
        for (int x = 0; x < WIDTH; x++) {
            picture->pixels[y * WIDTH + x] = 0xff000000u | (uint32_t)level(x, y) * 0x010101u;
        }
    }
    return picture;
}

static int pixel(const struct picture *picture, int x, int y)
{
    return (int)(picture->pixels[y * WIDTH + x] & 255);
}

static int flat(int x, int y)
{
    (void)x, (void)y;
    return 137;
}

static int across(int x, int y)
{
    (void)y;
    return x * 255 / (WIDTH - 1);
}

static int down(int x, int y)
{
    (void)x;
    return y * 255 / (HEIGHT - 1);
}

static int grain(int x, int y)
{
    return (x * 7919 + y * 104729 + x * y * 31) % 256;
}

enum { BLOB_X = 250, BLOB_Y = 40, BLOB_RADIUS = 9 };

/* A soft spot, so that its place can be told to a small part of a pixel. */
static int blob(int x, int y)
{
    int square = (x - BLOB_X) * (x - BLOB_X) + (y - BLOB_Y) * (y - BLOB_Y);
    return square < BLOB_RADIUS * BLOB_RADIUS ? 240 - 240 * square / (BLOB_RADIUS * BLOB_RADIUS)
                                              : 0;
}

struct place {
    double x, y;
};

static struct place find(const struct picture *picture)
{
    struct place place = { 0, 0 };
    double sum = 0;
    for (int y = 0; y < HEIGHT; y++) {
        for (int x = 0; x < WIDTH; x++) {
            sum += pixel(picture, x, y);
            place.x += (x + 0.5) * pixel(picture, x, y);
            place.y += (y + 0.5) * pixel(picture, x, y);
        }
    }
    assert_true(sum > 0);
    return (struct place) { place.x / sum, place.y / sum };
}

static bool is_near(double a, double b, double by)
{
    return a - b < by && b - a < by;
}

/* Grows for ten seconds and stops exactly then, having grown by a twentieth; a step moves less
 * than a pixel, each is where it should be, and none goes back or waits for a whole pixel. */
static void test_moves_smoothly(void **state)
{
    (void)state;
    struct picture *picture = grey(blob);
    struct zoom *zoom = create(picture, object, 500);
    const struct place first = find(picture);
    struct place before = first;
    int steps = 0;
    int64_t now_us = moving_due_us(&zoom->moving);
    assert_true(now_us == INT64_MAX);
    moving_begin(&zoom->moving, 5 * SECOND_US, 15 * SECOND_US);
    assert_false(moving_step(&zoom->moving, 5 * SECOND_US - 1, picture));
    for (; (now_us = moving_due_us(&zoom->moving)) != INT64_MAX; steps++) {
        assert_in_range(now_us, 5 * SECOND_US, 15 * SECOND_US);
        assert_true(moving_step(&zoom->moving, now_us, picture));
        assert_false(moving_step(&zoom->moving, now_us, picture));
        double scale =
            1 + 0.05 * picture_eased(now_us - 5 * SECOND_US, INT64_C(10) * SECOND_US);
        const struct place place = find(picture);
        assert_true(is_near(place.x, WIDTH / 2 + (first.x - WIDTH / 2) * scale, 0.03));
        assert_true(is_near(place.y, HEIGHT / 2 + (first.y - HEIGHT / 2) * scale, 0.03));
        assert_true(is_near(place.x, before.x, 0.2) && place.x > before.x - 0.01);
        before = place;
    }
    assert_in_range(steps, 150, 152);
    assert_true(before.x - first.x > 4.4 && first.y - before.y > 2.4);
    moving_destroy(&zoom->moving);
    picture_destroy(picture);
}

/* What is at the focus stays where it is; the rest moves away from it. */
static void test_grows_around_its_focus(void **state)
{
    (void)state;
    struct picture *picture = grey(blob);
    boxes[0].object = object;
    boxes[0].focus_x = 200;
    boxes[0].focus_y = 750;
    struct scene scene = { .boxes = boxes, .box_count = 1 };
    struct zoom *zoom = zoom_create(picture, &scene, 0);
    assert_non_null(zoom);
    const struct place first = find(picture);
    moving_begin(&zoom->moving, 0, 10 * SECOND_US);
    assert_true(moving_step(&zoom->moving, 10 * SECOND_US, picture));
    const struct place last = find(picture);
    assert_true(is_near(last.x, WIDTH * 0.2 + (first.x - WIDTH * 0.2) * 1.05, 0.1));
    assert_true(is_near(last.y, HEIGHT * 0.75 + (first.y - HEIGHT * 0.75) * 1.05, 0.1));
    moving_destroy(&zoom->moving);
    picture_destroy(picture);
}

/* At its smallest it is the picture itself. A plain one stays plain to the last bit, ramps stay
 * ramps: no seam, no step of brightness, no line at an edge. */
static void test_nothing_shimmers(void **state)
{
    static int (*const levels[])(int, int) = { flat, across, down };
    static const int focuses[] = { 0, 300, 500, 1000 };
    (void)state;
    for (size_t i = 0; i < 12; i++) {
        int (*level)(int, int) = levels[i % 3];
        struct picture *picture = grey(level), *was = grey(level);
        struct zoom *zoom = create(picture, object, focuses[i / 3]);
        zoom->still = (struct pixel_rect) { 0, 0, 0, 0 };
        moving_begin(&zoom->moving, 0, 3 * SECOND_US);
        moving_step(&zoom->moving, 0, picture);
        assert_memory_equal(picture->pixels, was->pixels, picture->bytes);
        while (moving_due_us(&zoom->moving) != INT64_MAX) {
            int wrong = 0;
            moving_step(&zoom->moving, moving_due_us(&zoom->moving), picture);
            for (int y = 1; y < HEIGHT; y++) {
                for (int x = 1; x < WIDTH; x++) {
                    int right = pixel(picture, x, y) - pixel(picture, x - 1, y);
                    int below = pixel(picture, x, y) - pixel(picture, x, y - 1);
                    wrong += right < 0 || right > (level == across ? 2 : 0);
                    wrong += below < 0 || below > (level == down ? 3 : 0);
                }
            }
            assert_int_equal(wrong, 0);
            assert_true(level != flat || pixel(picture, 0, 0) == flat(0, 0));
        }
        moving_destroy(&zoom->moving);
        picture_destroy(picture);
        picture_destroy(was);
    }
}

static int fine(int x, int y)
{
    return 100 + (x + y) % 2;
}

static double mean(const struct picture *picture)
{
    double sum = 0;
    for (int i = 0; i < WIDTH * HEIGHT; i++) {
        sum += picture->pixels[i] & 255;
    }
    return sum / (WIDTH * HEIGHT);
}

/* What lies between two levels is rounded neither down nor up: all of it as bright as before.
 */
static void test_stays_as_bright(void **state)
{
    (void)state;
    struct picture *picture = grey(fine);
    struct zoom *zoom = create(picture, object, 500);
    moving_begin(&zoom->moving, 0, 8 * SECOND_US);
    while (moving_due_us(&zoom->moving) != INT64_MAX) {
        moving_step(&zoom->moving, moving_due_us(&zoom->moving), picture);
        assert_true(is_near(mean(picture), 100.5, 0.1));
    }
    moving_destroy(&zoom->moving);
    picture_destroy(picture);
}

/* The strip and its text, that is, what is painted there, to the last bit; all around moves. */
static void test_what_stands_in_front(void **state)
{
    (void)state;
    struct picture *picture = grey(grain), *was = grey(grain);
    struct zoom *zoom = create(picture, object, 500);
    const struct pixel_rect strip = boxes[1].rect;
    picture_fill(picture, strip, (struct colour) { 20, 20, 20 });
    picture_fill(
        picture, (struct pixel_rect) { 20, 130, 60, 20 }, (struct colour) { 250, 250, 250 });
    picture_copy(was, 0, 0, picture);
    moving_begin(&zoom->moving, 0, 10 * SECOND_US);
    while (moving_due_us(&zoom->moving) != INT64_MAX) {
        moving_step(&zoom->moving, moving_due_us(&zoom->moving), picture);
        for (int y = strip.y; y < strip.y + strip.h; y++) {
            assert_memory_equal(picture->pixels + y * WIDTH, was->pixels + y * WIDTH,
                (size_t)strip.w * sizeof *picture->pixels);
        }
    }
    int moved = 0, beside = 0;
    for (int y = 0; y < HEIGHT; y++) {
        for (int x = 0; x < WIDTH; x++) {
            bool differs = pixel(picture, x, y) != pixel(was, x, y);
            moved += differs;
            beside += differs && y >= strip.y && y < strip.y + strip.h;
        }
    }
    assert_true(moved > WIDTH * HEIGHT / 2);
    assert_true(beside > strip.h * (WIDTH - strip.w) / 2);
    moving_destroy(&zoom->moving);
    picture_destroy(picture);
    picture_destroy(was);
}

/* How large it is at the end: not faster than a hundredth a second; nothing without time. */
static void test_how_far(void **state)
{
    static const struct {
        int64_t from_us, until_us;
        double grows_by;
    } rows[] = { { 0, 1 * SECOND_US, 0.01 }, { 9, 4 * SECOND_US + 9, 0.04 },
        { 0, 5 * SECOND_US, 0.05 }, { 0, INT64_C(3600) * SECOND_US, 0.05 },
        { 5 * SECOND_US, 5 * SECOND_US, 0 }, { 5 * SECOND_US, 4 * SECOND_US, 0 } };
    (void)state;
    struct picture *picture = grey(grain);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct zoom *zoom = create(picture, object, 500);
        moving_begin(&zoom->moving, rows[i].from_us, rows[i].until_us);
        assert_true((moving_due_us(&zoom->moving) == INT64_MAX) == (rows[i].grows_by == 0));
        /* However late. */
        moving_step(&zoom->moving, rows[i].until_us + 7 * SECOND_US, picture);
        assert_true(is_near(zoom->scale, 1 + rows[i].grows_by, 1e-9));
        assert_true(moving_due_us(&zoom->moving) == INT64_MAX);
        moving_destroy(&zoom->moving);
    }
    picture_destroy(picture);
}

/* Late steps are left out, and what follows keeps to its times. */
static void test_late(void **state)
{
    (void)state;
    struct picture *picture = grey(flat);
    struct zoom *zoom = create(picture, object, 500);
    moving_begin(&zoom->moving, 0, 10 * SECOND_US);
    assert_true(moving_step(&zoom->moving, 3 * SECOND_US + 1, picture));
    assert_in_range(moving_due_us(&zoom->moving), 3 * SECOND_US + 2, 3 * SECOND_US + 66668);
    assert_int_equal(moving_due_us(&zoom->moving) % 66667, 0);
    moving_destroy(&zoom->moving);
    picture_destroy(picture);
    assert_true(moving_due_us(NULL) == INT64_MAX);
    assert_false(moving_step(NULL, SECOND_US, NULL));
    moving_destroy(NULL);
}

/* The slide made anew while it stands goes on to the bit where it was; another photograph, or
 * another place of it, begins at its beginning. */
static void test_resume(void **state)
{
    static const struct {
        const char *was, *is;
        int focus;
        bool goes_on;
    } rows[] = { { object, object, 500, true }, { object, other, 500, false },
        { object, object, 400, false }, { "", "", 500, false } };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct picture *shown = grey(grain), *anew = grey(grain), *fresh = grey(grain);
        struct zoom *before = create(shown, rows[i].was, 500);
        struct zoom *zoom = create(anew, rows[i].is, rows[i].focus);
        moving_begin(&before->moving, 0, 10 * SECOND_US);
        moving_step(&before->moving, 4 * SECOND_US, shown);
        moving_begin(&zoom->moving, 5 * SECOND_US, 9 * SECOND_US);
        moving_resume(&zoom->moving, NULL, anew);
        moving_resume(NULL, &before->moving, anew);
        moving_resume(&zoom->moving, &before->moving, anew);
        if (rows[i].goes_on) {
            /* What stands in front is its own. */
            picture_copy(fresh, 0, 0, shown);
            picture_fill(fresh, boxes[1].rect, (struct colour) { 1, 1, 1 });
            picture_fill(anew, boxes[1].rect, (struct colour) { 1, 1, 1 });
            assert_true(moving_due_us(&zoom->moving) == moving_due_us(&before->moving));
        } else {
            assert_int_equal(moving_due_us(&zoom->moving), 5 * SECOND_US);
        }
        assert_memory_equal(anew->pixels, fresh->pixels, fresh->bytes);
        if (rows[i].goes_on) {
            moving_step(&zoom->moving, 10 * SECOND_US, anew);
            moving_step(&before->moving, 10 * SECOND_US, fresh);
            assert_memory_equal(anew->pixels, fresh->pixels, fresh->bytes);
        }
        moving_destroy(&zoom->moving);
        moving_destroy(&before->moving);
        picture_destroy(shown);
        picture_destroy(anew);
        picture_destroy(fresh);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_moves_smoothly),
        cmocka_unit_test(test_grows_around_its_focus),
        cmocka_unit_test(test_nothing_shimmers),
        cmocka_unit_test(test_stays_as_bright),
        cmocka_unit_test(test_what_stands_in_front),
        cmocka_unit_test(test_how_far),
        cmocka_unit_test(test_late),
        cmocka_unit_test(test_resume),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
