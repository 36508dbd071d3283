/* The stage on SDL's dummy display, with the time told to it. */
#include "screen/prepare/zoom.h"
#include "screen/stage/sdl/display.h"
#include "screen/stage/sdl/glass.h"
#include "screen/stage/stage.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* How many of the next frames cannot be shown, by the linker's --wrap. */
static int failing_frames;

/* Of the last frame. */
static int presented_rows;

/* What was put to the display of the window's memory, while a test wants to know. */
static uint32_t *on_glass;

int __real_SDL_UpdateWindowSurfaceRects(SDL_Window *window, const SDL_Rect *rects, int count);
int __wrap_SDL_UpdateWindowSurfaceRects(SDL_Window *window, const SDL_Rect *rects, int count);
int __wrap_SDL_UpdateWindowSurfaceRects(SDL_Window *window, const SDL_Rect *rects, int count)
{
    if (failing_frames > 0) {
        failing_frames--;
        return SDL_SetError("not now");
    }
    presented_rows = count == 1 ? rects->h : 0;
    const SDL_Surface *surface = SDL_GetWindowSurface(window);
    for (int i = 0; i < count && on_glass; i++) {
        for (int y = rects[i].y; y < rects[i].y + rects[i].h; y++) {
            memcpy(on_glass + y * surface->w + rects[i].x,
                (const uint32_t *)surface->pixels + y * surface->pitch / 4 + rects[i].x,
                (size_t)rects[i].w * sizeof *on_glass);
        }
    }
    return __real_SDL_UpdateWindowSurfaceRects(window, rects, count);
}

/* Pixels that were converted: the dummy display's are ours, so that only what is read back is.
 */
static int recalled_pixels;

int __real_SDL_ConvertPixels(int width, int height, Uint32 from_format, const void *from,
    int from_pitch, Uint32 to_format, void *to, int to_pitch);
int __wrap_SDL_ConvertPixels(int width, int height, Uint32 from_format, const void *from,
    int from_pitch, Uint32 to_format, void *to, int to_pitch);
int __wrap_SDL_ConvertPixels(int width, int height, Uint32 from_format, const void *from,
    int from_pitch, Uint32 to_format, void *to, int to_pitch)
{
    recalled_pixels += width * height;
    return __real_SDL_ConvertPixels(
        width, height, from_format, from, from_pitch, to_format, to, to_pitch);
}

enum { SECOND_US = 1000000 };

static const struct colour paper = { 240, 240, 240 }, ink = { 16, 16, 16 };

static int set_up(void **state)
{
    struct error error = { 0 };
    setenv("SDL_VIDEODRIVER", "dummy", 1);
    struct stage *stage = stage_create(&(struct stage_options) { 0 }, &error);
    *state = stage;
    return stage && stage_open(stage, &error) ? 0 : -1;
}

static int tear_down(void **state)
{
    stage_destroy(*state);
    return 0;
}

static struct picture *plain(const struct stage *stage, struct colour colour)
{
    int width, height;
    stage_size(stage, &width, &height);
    struct picture *picture = picture_create(width, height);
    picture_fill(picture, (struct pixel_rect) { 0, 0, width, height }, colour);
    return picture;
}

/* All of the picture moves when something does. */
static void show(struct stage *stage, struct picture *picture, enum transition_kind kind,
    int64_t ms, int64_t now_us)
{
    const struct transition transition = { kind, ms, 0, picture->height - 1 };
    assert_true(stage_show(stage, picture, NULL, &transition, now_us));
}

/* What the only window shows at x, y. */
static uint32_t seen(int x, int y)
{
    SDL_Surface *surface = SDL_GetWindowSurface(SDL_GetWindowFromID(1));
    assert_non_null(surface);
    uint32_t pixel = ((uint32_t *)surface->pixels)[y * surface->pitch / 4 + x];
    return pixel & 0xffffff;
}

static void test_first_slide_at_once(void **state)
{
    struct stage *stage = *state;
    assert_string_equal(stage_way(stage), "software");
    assert_true(stage_deadline_us(stage) == INT64_MAX);
    stage_step(stage, 5);
    assert_int_equal(stage_stats(stage)->frames, 0); /* nothing to show, nothing shown */
    show(stage, plain(stage, paper), TRANSITION_FADE, 800, 1000);
    assert_true(stage_deadline_us(stage) <= 1000);
    stage_step(stage, 1000);
    assert_int_equal(seen(10, 10), 0xf0f0f0);
    assert_int_equal(stage_stats(stage)->frames, 1);
    assert_true(stage_stats(stage)->first_present_us > 0);
    assert_true(stage_deadline_us(stage) == INT64_MAX);
    stage_step(stage, 2000);
    assert_int_equal(stage_stats(stage)->frames, 1); /* a still slide costs nothing */
}

