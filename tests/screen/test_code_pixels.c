/* A QR code in pixels: its modules where they should be, and four modules of quiet around them
 * (ISO/IEC 18004 section 9.1). */
#include "screen/prepare/raster.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

enum { COUNT = 3, QUIET = 4, MODULE_PX = 5, X = 10, Y = 20 };

static const uint8_t modules[COUNT * COUNT] = { 1, 1, 0, 0, 1, 0, 1, 0, 1 };

static void test_modules(void **state)
{
    (void)state;
    const int side = (COUNT + 2 * QUIET) * MODULE_PX;
    struct pictures pictures = { 0 };
    struct scene *scene = scene_create(100, 100);
    scene->background = (struct colour) { 90, 90, 90 };
    struct box *code =
        scene_add(scene, BOX_QR, "code", (struct pixel_rect) { X, Y, side, side });
    code->colour = (struct colour) { 0, 0, 0 };
    code->on = (struct colour) { 255, 255, 255 };
    code->modules = modules;
    code->module_count = COUNT;
    struct picture *picture =
        raster_scene(&(struct paints) { .pictures = &pictures }, scene, NULL);
    assert_non_null(picture);
    for (int y = 0; y < 100; y++) {
        for (int x = 0; x < 100; x++) {
            bool is_inside = x >= X && y >= Y && x < X + side && y < Y + side;
            int column = (x - X) / MODULE_PX - QUIET, row = (y - Y) / MODULE_PX - QUIET;
            bool is_module =
                is_inside && column >= 0 && row >= 0 && column < COUNT && row < COUNT;
            bool is_dark = is_module && modules[row * COUNT + column];
            uint32_t wanted = is_dark ? 0xff000000 : is_inside ? 0xffffffff : 0xff5a5a5a;
            assert_int_equal(picture->pixels[y * picture->width + x], wanted);
        }
    }
    picture_destroy(picture);
    scene_destroy(scene);
    pictures_finish(&pictures);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_modules) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
