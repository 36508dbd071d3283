/* The renderer's way shows what the software way composes, and leaves alone what is alike. */
#include "screen/stage/sdl/glass.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

/* Which of the next copies fails, by the linker's --wrap; 0: none. */
static int failing_copy;

int __real_SDL_RenderCopy(SDL_Renderer *renderer, SDL_Texture *texture, const SDL_Rect *source,
    const SDL_Rect *target);
int __wrap_SDL_RenderCopy(SDL_Renderer *renderer, SDL_Texture *texture, const SDL_Rect *source,
    const SDL_Rect *target);
int __wrap_SDL_RenderCopy(SDL_Renderer *renderer, SDL_Texture *texture, const SDL_Rect *source,
    const SDL_Rect *target)
{
    return failing_copy > 0 && --failing_copy == 0
               ? SDL_SetError("not now")
               : __real_SDL_RenderCopy(renderer, texture, source, target);
}

enum { WIDTH = 96, HEIGHT = 60, HEAD_ROWS = 12, FOOT_ROWS = 8, LAST = HEIGHT - FOOT_ROWS - 1 };

/* Rows outside of the body would not differ in truth: here they do, to tell who drew them. */
static struct picture *make(unsigned seed)
{
    struct picture *picture = picture_create(WIDTH, HEIGHT);
    assert_non_null(picture);
    for (unsigned i = 0; i < WIDTH * HEIGHT; i++) {
        picture->pixels[i] = 0xff000000u | ((i + seed) * 2654435761u >> 8);
    }
    return picture;
}

static int distance(uint32_t a, uint32_t b)
{
    int most = 0;
    for (int shift = 0; shift < 24; shift += 8) {
        int off = abs((int)(a >> shift & 255) - (int)(b >> shift & 255));
        most = off > most ? off : most;
    }
    return most;
}

static void expect_same_as_rows(const SDL_Surface *surface, const struct frame *frame)
{
    uint32_t row[WIDTH];
    const struct picture *still = frame->from ? frame->from : frame->to;
    for (int y = 0; y < HEIGHT; y++) {
        const uint8_t *bytes = (const uint8_t *)surface->pixels + y * surface->pitch;
        const uint32_t *seen = (const uint32_t *)(const void *)bytes;
        bool is_body = y >= HEAD_ROWS && y <= LAST;
        bool is_pushed = y >= frame->push_first && y <= frame->push_last;
        frame_row(frame, y, row);
        for (int x = 0; x < WIDTH; x++) {
            uint32_t wanted = is_body ? row[x] : still->pixels[y * WIDTH + x];
            assert_in_range(distance(seen[x], wanted), 0, is_body && !is_pushed ? 3 : 0);
        }
    }
}

static void test_frames(void **state)
{
    (void)state;
    static const struct {
        bool is_moving;
        int weight, push_first, push_last, push_px;
    } frames[] = { { false, 256, 0, -1, 0 }, { true, 0, 0, -1, 0 }, { true, 100, 0, -1, 0 },
        { true, 255, 0, -1, 0 }, { true, 3, HEAD_ROWS, LAST, 1 },
        { true, 128, HEAD_ROWS, LAST, WIDTH / 2 }, { true, 77, HEAD_ROWS + 5, LAST, 40 },
        { true, 255, HEAD_ROWS, LAST, WIDTH } };
    SDL_Surface *surface =
        SDL_CreateRGBSurfaceWithFormat(0, WIDTH, HEIGHT, 32, SDL_PIXELFORMAT_RGB888);
    assert_non_null(surface);
    struct glass *glass = glass_over(SDL_CreateSoftwareRenderer(surface));
    assert_non_null(glass);
    struct picture *from = make(1), *to = make(2);
    for (size_t i = 0; i < sizeof frames / sizeof *frames; i++) {
        const struct frame frame = { .from = frames[i].is_moving ? from : NULL,
            .to = to,
            .from_serial = 1,
            .to_serial = 2,
            .weight = frames[i].weight,
            .first_row = HEAD_ROWS,
            .last_row = LAST,
            .push_first = frames[i].push_first,
            .push_last = frames[i].push_last,
            .push_px = frames[i].push_px };
        /* A frame of which any part cannot be drawn was not shown. */
        int parts = 0;
        for (failing_copy = 1; !glass_renderer.show(glass, &frame); failing_copy = parts + 1) {
            parts++;
            assert_int_equal(failing_copy, 0);
        }
        assert_true(parts >= 1 && parts <= 5);
        failing_copy = 0;
        assert_true(glass_renderer.show(glass, &frame));
        expect_same_as_rows(surface, &frame);
    }
    picture_destroy(from);
    picture_destroy(to);
    glass_renderer.destroy(glass);
    SDL_FreeSurface(surface);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_frames) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