static void test_fade(void **state)
{
    struct stage *stage = *state;
    show(stage, plain(stage, paper), TRANSITION_FADE, 800, 0);
    stage_step(stage, 0);
    show(stage, plain(stage, ink), TRANSITION_FADE, 800, 1000000);
    assert_true(stage_is_moving(stage));
    uint32_t before = 0xf0;
    int frames = 0;
    for (int64_t now_us; (now_us = stage_deadline_us(stage)) != INT64_MAX; frames++) {
        assert_in_range(now_us, 1000000, 1000000 + 820000);
        stage_step(stage, now_us);
        uint32_t level = seen(10, 10) & 255;
        assert_true(level <= before); /* it only ever gets darker, and is never black */
        assert_true(level >= 16);
        before = level;
    }
    assert_int_equal(before, 16);
    assert_in_range(frames, 46, 50); /* 60 a second */
    assert_false(stage_is_moving(stage));
    assert_int_equal(stage_stats(stage)->gap_count, frames - 1);
}

static void test_late_frames_are_left_out(void **state)
{
    struct stage *stage = *state;
    show(stage, plain(stage, paper), TRANSITION_CUT, 0, 0);
    stage_step(stage, 0);
    show(stage, plain(stage, ink), TRANSITION_FADE, 800, 0);
    stage_step(stage, 0);
    stage_step(stage, 500000); /* half a second late */
    assert_in_range(stage_deadline_us(stage), 500001, 517000);
    stage_step(stage, 10000000);
    assert_int_equal(seen(0, 0), 0x101010);
    assert_false(stage_is_moving(stage));
}

static void test_cut(void **state)
{
    struct stage *stage = *state;
    show(stage, plain(stage, paper), TRANSITION_CUT, 800, 0);
    stage_step(stage, 0);
    show(stage, plain(stage, ink), TRANSITION_CUT, 800, 10);
    stage_step(stage, 10);
    assert_int_equal(seen(3, 3), 0x101010);
    assert_int_equal(stage_stats(stage)->frames, 2);
}

static void test_none(void **state)
{
    struct stage *stage = *state;
    show(stage, plain(stage, paper), TRANSITION_NONE, 800, 0);
    stage_step(stage, 0);
    show(stage, plain(stage, ink), TRANSITION_NONE, 800, 10);
    assert_false(stage_is_moving(stage));
    stage_step(stage, 10);
    assert_int_equal(seen(3, 3), 0x101010);
    assert_int_equal(stage_stats(stage)->frames, 2);
}

enum { HEAD_ROWS = 30, FOOT_ROWS = 20, CLOCK_PX = 8 };

/* A head and a foot of stripes, a clock in the head; the body is of one colour. */
static struct picture *framed(
    const struct stage *stage, struct colour body, struct colour clock)
{
    struct picture *picture = plain(stage, body);
    for (int x = 0; x < picture->width; x++) {
        const struct colour stripe = { (uint8_t)(x % 251), (uint8_t)(x % 7), 77 };
        picture_fill(picture, (struct pixel_rect) { x, 0, 1, HEAD_ROWS }, stripe);
        picture_fill(picture,
            (struct pixel_rect) { x, picture->height - FOOT_ROWS, 1, FOOT_ROWS }, stripe);
    }
    picture_fill(picture, (struct pixel_rect) { 0, 0, CLOCK_PX, CLOCK_PX }, clock);
    return picture;
}

static void expect_still_frame(const struct picture *picture)
{
    for (int y = 0; y < picture->height; y++) {
        bool is_body = y >= HEAD_ROWS && y < picture->height - FOOT_ROWS;
        for (int x = y < CLOCK_PX ? CLOCK_PX : 0; !is_body && x < picture->width; x++) {
            assert_int_equal(seen(x, y), picture->pixels[y * picture->width + x] & 0xffffff);
        }
    }
}

/* How much of the row the coming slide has taken, from the right: it is in one piece. */
static int pushed_px(int width, int y)
{
    int edge = width;
    while (edge > 0 && seen(edge - 1, y) == 0x101010) {
        edge--;
    }
    for (int x = 0; x < edge; x++) {
        assert_int_equal(seen(x, y), 0xf0f0f0);
    }
    return width - edge;
}

/* The body goes out to the left, the next one comes in from the right and only gains ground;
 * head and foot stand still though the clock between them changes. In a fade as well. */
static void test_head_and_foot_stand_still(void **state)
{
    static const enum transition_kind kinds[] = { TRANSITION_PUSH, TRANSITION_FADE };
    struct stage *stage = *state;
    int64_t now_us = 0;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        struct picture *wanted = framed(stage, paper, ink);
        const struct transition transition = { kinds[i], 600, HEAD_ROWS,
            wanted->height - FOOT_ROWS - 1 };
        show(stage, framed(stage, paper, ink), TRANSITION_CUT, 0, now_us);
        stage_step(stage, now_us);
        stage_show(stage, framed(stage, ink, paper), NULL, &transition, now_us);
        int pushed = 0, frames = 0;
        for (int64_t due_us; (due_us = stage_deadline_us(stage)) != INT64_MAX; frames++) {
            stage_step(stage, due_us);
            if (frames % 8 == 0) {
                expect_still_frame(wanted);
            }
            int px =
                kinds[i] == TRANSITION_PUSH ? pushed_px(wanted->width, wanted->height / 2) : 0;
            assert_true(px >= pushed);
            pushed = px;
        }
        assert_in_range(frames, 34, 38);
        assert_int_equal(pushed_px(wanted->width, wanted->height / 2), wanted->width);
        assert_int_equal(seen(0, 0), 0xf0f0f0);
        now_us += 10000000;
        picture_destroy(wanted);
    }
}

