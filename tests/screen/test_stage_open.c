/* A display that could be had and then takes no window: SDL is asked. Both kinds of window are
 * the test's own, each with a size of its own. */
#include "screen/stage/stage.h"
#include "screen/stage/stage_parts.h"
#include "screen/stage/window.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

struct window {
    int width, height;
    bool is_sdl;
};

/* What the next ones do; how many there are. */
static bool kms_opens, sdl_is_there, sdl_is_had, sdl_opens;
static int windows;

static struct window *create_kms(const struct stage_options *options, struct error *error)
{
    (void)error;
    struct window *window = test_calloc(1, sizeof *window);
    *window = (struct window) { 1280 + options->display, 720, false };
    windows++;
    return window;
}

static struct window *create_sdl(const struct stage_options *options, struct error *error)
{
    if (!sdl_is_had) {
        error_set(error, "sdl: none");
        return NULL;
    }
    assert_int_equal(windows, 0); /* a card has one master */
    struct window *window = create_kms(options, error);
    *window = (struct window) { 1920 + options->display, 1080, true };
    return window;
}

static void destroy(struct window *window)
{
    test_free(window);
    windows--;
}

static bool open_window(struct window *window, struct error *error)
{
    const char *name = window->is_sdl ? "sdl" : "kms";
    return (window->is_sdl ? sdl_opens : kms_opens) || error_set(error, "%s: not opened", name);
}

static void size(const struct window *window, int *width, int *height)
{
    *width = window->width;
    *height = window->height;
}

static int64_t frame_us(const struct window *window)
{
    return window->is_sdl ? 20000 : 10000;
}

static const char *driver(const struct window *window)
{
    return window->is_sdl ? "sdl" : "kms";
}

static const struct window_kind kms = { .create = create_kms,
    .destroy = destroy,
    .open = open_window,
    .size = size,
    .frame_us = frame_us,
    .driver = driver };
static const struct window_kind sdl = { .create = create_sdl,
    .destroy = destroy,
    .open = open_window,
    .size = size,
    .frame_us = frame_us,
    .driver = driver };

const struct window_kind *window_by_kms(struct error *error)
{
    (void)error;
    return &kms;
}

const struct window_kind *window_by_sdl(struct error *error)
{
    if (!sdl_is_there) {
        error_set(error, "sdl: not installed");
    }
    return sdl_is_there ? &sdl : NULL;
}

static const struct {
    bool kms_opens, sdl_is_there, sdl_is_had, sdl_opens;
    const char *driver; /* or NULL: */
    const char *error;
} cases[] = {
    { true, false, false, false, "kms", NULL }, /* SDL is not even loaded */
    { false, true, true, true, "sdl", NULL },
    { false, true, true, false, NULL, "sdl: not opened" },
    { false, true, false, true, NULL, "sdl: none" },
    { false, false, true, true, NULL, "sdl: not installed" },
};

static void test_open(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct error error = { 0 };
        kms_opens = cases[i].kms_opens;
        sdl_is_there = cases[i].sdl_is_there;
        sdl_is_had = cases[i].sdl_is_had;
        sdl_opens = cases[i].sdl_opens;
        struct stage *stage = stage_create(&(struct stage_options) { .display = 3 }, &error);
        assert_non_null(stage);
        if (stage_open(stage, &error) != (cases[i].driver != NULL)) {
            fail_msg("case %zu: %s", i, error.text);
        }
        if (cases[i].driver) {
            int width, height;
            stage_size(stage, &width, &height);
            assert_string_equal(stage_driver(stage), cases[i].driver);
            assert_int_equal(width, cases[i].kms_opens ? 1283 : 1923);
            assert_int_equal(height, cases[i].kms_opens ? 720 : 1080);
            assert_int_equal(stage->frame_us, cases[i].kms_opens ? 10000 : 20000);
        } else {
            assert_string_equal(error.text, cases[i].error);
        }
        stage_destroy(stage);
        assert_int_equal(windows, 0);
    }
}

/* SDL's own window is tried once. */
static void test_sdl_alone(void **state)
{
    (void)state;
    struct error error = { 0 };
    sdl_is_there = sdl_is_had = true;
    sdl_opens = false;
    struct stage *stage = stage_create(&(struct stage_options) { .windowed = true }, &error);
    assert_non_null(stage);
    assert_false(stage_open(stage, &error));
    assert_string_equal(error.text, "sdl: not opened");
    assert_int_equal(windows, 1);
    stage_destroy(stage);
    assert_int_equal(windows, 0);
}

int main(void)
{
    setenv("LIBGL_ALWAYS_SOFTWARE", "1", 1);
    setenv("SDL_VIDEODRIVER", "KMSDRM", 1);
    unsetenv("SDL_RENDER_DRIVER");
    unsetenv("DISPLAY");
    unsetenv("WAYLAND_DISPLAY");
    unsetenv("WAYLAND_SOCKET");
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_open),
        cmocka_unit_test(test_sdl_alone) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
