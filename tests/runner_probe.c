/* Run by runner_skips: one case that passes, one that skips and, when asked to, one that fails.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void test_passes(void **state)
{
    (void)state;
}

static void test_skips(void **state)
{
    (void)state;
    skip();
}

static void test_fails(void **state)
{
    (void)state;
    fail();
}

int main(int argc, char **argv)
{
    (void)argv;
    const struct CMUnitTest sound[] = { cmocka_unit_test(test_passes),
        cmocka_unit_test(test_skips) };
    const struct CMUnitTest broken[] = { cmocka_unit_test(test_skips),
        cmocka_unit_test(test_fails) };
    return argc > 1 ? cmocka_run_group_tests(broken, NULL, NULL)
                    : cmocka_run_group_tests(sound, NULL, NULL);
}