static void test_a_third_slide_in_mid_push(void **state)
{
    struct stage *stage = *state;
    show(stage, plain(stage, paper), TRANSITION_CUT, 0, 0);
    stage_step(stage, 0);
    show(stage, plain(stage, ink), TRANSITION_PUSH, 800, 0);
    stage_step(stage, 400000);
    int width, height;
    stage_size(stage, &width, &height);
    assert_int_equal(seen(width / 4, 5), 0xf0f0f0);
    assert_int_equal(seen(width - width / 4, 5), 0x101010);
    show(stage, plain(stage, paper), TRANSITION_FADE, 800, 400001);
    stage_step(stage, 400001);
    assert_int_equal(seen(width / 4, 5), 0xf0f0f0);
    assert_in_range(seen(width - width / 4, 5) & 255, 0x10, 0x13);
    stage_step(stage, 2000000);
    assert_int_equal(seen(width - width / 4, 5), 0xf0f0f0);
}

static void test_same_picture_needs_no_frame(void **state)
{
    struct stage *stage = *state;
    show(stage, plain(stage, paper), TRANSITION_FADE, 800, 0);
    stage_step(stage, 0);
    show(stage, plain(stage, paper), TRANSITION_FADE, 800, 10);
    stage_step(stage, 10);
    assert_int_equal(stage_stats(stage)->frames, 1);
    assert_true(stage_deadline_us(stage) == INT64_MAX);
}

static void test_a_third_slide_in_mid_fade(void **state)
{
    struct stage *stage = *state;
    show(stage, plain(stage, paper), TRANSITION_CUT, 0, 0);
    stage_step(stage, 0);
    show(stage, plain(stage, ink), TRANSITION_FADE, 800, 0);
    stage_step(stage, 400000);
    uint32_t halfway = seen(1, 1);
    assert_in_range(halfway & 255, 0x60, 0xa0);
    show(stage, plain(stage, paper), TRANSITION_FADE, 800, 400001);
    stage_step(stage, 400001);
    /* No jump: it goes on from what could be seen. */
    assert_in_range(seen(1, 1) & 255, (halfway & 255) - 1, (halfway & 255) + 2);
    stage_step(stage, 2000000);
    assert_int_equal(seen(1, 1), 0xf0f0f0);
}

static void test_patches(void **state)
{
    struct stage *stage = *state;
    show(stage, plain(stage, paper), TRANSITION_CUT, 0, 0);
    stage_step(stage, 0);
    struct patch patch = { 20, 30, picture_create(10, 10) };
    picture_fill(patch.picture, (struct pixel_rect) { 0, 0, 10, 10 }, ink);
    stage_patch(stage, &patch);
    assert_null(patch.picture);
    assert_int_equal(stage_deadline_us(stage), 0);
    stage_step(stage, 10);
    assert_int_equal(seen(20, 30), 0x101010);
    assert_int_equal(seen(29, 39), 0x101010);
    assert_int_equal(seen(30, 39), 0xf0f0f0);
    assert_true(stage_deadline_us(stage) == INT64_MAX);
    /* The next slide fades from what is shown, patch included. */
    show(stage, plain(stage, paper), TRANSITION_FADE, 100, 1000);
    stage_step(stage, 1000);
    assert_in_range(seen(20, 30) & 255, 0x10, 0x60); /* the frame after it is ready */
    stage_step(stage, 900000);
    assert_int_equal(seen(20, 30), 0xf0f0f0);
}

static void put_patch(struct stage *stage, int x, int y, int side, struct colour colour)
{
    struct patch patch = { x, y, picture_create(side, side) };
    picture_fill(patch.picture, (struct pixel_rect) { 0, 0, side, side }, colour);
    stage_patch(stage, &patch);
    assert_null(patch.picture);
}

/* A page: paper with words, each where chance puts it. */
static struct picture *page(const struct stage *stage, unsigned seed)
{
    struct picture *picture = plain(stage, paper);
    for (int i = 0; i < 200; i++) {
        seed = seed * 1664525u + 1013904223u;
        const struct pixel_rect word = { (int)(seed >> 8) % picture->width,
            (int)(seed >> 4) % picture->height, 9, 3 };
        picture_fill(picture, word, ink);
    }
    return picture;
}

static void expect_on_glass(const struct picture *wanted)
{
    int off = 0;
    for (int i = 0; i < wanted->width * wanted->height; i++) {
        off += (on_glass[i] ^ wanted->pixels[i]) << 8 != 0;
    }
    assert_int_equal(off, 0);
}

