/* Half a photograph on a wall is worse than none: with a decoder beside it
 * (tests/decode/liar.c) that is killed, or stopped for good, when half of the pixels are there,
 * or says behind all of them that they are none. */
#include "base/clock.h"
#include "decode/lies.h"
#include "screen/prepare/raster.h"
#include "screen/prepare/zoom.h"

#include <string.h>

/* Large enough to be read straight to their place on the slide. */
enum { WIDTH = 640, HEIGHT = 480, LATE_MS = 300 };

static const struct colour paper = { 250, 240, 230 }, seal = { 160, 40, 20 };

/* The photograph lies over a panel and under a scrim, or is not there. */
static struct scene *make_scene(const char *path, struct pixel_rect photo)
{
    struct scene *scene = scene_create(WIDTH, HEIGHT);
    scene->background = paper;
    scene_add(scene, BOX_FILL, "panel", (struct pixel_rect) { 20, 20, 400, 300 })->colour =
        seal;
    if (path) {
        struct box *box = scene_add(scene, BOX_PICTURE, "photo", photo);
        box->path = path;
        box->url = "https://www.example.edu.cn/a.jpg";
        box->object = "a1";
        box->grows = true;
    }
    scene_add(scene, BOX_FILL, "scrim", (struct pixel_rect) { 0, 200, WIDTH, 20 })->colour =
        seal;
    return scene;
}

static const struct {
    const char *word, *why;
    int max_ms;
} ends[] = { { "half", "memory", 0 }, { "late", "the machine was too busy", LATE_MS },
    { "damaged", "damaged further down", 0 } };
enum { ENDS = sizeof ends / sizeof *ends };

static void must_be_without_it(const struct lies *lies, struct pixel_rect photo, size_t end)
{
    struct pictures pictures = { .max_ms = ends[end].max_ms };
    const struct paints paints = { .pictures = &pictures };
    struct scene *scene = make_scene(lies->path, photo), *without = make_scene(NULL, photo);
    struct zoom *zoom;
    struct picture *found = raster_scene(&paints, scene, &zoom),
                   *wanted = raster_scene(&paints, without, NULL);
    assert_memory_equal(found->pixels, wanted->pixels, sizeof(uint32_t) * WIDTH * HEIGHT);
    assert_null(zoom);
    assert_true(pictures_has_failed(&pictures, "a1"));
    assert_non_null(strstr(pictures_why_not(&pictures, "a1"), ends[end].why));
    picture_destroy(found);
    picture_destroy(wanted);
    scene_destroy(scene);
    scene_destroy(without);
    pictures_finish(&pictures);
}

static void test_no_half_picture(void **state)
{
    static const struct pixel_rect places[] = { { 0, 0, WIDTH, HEIGHT }, { 10, 30, 600, 400 },
        { 20, 20, WIDTH - 20, 440 } };
    struct lies *lies = *state;
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        for (size_t end = 0; end < ENDS; end++) {
            lies_write(lies, ends[end].word, 0);
            must_be_without_it(lies, places[i], end);
            lies_must_leave_nothing(lies);
        }
    }
}

/* What has pixels of its own meanwhile: the ground, the mark, a logo in the desk. */
static void test_none_is_loaded(void **state)
{
    struct lies *lies = *state;
    for (size_t end = 0; end < ENDS; end++) {
        const struct picture_wish wish = { .path = lies->path,
            .width = WIDTH,
            .height = HEIGHT,
            .object = "",
            .max_ms = LATE_MS };
        bool has_alpha;
        struct error error;
        lies_write(lies, ends[end].word, 0);
        assert_null(picture_load(&wish, &has_alpha, &error));
        lies_must_leave_nothing(lies);
    }
}

/* One whose own fault it was is left out until there is another edition; another is tried again
 * later. */
static void test_tried_again(void **state)
{
    static const struct {
        const char *word;
        int max_ms;
        bool is_again;
    } rows[] = { { "crash", 0, false }, { "kill", 0, true }, { "missing", 0, true },
        { "late", LATE_MS, true } };
    struct lies *lies = *state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct pictures pictures = { .max_ms = rows[i].max_ms };
        const struct picture_ref ref = {
            .path = lies->path, .url = "a", .object = "a1", .width = 300, .height = 200
        };
        const struct paints paints = { .pictures = &pictures };
        int width, height;
        lies_write(lies, rows[i].word, 0);
        pictures_measure(&pictures, INT64_MAX);
        assert_true(pictures_size(&pictures, &ref, &width, &height));
        pictures_measure(&pictures, 0);
        assert_false(pictures_contradict(&pictures));
        struct scene *scene =
            make_scene(lies->path, (struct pixel_rect) { 0, 0, WIDTH, HEIGHT });
        picture_destroy(raster_scene(&paints, scene, NULL));
        assert_true(pictures_contradict(&pictures));
        if (rows[i].is_again) {
            assert_in_range(pictures.failed[0].again_us - clock_mono_us(), 1, 600 * 1000000);
            pictures.failed[0].again_us =
                clock_mono_us() + 5 * 1000000; /* as it is minutes later */
        } else {
            assert_true(pictures.failed[0].again_us == INT64_MAX);
        }
        pictures_measure(&pictures, INT64_MAX);
        assert_false(pictures_size(&pictures, &ref, &width, &height));
        pictures_measure(&pictures, 0);
        assert_false(pictures_contradict(&pictures));
        while (rows[i].is_again && clock_mono_us() < pictures.failed[0].again_us) {
            usleep(100 * 1000);
        }
        assert_int_equal(pictures_contradict(&pictures), rows[i].is_again);
        pictures_measure(&pictures, INT64_MAX);
        assert_int_equal(pictures_size(&pictures, &ref, &width, &height), rows[i].is_again);
        pictures_measure(&pictures, 0);
        assert_false(pictures_contradict(&pictures));
        scene_destroy(scene);
        pictures_finish(&pictures);
        lies_must_leave_nothing(lies);
    }
}

/* A busy machine holds up a slide for one of its pictures, and the next slide anew. */
static void test_one_is_waited_for(void **state)
{
    struct lies *lies = *state;
    struct pictures pictures = { .max_ms = LATE_MS };
    const struct paints paints = { .pictures = &pictures };
    struct scene *scene = make_scene(lies->path, (struct pixel_rect) { 0, 0, 320, 240 });
    struct box *other =
        scene_add(scene, BOX_PICTURE, "photo", (struct pixel_rect) { 320, 0, 320, 240 });
    other->path = lies->path;
    other->url = "https://www.example.edu.cn/b.jpg";
    other->object = "b2";
    lies_write(lies, "late", 0);
    for (int i = 0; i < 2; i++) {
        picture_destroy(raster_scene(&paints, scene, NULL));
        assert_non_null(strstr(pictures_why_not(&pictures, "a1"), "to wait for it"));
        assert_non_null(strstr(pictures_why_not(&pictures, "b2"), "a picture before it"));
        assert_in_range(pictures.failed[1].again_us - clock_mono_us(), 1, 600 * 1000000);
        pictures_forget(&pictures);
    }
    scene_destroy(scene);
    pictures_finish(&pictures);
    lies_must_leave_nothing(lies);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_no_half_picture),
        cmocka_unit_test(test_none_is_loaded),
        cmocka_unit_test(test_tried_again),
        cmocka_unit_test(test_one_is_waited_for),
    };
    return cmocka_run_group_tests(tests, lies_setup, lies_teardown);
}
