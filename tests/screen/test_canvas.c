/* What is put into a window's memory, and read back. */
#include "screen/stage/canvas.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { WIDTH = 5, HEIGHT = 4, STRIDE = 7, MARK = 0x00abcdef };

static uint32_t memory[STRIDE * HEIGHT];

static struct canvas clear(void)
{
    for (size_t i = 0; i < sizeof memory / sizeof *memory; i++) {
        memory[i] = MARK;
    }
    return (struct canvas) { memory, STRIDE, WIDTH, HEIGHT };
}

/* Pixels that tell where they came from. */
static struct picture *make(int width, int height)
{
    struct picture *picture = picture_create(width, height);
    assert_non_null(picture);
    for (int i = 0; i < width * height; i++) {
        picture->pixels[i] = 0xff000000u + (uint32_t)i;
    }
    return picture;
}

/* Wherever it is put, what lies on the canvas is there and nothing else is touched. */
static void test_patch_is_cut(void **state)
{
    (void)state;
    struct picture *patch = make(3, 2);
    for (int y = -3; y <= HEIGHT + 1; y++) {
        for (int x = -4; x <= WIDTH + 1; x++) {
            const struct canvas canvas = clear();
            canvas_patch(&canvas, x, y, patch);
            for (int i = 0; i < STRIDE * HEIGHT; i++) {
                int column = i % STRIDE, of_x = column - x, of_y = i / STRIDE - y;
                bool is_in = column < WIDTH && of_x >= 0 && of_x < patch->width && of_y >= 0 &&
                             of_y < patch->height;
                uint32_t expected = is_in ? patch->pixels[of_y * patch->width + of_x] : MARK;
                if (memory[i] != expected) {
                    fail_msg("at %d,%d: pixel %d is %08x", x, y, i, memory[i]);
                }
            }
        }
    }
    picture_destroy(patch);
}

static void test_frame_and_back(void **state)
{
    (void)state;
    struct canvas canvas = clear();
    struct picture *slide = make(WIDTH, HEIGHT), *back = picture_create(WIDTH, HEIGHT);
    struct frame frame = {
        .to = slide, .weight = 256, .first_row = 1, .last_row = 2, .push_last = -1
    };
    assert_true(canvas_draw(&canvas, &frame));
    assert_int_equal(memory[0], MARK);
    assert_int_equal(memory[3 * STRIDE], MARK);
    assert_memory_equal(memory + STRIDE, slide->pixels + WIDTH, WIDTH * sizeof *slide->pixels);
    frame.first_row = 0;
    frame.last_row = HEIGHT - 1;
    assert_true(canvas_draw(&canvas, &frame));
    assert_int_equal(memory[WIDTH], MARK);
    assert_true(canvas_recall(&canvas, back));
    assert_memory_equal(back->pixels, slide->pixels, WIDTH * HEIGHT * sizeof *slide->pixels);
    picture_destroy(slide);
    picture_destroy(back);
}

/* While a display of another size is not drawn for yet. */
static void test_other_sizes(void **state)
{
    (void)state;
    const struct canvas canvas = clear();
    static const int sizes[][2] = { { WIDTH + 1, HEIGHT }, { WIDTH, HEIGHT + 1 } };
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct picture *slide = make(sizes[i][0], sizes[i][1]);
        const struct frame frame = {
            .to = slide, .weight = 256, .last_row = sizes[i][1] - 1, .push_last = -1
        };
        assert_false(canvas_draw(&canvas, &frame));
        assert_false(canvas_recall(&canvas, slide));
        assert_int_equal(memory[0], MARK);
        picture_destroy(slide);
    }
    struct picture *small = make(WIDTH - 1, HEIGHT);
    assert_false(canvas_recall(&canvas, small));
    picture_destroy(small);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_patch_is_cut),
        cmocka_unit_test(test_frame_and_back),
        cmocka_unit_test(test_other_sizes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