/* In a kiosk nothing but what differs goes to the display, and nothing is read back: whatever
 * befalls a fade, the slide and the clock that came meanwhile are on the glass in the end. */
static void test_a_kiosk_fades_in_place(void **state)
{
    enum { NOTHING, CLOCK, CLOCK_TWICE, MANY_CLOCKS, HIDDEN, THIRD, FAILS, EVENTS };
    struct stage *stage = *state;
    int width, height;
    stage_size(stage, &width, &height);
    on_glass = calloc((size_t)width * (size_t)height, sizeof *on_glass);
    int64_t now_us = 0;
    show(stage, page(stage, 1), TRANSITION_CUT, 0, now_us);
    stage_step(stage, now_us);
    recalled_pixels = 0;
    for (int event = 0; event < 2 * EVENTS; event++) {
        unsigned seed = 100 + (unsigned)event;
        struct picture *wanted = page(stage, seed), *coming = page(stage, seed);
        now_us += SECOND_US;
        if (event % 2) {
            picture_pack(coming);
            assert_non_null(coming->packed);
        }
        show(stage, coming, TRANSITION_FADE, 400, now_us);
        assert_true(stage_is_moving(stage));
        stage_step(stage, now_us);
        stage_step(stage, now_us + 200000);
        int clocks = event / 2 == CLOCK         ? 1
                     : event / 2 == CLOCK_TWICE ? 2
                     : event / 2 == MANY_CLOCKS ? DESK_MAX_PATCHES + 1
                                                : 0;
        for (int i = 0; i < clocks; i++) {
            int x = event / 2 == MANY_CLOCKS ? 12 * i : 20;
            const struct colour colour = { (uint8_t)(99 + i), 1, 2 };
            put_patch(stage, x, 30, 10, colour);
            picture_fill(wanted, (struct pixel_rect) { x, 30, 10, 10 }, colour);
        }
        if (event / 2 == HIDDEN) {
            memset(on_glass, 0, (size_t)width * (size_t)height * sizeof *on_glass);
            SDL_Event exposed = { .window = { .type = SDL_WINDOWEVENT,
                                      .windowID = 1,
                                      .event = SDL_WINDOWEVENT_EXPOSED } };
            SDL_PushEvent(&exposed);
            assert_int_equal(stage_next_event(stage), STAGE_NOTHING);
        } else if (event / 2 == THIRD) {
            picture_destroy(wanted);
            wanted = page(stage, 7);
            show(stage, page(stage, 7), TRANSITION_NONE, 0, now_us + 210000);
        }
        failing_frames = event / 2 == FAILS ? 1000 : 0;
        while (stage_is_moving(stage)) {
            stage_step(stage, stage_deadline_us(stage));
        }
        failing_frames = 0;
        bool is_there = event / 2 != THIRD && event / 2 != FAILS && event / 2 != MANY_CLOCKS;
        assert_int_equal(stage_is_presented(stage), is_there);
        now_us += 2 * SECOND_US;
        stage_step(stage, now_us);
        assert_true(stage_is_presented(stage));
        assert_true(stage_deadline_us(stage) == INT64_MAX);
        expect_on_glass(wanted);
        picture_destroy(wanted);
    }
    assert_int_equal(recalled_pixels, 0);
    free(on_glass);
    on_glass = NULL;
}

/* A frame is painted while the one before it stands, so that nothing but to show it is left
 * when it is due; but one that comes a frame late and more is that of its own time. */
static void test_frames_are_ready_before_they_are_due(void **state)
{
    struct stage *stage = *state;
    int width, height, frames = 0;
    stage_size(stage, &width, &height);
    on_glass = calloc((size_t)width * (size_t)height, sizeof *on_glass);
    show(stage, plain(stage, paper), TRANSITION_CUT, 0, 0);
    stage_step(stage, 0);
    show(stage, plain(stage, ink), TRANSITION_FADE, 800, SECOND_US);
    stage_step(stage, SECOND_US);
    for (int64_t due_us; (due_us = stage_deadline_us(stage)) < 3 * SECOND_US / 2; frames++) {
        uint32_t ready = seen(10, 10), stood = on_glass[0] & 0xffffff;
        assert_true(ready <= stood);
        stage_step(stage, due_us - 1); /* not yet */
        assert_int_equal(on_glass[0] & 0xffffff, stood);
        stage_step(stage, due_us + 900);
        assert_int_equal(on_glass[0] & 0xffffff, ready);
    }
    assert_in_range(frames, 28, 32);
    uint32_t ready = seen(10, 10);
    stage_step(stage, stage_deadline_us(stage) + 200000);
    assert_true((on_glass[0] & 0xff) + 0x10 < (ready & 0xff));
    free(on_glass);
    on_glass = NULL;
}

/* What stands in a kiosk is kept by the window alone, and is not read back for a clock: what is
 * patched is there whatever comes next, a frame that fails or another size of the window. */
