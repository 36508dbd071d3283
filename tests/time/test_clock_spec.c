#include "base/clock.h"
#include "time/clock_spec.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void test_spec(void **state)
{
    (void)state;
    static const char *const bad[] = { "", "now", "2026-11-23", "2026-11-23T10:00:00",
        "2026-11-23T10:00:00Z,60", "2026-11-23T10:00:00Z,x0", "2026-11-23T10:00:00Z,x60s",
        "2026-11-23T10:00:00Z,x" };
    struct error error;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        error.text[0] = '\0';
        assert_false(clock_spec_set(bad[i], &error));
        assert_memory_equal(error.text, "--clock: ", 9);
    }
    assert_false(clock_is_moved());
    assert_true(clock_spec_set("2026-11-23T10:00:00+08:00,x60", &error));
    assert_int_equal(clock_speed(), 60);
    assert_in_range(clock_wall_ms(), 1795399200000, 1795399200000 + 60000);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_spec) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
