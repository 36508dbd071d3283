/* Who wrote a note, and where it goes when its own place takes none. */
#include "base/system/process.h"
#include "base/system/run_place.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static void test_self(void **state)
{
    (void)state;
    struct process self;
    process_self(&self);
    assert_int_equal(self.pid, getpid());
    assert_true(strlen(self.birth) > 36); /* a boot's id, and a time */
    assert_true(process_lives(&self));
    struct process other = self;
    other.birth[0] ^= 1; /* of another boot */
    assert_false(process_lives(&other));
    other = self;
    char *end = other.birth + strlen(other.birth) - 1;
    *end = *end == '9' ? '0' : (char)(*end + 1); /* that came later */
    assert_false(process_lives(&other));
    other.birth[0] = '\0'; /* an older version did not say */
    assert_true(process_lives(&other));
    assert_false(process_lives(&(struct process) { .pid = 0 }));
    assert_false(process_lives(&(struct process) { .pid = -1 }));
}

/* Gone is who waits to be reaped, too. */
static void test_child(void **state)
{
    (void)state;
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    pid_t pid = fork();
    if (pid == 0) {
        char byte;
        ssize_t got = read(ends[0], &byte, 1);
        _exit(got == 1 ? 0 : 1);
    }
    struct process child = { .pid = (int)pid };
    assert_true(process_lives(&child));
    assert_int_equal(write(ends[1], "x", 1), 1);
    siginfo_t info;
    assert_int_equal(waitid(P_PID, (id_t)pid, &info, WEXITED | WNOWAIT), 0);
    assert_false(process_lives(&child));
    assert_int_equal(waitpid(pid, NULL, 0), pid);
    assert_false(process_lives(&child));
    close(ends[0]);
    close(ends[1]);
}

static void test_places(void **state)
{
    (void)state;
    char paths[RUN_PLACES_MAX][PATH_MAX], others[RUN_PLACES_MAX][PATH_MAX];
    setenv("RUNTIME_DIRECTORY", "/run/a", 1);
    setenv("XDG_RUNTIME_DIR", "/run/b", 1);
    size_t count = run_places("/tmp", "note", paths);
    assert_int_equal(count, 4);
    assert_int_equal(strncmp(paths[0], "/run/a/lobbycard-", 17), 0);
    assert_int_equal(strncmp(paths[1], "/run/b/lobbycard-", 17), 0);
    assert_string_equal(paths[0] + strlen(paths[0]) - 5, "-note");
    assert_int_equal(run_places("/tmp/../tmp/", "note", others), 4);
    assert_string_equal(paths[0], others[0]); /* the same folder by another name */
    run_places("/usr", "note", others);
    assert_string_not_equal(paths[0], others[0]);
    setenv("RUNTIME_DIRECTORY", "relative", 1);
    unsetenv("XDG_RUNTIME_DIR");
    assert_int_equal(run_places("/tmp", "note", paths), 2);
    unsetenv("RUNTIME_DIRECTORY");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_self),
        cmocka_unit_test(test_child),
        cmocka_unit_test(test_places),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