static void test_patches_of_what_is_kept(void **state)
{
    static const struct {
        int x, y, fails;
    } rows[] = { { 20, 30, 0 }, { -5, -5, 0 }, { 100, 50, 3 }, { 0, 2000, 0 } };
    struct stage *stage = *state;
    int width, height;
    stage_size(stage, &width, &height);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int64_t now_us = 1000000 * (int64_t)i;
        int x = rows[i].x, y = rows[i].y < height ? rows[i].y : height - 5;
        int left = x > 0 ? x : 0, top = y > 0 ? y : 0;
        show(stage, plain(stage, paper), TRANSITION_CUT, 0, now_us);
        stage_step(stage, now_us);
        recalled_pixels = 0;
        failing_frames = rows[i].fails;
        struct patch patch = { x, y, picture_create(10, 10) };
        picture_fill(patch.picture, (struct pixel_rect) { 0, 0, 10, 10 }, ink);
        stage_patch(stage, &patch);
        assert_null(patch.picture);
        for (int64_t due_us; (due_us = stage_deadline_us(stage)) != INT64_MAX;) {
            now_us = due_us > now_us ? due_us : now_us;
            stage_step(stage, now_us);
        }
        assert_int_equal(recalled_pixels > 0, rows[i].fails > 0);
        assert_true(stage_is_presented(stage));
        assert_int_equal(seen(left, top), 0x101010);
        assert_int_equal(seen(x + 9, top), 0x101010);
        assert_int_equal(seen(x + 10, top), 0xf0f0f0);
        assert_int_equal(seen(left + 20, top), 0xf0f0f0);
        show(stage, plain(stage, paper), TRANSITION_FADE, 100, now_us);
        stage_step(stage, now_us);
        assert_in_range(seen(left, top) & 255, 0x10, 0x60); /* the frame after it is ready */
        stage_step(stage, now_us + 500000);
        assert_int_equal(seen(left, top), 0xf0f0f0);
    }
}

enum { STRIP_PX = 40 };

/* A photograph with a strip in the upper left corner, in which nothing moves, and its zoom from
 * one second on until nine. */
static struct picture *photograph(
    const struct stage *stage, const char *object, struct colour strip, struct moving **moving)
{
    struct picture *picture = plain(stage, paper);
    struct box boxes[2] = { { .kind = BOX_PICTURE,
                                .rect = { 0, 0, picture->width, picture->height },
                                .object = object,
                                .focus_x = 500,
                                .focus_y = 500 },
        { .kind = BOX_FILL, .rect = { 0, 0, STRIP_PX, STRIP_PX } } };
    struct scene scene = { .boxes = boxes, .box_count = 2 };
    for (int x = 0; x < picture->width; x++) {
        for (int y = 0; y < picture->height; y++) {
            uint32_t level = (uint32_t)(x * 31 + y * 17 + object[0] * 50) % 256;
            picture->pixels[y * picture->width + x] = 0xff000000u | level * 0x010101u;
        }
    }
    struct zoom *zoom = zoom_create(picture, &scene, 0);
    assert_non_null(zoom);
    *moving = &zoom->moving;
    moving_begin(*moving, SECOND_US, 4 * SECOND_US);
    picture_fill(picture, boxes[1].rect, strip);
    return picture;
}

static void show_photograph(struct stage *stage, const char *object, struct colour strip,
    enum transition_kind kind, int64_t now_us)
{
    struct moving *moving;
    struct picture *picture = photograph(stage, object, strip, &moving);
    const struct transition transition = { kind, 600, 0, picture->height - 1 };
    stage_show(stage, picture, moving, &transition, now_us);
    stage_step(stage, now_us);
}

/* How many pixels differ from what was seen by more than `by`; what is seen now is kept. */
static int changed(struct picture *was, int by)
{
    int count = 0;
    for (int y = 0; y < was->height; y++) {
        for (int x = 0; x < was->width; x++) {
            uint32_t *pixel = &was->pixels[y * was->width + x];
            uint32_t now = seen(x, y);
            count += abs((int)(now & 255) - (int)(*pixel & 255)) > by;
            *pixel = now;
        }
    }
    return count;
}

static void step_until(struct stage *stage, int64_t until_us)
{
    while (stage_deadline_us(stage) < until_us) {
        stage_step(stage, stage_deadline_us(stage));
    }
}

static void step_until_still(struct stage *stage)
{
    while (stage_is_moving(stage)) {
        stage_step(stage, stage_deadline_us(stage));
    }
}

/* It grows from its time on until its time, fifteen steps a second; neither before nor after
 * is there anything to wake up for. The strip stands still. */
