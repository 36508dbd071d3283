/* Scenes made by hand to pixels, and pixels to PNG and back. */
#include "picture/png.h"
#include "screen/prepare/raster.h"
#include "screen/prepare/zoom.h"

#include <spng.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static const struct colour paper = { 250, 240, 230 }, ink = { 10, 20, 30 },
                           seal = { 160, 40, 20 };

static struct piece pieces[] = { { "学", 0, 40 * 64 }, { "校", 40 * 64, 40 * 64 },
    { "Aj", 80 * 64, 50 * 64 } };
static struct placed_line lines[] = {
    { .line = { .text = "学校Aj", .pieces = pieces, .piece_count = 3 },
        .x_px = 20,
        .baseline_px = 60 },
};

static struct scene *make_scene(void)
{
    struct scene *scene = scene_create(200, 120);
    scene->background = paper;
    struct box *panel =
        scene_add(scene, BOX_FILL, "panel", (struct pixel_rect) { 0, 100, 200, 20 });
    panel->colour = seal;
    struct box *text =
        scene_add(scene, BOX_TEXT, "title", (struct pixel_rect) { 20, 20, 160, 60 });
    text->colour = ink;
    text->on = paper;
    text->style = (struct text_style) { .px = 40 };
    text->lines = lines;
    text->line_count = 1;
    struct box *decoded =
        scene_add(scene, BOX_PICTURE, "photo", (struct pixel_rect) { 0, 0, 50, 50 });
    decoded->url = decoded->object = "";
    return scene;
}

struct bench {
    struct paints paints;
    struct pictures pictures;
    struct scene *scene;
    struct picture *whole;
};

static int set_up(void **state)
{
    static struct bench bench;
    bench.paints.fonts = fonts_create(TEST_ROOT, NULL);
    bench.paints.glyphs =
        bench.paints.fonts ? glyphs_create(bench.paints.fonts, 1 << 20) : NULL;
    bench.paints.pictures = &bench.pictures;
    bench.scene = make_scene();
    bench.whole = bench.paints.glyphs ? raster_scene(&bench.paints, bench.scene, NULL) : NULL;
    *state = &bench;
    return bench.whole ? 0 : -1;
}

static int tear_down(void **state)
{
    struct bench *bench = *state;
    picture_destroy(bench->whole);
    scene_destroy(bench->scene);
    glyphs_destroy(bench->paints.glyphs);
    fonts_destroy(bench->paints.fonts);
    return 0;
}

static bool is_colour(const struct picture *picture, int x, int y, struct colour colour)
{
    return picture->pixels[y * picture->width + x] == picture_pixel(colour);
}

static int count_other(
    const struct picture *picture, struct pixel_rect rect, struct colour colour)
{
    int count = 0;
    for (int y = rect.y; y < rect.y + rect.h; y++) {
        for (int x = rect.x; x < rect.x + rect.w; x++) {
            count += !is_colour(picture, x, y, colour);
        }
    }
    return count;
}

static void test_boxes_are_where_they_belong(void **state)
{
    const struct picture *whole = ((struct bench *)*state)->whole;
    assert_true(is_colour(whole, 0, 0, paper)); /* the photograph is left out */
    assert_true(is_colour(whole, 0, 100, seal) && is_colour(whole, 199, 119, seal));
    assert_true(is_colour(whole, 100, 99, paper));
    /* Ink in each piece's place, and nowhere else. */
    assert_true(count_other(whole, (struct pixel_rect) { 20, 24, 40, 42 }, paper) > 200);
    assert_true(count_other(whole, (struct pixel_rect) { 60, 24, 40, 42 }, paper) > 200);
    assert_true(count_other(whole, (struct pixel_rect) { 100, 24, 40, 50 }, paper) > 100);
    assert_int_equal(count_other(whole, (struct pixel_rect) { 0, 0, 20, 100 }, paper), 0);
    assert_int_equal(count_other(whole, (struct pixel_rect) { 145, 0, 55, 100 }, paper), 0);
    assert_int_equal(count_other(whole, (struct pixel_rect) { 0, 75, 200, 25 }, paper), 0);
}

static void test_a_part_equals_that_part_of_the_whole(void **state)
{
    static const struct pixel_rect parts[] = { { 0, 0, 200, 120 }, { 30, 30, 50, 40 },
        { 0, 90, 200, 30 }, { 199, 119, 1, 1 }, { 95, 20, 20, 60 } };
    struct bench *bench = *state;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        struct pixel_rect rect = parts[i];
        struct picture *part = picture_create(rect.w, rect.h);
        raster_paint(&bench->paints, bench->scene, rect.x, rect.y, part);
        for (int y = 0; y < rect.h; y++) {
            assert_memory_equal(part->pixels + y * rect.w,
                bench->whole->pixels + (rect.y + y) * 200 + rect.x, (size_t)rect.w * 4);
        }
        picture_destroy(part);
    }
}

