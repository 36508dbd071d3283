/* The stage on SDL's dummy display, with the time told to it. */
#include "screen/display.h"
#include "screen/glass.h"
#include "screen/stage.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

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
    picture_fill(picture, (struct rect) { 0, 0, width, height }, colour);
    return picture;
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
    stage_show(stage, plain(stage, paper), TRANSITION_FADE, 800, 1000);
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
    stage_show(stage, plain(stage, paper), TRANSITION_FADE, 800, 0);
    stage_step(stage, 0);
    stage_show(stage, plain(stage, ink), TRANSITION_FADE, 800, 1000000);
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
    stage_show(stage, plain(stage, paper), TRANSITION_CUT, 0, 0);
    stage_step(stage, 0);
    stage_show(stage, plain(stage, ink), TRANSITION_FADE, 800, 0);
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
    stage_show(stage, plain(stage, paper), TRANSITION_CUT, 800, 0);
    stage_step(stage, 0);
    stage_show(stage, plain(stage, ink), TRANSITION_CUT, 800, 10);
    stage_step(stage, 10);
    assert_int_equal(seen(3, 3), 0x101010);
    assert_int_equal(stage_stats(stage)->frames, 2);
}

static void test_same_picture_needs_no_frame(void **state)
{
    struct stage *stage = *state;
    stage_show(stage, plain(stage, paper), TRANSITION_FADE, 800, 0);
    stage_step(stage, 0);
    stage_show(stage, plain(stage, paper), TRANSITION_FADE, 800, 10);
    stage_step(stage, 10);
    assert_int_equal(stage_stats(stage)->frames, 1);
    assert_true(stage_deadline_us(stage) == INT64_MAX);
}

static void test_a_third_slide_in_mid_fade(void **state)
{
    struct stage *stage = *state;
    stage_show(stage, plain(stage, paper), TRANSITION_CUT, 0, 0);
    stage_step(stage, 0);
    stage_show(stage, plain(stage, ink), TRANSITION_FADE, 800, 0);
    stage_step(stage, 400000);
    uint32_t halfway = seen(1, 1);
    assert_in_range(halfway & 255, 0x60, 0xa0);
    stage_show(stage, plain(stage, paper), TRANSITION_FADE, 800, 400001);
    stage_step(stage, 400001);
    /* No jump: it goes on from what could be seen. */
    assert_in_range(seen(1, 1) & 255, (halfway & 255) - 1, (halfway & 255) + 2);
    stage_step(stage, 2000000);
    assert_int_equal(seen(1, 1), 0xf0f0f0);
}

static void test_patches(void **state)
{
    struct stage *stage = *state;
    stage_show(stage, plain(stage, paper), TRANSITION_CUT, 0, 0);
    stage_step(stage, 0);
    struct patch patch = { 20, 30, picture_create(10, 10) };
    picture_fill(patch.picture, (struct rect) { 0, 0, 10, 10 }, ink);
    stage_patch(stage, &patch);
    assert_null(patch.picture);
    assert_int_equal(stage_deadline_us(stage), 0);
    stage_step(stage, 10);
    assert_int_equal(seen(20, 30), 0x101010);
    assert_int_equal(seen(29, 39), 0x101010);
    assert_int_equal(seen(30, 39), 0xf0f0f0);
    assert_true(stage_deadline_us(stage) == INT64_MAX);
    /* The next slide fades from what is shown, patch included. */
    stage_show(stage, plain(stage, paper), TRANSITION_FADE, 100, 1000);
    stage_step(stage, 1000);
    assert_in_range(seen(20, 30) & 255, 0x10, 0x40);
    stage_step(stage, 900000);
    assert_int_equal(seen(20, 30), 0xf0f0f0);
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_first_slide_at_once, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_fade, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_late_frames_are_left_out, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_cut, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_same_picture_needs_no_frame, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_a_third_slide_in_mid_fade, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_patches, set_up, tear_down),
        cmocka_unit_test(test_gaps),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