static void test_a_photograph_grows(void **state)
{
    struct stage *stage = *state;
    show_photograph(stage, "a", ink, TRANSITION_CUT, 0);
    struct picture *was = plain(stage, ink);
    changed(was, 0);
    assert_int_equal(stage_deadline_us(stage), SECOND_US);
    assert_int_equal(stage_stats(stage)->frames, 1);
    int64_t last_us = 0;
    for (int64_t now_us; (now_us = stage_deadline_us(stage)) != INT64_MAX; last_us = now_us) {
        stage_step(stage, now_us);
        assert_int_equal(seen(0, 0), 0x101010);
        assert_int_equal(seen(STRIP_PX - 1, STRIP_PX - 1), 0x101010);
    }
    assert_int_equal(last_us, 4 * SECOND_US);
    uint64_t frames = stage_stats(stage)->frames;
    assert_in_range(frames, 46, 48);
    assert_true(changed(was, 0) > was->width * was->height / 2);
    stage_step(stage, 5 * SECOND_US);
    assert_true(stage_deadline_us(stage) == INT64_MAX);
    assert_int_equal(stage_stats(stage)->frames, frames);
    picture_destroy(was);
}

/* What comes next begins with what could be seen, in mid-zoom and after it; and ends it. */
static void test_the_next_slide_begins_with_what_has_grown(void **state)
{
    static const int64_t times_us[] = { 2 * SECOND_US, 20 * SECOND_US };
    struct stage *stage = *state;
    for (size_t i = 0; i < 2; i++) {
        show_photograph(stage, "a", ink, TRANSITION_CUT, 0);
        struct picture *was = plain(stage, ink);
        step_until(stage, times_us[i]);
        changed(was, 0);
        show(stage, plain(stage, paper), TRANSITION_FADE, 600, times_us[i]);
        stage_step(stage, times_us[i]);
        assert_int_equal(changed(was, 2), 0);
        step_until(stage, INT64_MAX);
        assert_int_equal(seen(was->width / 2, was->height / 2), 0xf0f0f0);
        picture_destroy(was);
    }
}

/* It stands still until the way to it is done, even if its time began before. */
static void test_a_photograph_waits_for_its_transition(void **state)
{
    struct stage *stage = *state;
    show(stage, plain(stage, paper), TRANSITION_CUT, 0, 0);
    stage_step(stage, 0);
    show_photograph(stage, "a", ink, TRANSITION_FADE, 900000);
    struct moving *moving;
    struct picture *wanted = photograph(stage, "a", ink, &moving);
    moving_destroy(moving);
    step_until_still(stage);
    assert_int_equal(changed(wanted, 0), 0);
    step_until(stage, 2 * SECOND_US);
    assert_true(changed(wanted, 0) > 0);
    picture_destroy(wanted);
}

/* Photograph "a" in the midst of its zoom, and a picture that is as what can be seen of it. */
static struct picture *grow_for_a_second(struct stage *stage)
{
    show_photograph(stage, "a", ink, TRANSITION_CUT, 0);
    struct picture *was = plain(stage, ink);
    step_until(stage, 2 * SECOND_US);
    changed(was, 0);
    return was;
}

/* The same slide made anew, for a new edition: nothing is to be seen of it, in mid-zoom and
 * after it. With something else in the strip, that alone changes, and the zoom goes on. */
static void test_a_photograph_made_anew_goes_on(void **state)
{
    struct stage *stage = *state;
    struct picture *was = grow_for_a_second(stage);
    uint64_t frames = stage_stats(stage)->frames;
    int64_t due_us = stage_deadline_us(stage);
    show_photograph(stage, "a", ink, TRANSITION_FADE, 2 * SECOND_US);
    assert_int_equal(stage_stats(stage)->frames, frames);
    assert_int_equal(stage_deadline_us(stage), due_us);
    show_photograph(stage, "a", paper, TRANSITION_FADE, 2 * SECOND_US);
    step_until_still(stage);
    assert_int_equal(changed(was, 0), STRIP_PX * STRIP_PX);
    step_until(stage, 3 * SECOND_US);
    assert_true(changed(was, 0) > was->width * was->height / 2);
    step_until(stage, INT64_MAX);
    changed(was, 0);
    show_photograph(stage, "a", paper, TRANSITION_FADE, 6 * SECOND_US);
    assert_int_equal(changed(was, 0), 0);
    assert_true(stage_deadline_us(stage) == INT64_MAX);
    picture_destroy(was);
}

static int ended;

static void end_grey(struct moving *moving)
{
    (void)moving;
    ended++;
}

static void paint_grey(struct moving *moving, int64_t now_us, struct picture *onto)
{
    const int height = moving->last_row - moving->first_row + 1;
    const struct pixel_rect rows = { 0, moving->first_row, onto->width, height };
    const uint8_t level = (uint8_t)(now_us / SECOND_US);
    picture_fill(onto, rows, (struct colour) { level, level, level });
    moving->due_us = now_us + SECOND_US;
}

/* What is no photograph moves as well: when it is due, in its rows and no others. The next
 * slide ends it. */
