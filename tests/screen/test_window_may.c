/* Which kinds of window are tried, by what the environment says. No graphics card is counted:
 * GL is told to be software. */
#include "screen/stage/window.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

static const char *const names[] = { "DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET",
    "SDL_VIDEODRIVER", "SDL_RENDER_DRIVER" };
enum { NAMES = sizeof names / sizeof *names };

static const struct {
    const char *values[NAMES];
    bool windowed, x11, kms;
} cases[] = {
    { { NULL }, false, true, true },
    { { NULL }, true, false, false },
    { { ":0" }, false, true, false },
    { { "" }, false, true, true },
    { { NULL, "wayland-1" }, false, true, false },
    { { NULL, NULL, "7" }, false, true, false },
    { { NULL, NULL, NULL, "x11" }, false, true, false },
    { { NULL, NULL, NULL, "KMSDRM" }, false, false, true },
    { { ":0", NULL, NULL, "KMSDRM" }, false, false, false },
    { { NULL, NULL, NULL, "offscreen" }, false, false, false },
    { { NULL, NULL, NULL, NULL, "software" }, false, true, true },
    { { NULL, NULL, NULL, NULL, "opengles2" }, false, false, false },
};

static void test_may(void **state)
{
    (void)state;
    setenv("LIBGL_ALWAYS_SOFTWARE", "1", 1);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        for (size_t at = 0; at < NAMES; at++) {
            const char *value = cases[i].values[at];
            if (value) {
                setenv(names[at], value, 1);
            } else {
                unsetenv(names[at]);
            }
        }
        const struct stage_options options = { .windowed = cases[i].windowed };
        if (window_may_be_x11(&options) != cases[i].x11 ||
            window_may_be_kms(&options) != cases[i].kms) {
            fail_msg("case %zu", i);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_may) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
