/* A program in which a case skipped must not be counted as passed: it exits with 77, unless a
 * case failed. Every program that links cmocka has this around cmocka's own (CMakeLists.txt),
 * so that no test has to think of it. And one that starts a thread adds its name to the file
 * $LOBBYCARD_THREADED: those are the ones that script/test has under the thread sanitizer. */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

enum { SKIPPED = 77 };

void __real__skip(const char *file, int line);
void __wrap__skip(const char *file, int line);
int __real__cmocka_run_group_tests(const char *name, const struct CMUnitTest *tests,
    size_t count, CMFixtureFunction setup, CMFixtureFunction teardown);
int __wrap__cmocka_run_group_tests(const char *name, const struct CMUnitTest *tests,
    size_t count, CMFixtureFunction setup, CMFixtureFunction teardown);

int __real_pthread_create(
    pthread_t *thread, const pthread_attr_t *how, void *(*run)(void *), void *argument);
int __wrap_pthread_create(
    pthread_t *thread, const pthread_attr_t *how, void *(*run)(void *), void *argument);

static int skipped_cases;

static void tell_threaded(void)
{
    static atomic_flag is_told = ATOMIC_FLAG_INIT;
    const char *path = getenv("LOBBYCARD_THREADED");
    int fd = path && !atomic_flag_test_and_set(&is_told)
                 ? open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666)
                 : -1;
    if (fd >= 0) {
        dprintf(fd, "%s\n", program_invocation_short_name);
        close(fd);
    }
}

int __wrap_pthread_create(
    pthread_t *thread, const pthread_attr_t *how, void *(*run)(void *), void *argument)
{
    tell_threaded();
    return __real_pthread_create(thread, how, run, argument);
}

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