static void test_png_holds_every_pixel(void **state)
{
    const struct picture *whole = ((struct bench *)*state)->whole;
    char path[] = "/tmp/lobbycard-test-XXXXXX";
    struct error error = { 0 };
    close(mkstemp(path));
    assert_true(png_write(path, whole, &error));
    FILE *file = fopen(path, "rb");
    spng_ctx *context = spng_ctx_new(0);
    struct spng_ihdr header;
    static uint8_t rgb[200 * 120 * 3];
    spng_set_png_file(context, file);
    assert_int_equal(spng_get_ihdr(context, &header), 0);
    assert_int_equal(header.width, 200);
    assert_int_equal(header.height, 120);
    assert_int_equal(spng_decode_image(context, rgb, sizeof rgb, SPNG_FMT_RGB8, 0), 0);
    for (size_t i = 0; i < 200 * 120; i++) {
        uint32_t pixel = 0xff000000u | (uint32_t)rgb[i * 3] << 16 |
                         (uint32_t)rgb[i * 3 + 1] << 8 | rgb[i * 3 + 2];
        assert_int_equal(pixel, whole->pixels[i]);
    }
    spng_ctx_free(context);
    fclose(file);
    unlink(path);
    assert_false(png_write("/nowhere/a.png", whole, &error));
    assert_non_null(strstr(error.text, "/nowhere/a.png: No such file"));
}

/* A photograph that grows is kept as it is without what follows; one that could not be decoded
 * has nothing to grow. */
static void test_what_grows(void **state)
{
    struct bench *bench = *state;
    struct scene *scene = make_scene();
    struct box *decoded = &scene->boxes[scene->box_count - 1];
    decoded->object = "a1";
    decoded->grows = true;
    const struct pixel_rect place = { 0, 90, 80, 20 };
    scene_add(scene, BOX_FILL, "scrim", place)->colour = ink;
    struct zoom *zoom;
    struct picture *picture = raster_scene(&bench->paints, scene, &zoom);
    assert_non_null(zoom);
    assert_true(is_colour(picture, 10, 95, ink));
    assert_true(
        is_colour(zoom->growing, 10, 95, paper) && is_colour(zoom->growing, 10, 105, seal));
    assert_memory_equal(&zoom->still, &place, sizeof place);
    moving_destroy(&zoom->moving);
    picture_destroy(picture);
    pictures_note_failure(&bench->pictures, "a1", "damaged", false);
    picture = raster_scene(&bench->paints, scene, &zoom);
    assert_non_null(picture);
    assert_null(zoom);
    pictures_forget(&bench->pictures);
    picture_destroy(picture);
    scene_destroy(scene);
}

/* A picture that is shown whole has the veil, and the ground beside it has none. */
static void test_veil_beside_ground(void **state)
{
    static const struct pixel_rect shown = { 100, 35, 40, 10 };
    struct bench *bench = *state;
    struct picture *ground = picture_create(200, 120);
    picture_fill(ground, (struct pixel_rect) { 0, 0, 200, 120 }, seal);
    bench->paints.ground = ground;
    struct scene *scene = scene_create(200, 120);
    struct box *box =
        scene_add(scene, BOX_PICTURE, "photo", (struct pixel_rect) { 100, 20, 40, 40 });
    box->url = box->object = "k1";
    box->path = "/dev/null";
    box->colour = ink;
    box->veil_pct = 50;
    struct picture_kept *kept = &bench->pictures.other;
    *kept = (struct picture_kept) { picture_create(40, 10), false,
        { .width = 40, .height = 40 }, "k1" };
    picture_fill(kept->picture, (struct pixel_rect) { 0, 0, 40, 10 }, paper);
    struct picture *picture = raster_scene(&bench->paints, scene, NULL);
    assert_int_equal(
        count_other(picture, (struct pixel_rect) { 0, 0, 200, 120 }, seal), shown.w * shown.h);
    assert_int_equal(count_other(picture, shown, (struct colour) { 130, 130, 130 }), 0);
    picture_destroy(picture);
    picture_destroy(kept->picture);
    *kept = (struct picture_kept) { .picture = NULL };
    bench->paints.ground = NULL;
    picture_destroy(ground);
    scene_destroy(scene);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_boxes_are_where_they_belong),
        cmocka_unit_test(test_a_part_equals_that_part_of_the_whole),
        cmocka_unit_test(test_png_holds_every_pixel),
        cmocka_unit_test(test_what_grows),
        cmocka_unit_test(test_veil_beside_ground),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