static void test_anything_moves(void **state)
{
    static const struct moving_kind kind = { .step = paint_grey, .destroy = end_grey };
    struct moving running = { &kind, 3 * SECOND_US, 20, 29 };
    const struct transition transition = { .kind = TRANSITION_CUT };
    struct stage *stage = *state;
    picture_destroy(grow_for_a_second(stage));
    stage_show(stage, plain(stage, paper), &running, &transition, 2 * SECOND_US);
    stage_step(stage, 2 * SECOND_US);
    for (int64_t now_us = 3 * SECOND_US; now_us < 9 * SECOND_US; now_us += SECOND_US) {
        assert_int_equal(stage_deadline_us(stage), now_us);
        stage_step(stage, now_us);
        int shown = (int)(now_us / SECOND_US) * 0x010101;
        assert_int_equal(seen(7, 20), shown);
        assert_int_equal(seen(7, 29), shown);
        assert_int_equal(seen(7, 19), 0xf0f0f0);
        assert_int_equal(seen(7, 30), 0xf0f0f0);
        assert_int_equal(presented_rows, 10);
    }
    show_photograph(stage, "a", ink, TRANSITION_CUT, 9 * SECOND_US);
    assert_int_equal(ended, 1);
    assert_true(stage_deadline_us(stage) == INT64_MAX); /* the photograph's time is over */
}

/* Another photograph in its place comes by the usual way, and as small as it is. */
static void test_another_photograph_in_mid_zoom(void **state)
{
    struct stage *stage = *state;
    struct picture *was = grow_for_a_second(stage);
    show_photograph(stage, "b", ink, TRANSITION_FADE, 2 * SECOND_US);
    assert_int_equal(changed(was, 2), 0);
    struct moving *moving;
    struct picture *wanted = photograph(stage, "b", ink, &moving);
    moving_destroy(moving);
    step_until_still(stage);
    assert_int_equal(changed(wanted, 0), 0);
    picture_destroy(wanted);
    picture_destroy(was);
}

/* A window of another size has no photograph of that size: it stands still. */
static void test_another_size_in_mid_zoom(void **state)
{
    (void)state;
    struct error error = { 0 };
    setenv("SDL_VIDEODRIVER", "dummy", 1);
    struct stage *stage = stage_create(
        &(struct stage_options) { .windowed = true, .width = 320, .height = 200 }, &error);
    assert_true(stage && stage_open(stage, &error));
    show_photograph(stage, "a", ink, TRANSITION_CUT, 0);
    step_until(stage, 2 * SECOND_US);
    SDL_SetWindowSize(SDL_GetWindowFromID(1), 400, 300);
    assert_int_equal(stage_next_event(stage), STAGE_RESIZED);
    int width, height;
    stage_size(stage, &width, &height);
    assert_int_equal(width, 400);
    stage_step(stage, 2 * SECOND_US);
    assert_true(stage_deadline_us(stage) == INT64_MAX);
    stage_destroy(stage);
}

/* What could be seen of both slides is what is stretched. */
static void test_another_size_in_mid_fade(void **state)
{
    (void)state;
    struct error error = { 0 };
    setenv("SDL_VIDEODRIVER", "dummy", 1);
    struct stage *stage = stage_create(
        &(struct stage_options) { .windowed = true, .width = 320, .height = 200 }, &error);
    assert_true(stage && stage_open(stage, &error));
    show(stage, plain(stage, paper), TRANSITION_CUT, 0, 0);
    stage_step(stage, 0);
    show(stage, plain(stage, ink), TRANSITION_FADE, 800, 0);
    stage_step(stage, 400000);
    uint32_t mixed = seen(0, 0);
    assert_in_range(mixed & 255, 17, 239);
    SDL_SetWindowSize(SDL_GetWindowFromID(1), 400, 300);
    assert_int_equal(stage_next_event(stage), STAGE_RESIZED);
    stage_step(stage, 500000);
    assert_false(stage_is_moving(stage));
    for (int y = 0; y < 300; y += 7) {
        for (int x = 0; x < 400; x++) {
            assert_int_equal(seen(x, y), mixed);
        }
    }
    stage_destroy(stage);
}

/* A frame that cannot be shown is not on the glass: it is tried again until it is, not at every
 * turn of the loop, and what comes meanwhile comes too. */
