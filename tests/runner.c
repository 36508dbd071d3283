/* A program in which a case skipped must not be counted as passed: it exits with 77, unless a
 * case failed. Every program that links cmocka has this around cmocka's own (CMakeLists.txt),
 * so that no test has to think of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

enum { SKIPPED = 77 };

void __real__skip(const char *file, int line);
void __wrap__skip(const char *file, int line);
int __real__cmocka_run_group_tests(const char *name, const struct CMUnitTest *tests,
    size_t count, CMFixtureFunction setup, CMFixtureFunction teardown);
int __wrap__cmocka_run_group_tests(const char *name, const struct CMUnitTest *tests,
    size_t count, CMFixtureFunction setup, CMFixtureFunction teardown);

static int skipped_cases;

void __wrap__skip(const char *file, int line)
{
    skipped_cases++;
    __real__skip(file, line);
}

int __wrap__cmocka_run_group_tests(const char *name, const struct CMUnitTest *tests,
    size_t count, CMFixtureFunction setup, CMFixtureFunction teardown)
{
    int failed = __real__cmocka_run_group_tests(name, tests, count, setup, teardown);
    return failed != 0 ? 1 : skipped_cases > 0 ? SKIPPED : 0;
}