static void test_frames_that_fail(void **state)
{
    static const struct {
        enum transition_kind kind;
        int fails;
        bool has_patch;
    } rows[] = { { TRANSITION_NONE, 1, false }, { TRANSITION_NONE, 30, false },
        { TRANSITION_CUT, 2, true }, { TRANSITION_FADE, 1000, false },
        { TRANSITION_FADE, 3, true }, { TRANSITION_PUSH, 1000, true } };
    struct stage *stage = *state;
    int64_t now_us = 0;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        uint64_t tries = 0, frames = stage_stats(stage)->frames;
        show(stage, plain(stage, paper), TRANSITION_NONE, 0, now_us);
        stage_step(stage, now_us);
        assert_true(i > 0 || stage_stats(stage)->frames == frames + 1);
        frames = stage_stats(stage)->frames;
        failing_frames = rows[i].fails;
        show(stage, plain(stage, ink), rows[i].kind, 400, now_us);
        for (int64_t due_us; failing_frames > 0; tries++) {
            due_us = stage_deadline_us(stage);
            assert_true(due_us < INT64_MAX); /* a still slide has not come of it */
            now_us = due_us > now_us ? due_us : now_us;
            stage_step(stage, now_us);
            /* the window's memory may work anew, in the same step */
            assert_true(failing_frames == 0 || stage_stats(stage)->frames == frames);
            if (rows[i].fails == 1000 && !stage_is_moving(stage)) {
                failing_frames = failing_frames > 20 ? 20 : failing_frames;
            }
        }
        assert_true(tries > 0);
        if (rows[i].has_patch) {
            struct patch patch = { 20, 30, picture_create(10, 10) };
            picture_fill(patch.picture, (struct pixel_rect) { 0, 0, 10, 10 }, paper);
            stage_patch(stage, &patch);
        }
        for (int64_t due_us; (due_us = stage_deadline_us(stage)) != INT64_MAX;) {
            assert_true(due_us <= now_us + 1000000);
            now_us = due_us > now_us ? due_us : now_us;
            stage_step(stage, now_us);
        }
        assert_true(stage_stats(stage)->frames > frames);
        assert_int_equal(seen(10, 10), 0x101010);
        assert_int_equal(seen(25, 35), rows[i].has_patch ? 0xf0f0f0 : 0x101010);
        now_us += 1000000;
    }
}

/* What fails again and again costs no more than ten tries a second. */
static void test_tries_are_spaced(void **state)
{
    struct stage *stage = *state;
    int steps = 0;
    failing_frames = 1000000;
    show(stage, plain(stage, paper), TRANSITION_NONE, 0, 0);
    stage_step(stage, 0);
    for (int64_t now_us = 0; now_us < 1000000; steps++) {
        now_us = stage_deadline_us(stage);
        stage_step(stage, now_us);
    }
    assert_in_range(steps, 2, 11);
    failing_frames = 0;
}

/* A kiosk's slide that stands is kept by the window alone: with another size of the window it
 * is there all the same, stretched. */
static void test_a_kiosk_of_another_size(void **state)
{
    struct stage *stage = *state;
    SDL_Window *window = SDL_GetWindowFromID(1);
    show(stage, plain(stage, paper), TRANSITION_CUT, 0, 0);
    stage_step(stage, 0);
    assert_int_equal(stage_next_event(stage), STAGE_NOTHING);
    SDL_SetWindowFullscreen(window, 0);
    SDL_SetWindowSize(window, 400, 300);
    assert_int_equal(stage_next_event(stage), STAGE_RESIZED);
    stage_step(stage, 1000);
    for (int y = 0; y < 300; y += 13) {
        for (int x = 0; x < 400; x++) {
            assert_int_equal(seen(x, y), 0xf0f0f0);
        }
    }
}

static void test_gaps(void **state)
{
    (void)state;
    struct stage_stats stats = { 0 };
    assert_int_equal(stage_gap_us(&stats, 500), 0);
    stats.gaps[166] = 98;
    stats.gaps[167] = 1;
    stats.gaps[STAGE_GAP_SLOTS - 1] = 1;
    stats.gap_count = 100;
    stats.longest_gap_us = 250000;
    assert_int_equal(stage_gap_us(&stats, 500), 16700);
    assert_int_equal(stage_gap_us(&stats, 990), 16800);
    assert_int_equal(stage_gap_us(&stats, 1000), 250000);
}

static void test_gaps_are_counted(void **state)
{
    (void)state;
    static const int64_t frames_us[] = { 1000, 17700, 267700, 284400 };
    struct stage_stats stats = { 0 };
    for (size_t i = 0; i < 4; i++) {
        stage_stats_count(&stats, i > 0 ? frames_us[i - 1] : 0, frames_us[i]);
    }
    assert_int_equal(stats.frames, 4);
    assert_int_equal(stats.first_present_us, 1000);
    assert_int_equal(stats.gap_count, 3);
    assert_int_equal(stats.longest_gap_us, 250000);
    assert_int_equal(stats.gaps[16700 / STAGE_GAP_SLOT_US], 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_first_slide_at_once, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_fade, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_late_frames_are_left_out, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_cut, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_none, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_head_and_foot_stand_still, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_a_third_slide_in_mid_push, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_same_picture_needs_no_frame, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_a_third_slide_in_mid_fade, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_patches, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_a_kiosk_fades_in_place, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            test_frames_are_ready_before_they_are_due, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_patches_of_what_is_kept, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_a_photograph_grows, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            test_the_next_slide_begins_with_what_has_grown, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            test_a_photograph_waits_for_its_transition, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_a_photograph_made_anew_goes_on, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_anything_moves, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_another_photograph_in_mid_zoom, set_up, tear_down),
        cmocka_unit_test(test_another_size_in_mid_zoom),
        cmocka_unit_test(test_another_size_in_mid_fade),
        cmocka_unit_test_setup_teardown(test_frames_that_fail, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_tries_are_spaced, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_a_kiosk_of_another_size, set_up, tear_down),
        cmocka_unit_test(test_gaps),
        cmocka_unit_test(test_gaps_are_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
