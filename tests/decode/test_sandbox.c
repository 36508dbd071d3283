/* The decoder's sandbox holds: a probe that is in it and tries to get out is killed. */
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <spawn.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static int run(const char *what)
{
    posix_spawn_file_actions_t actions;
    pid_t pid = 0;
    int status = 0;
    char *argv[] = { (char[]) { "probe" }, (char *)(uintptr_t)what, NULL };
    char *environment[] = { NULL };
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    assert_int_equal(posix_spawn(&pid, DECODE_PROBE, &actions, NULL, argv, environment), 0);
    posix_spawn_file_actions_destroy(&actions);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    return status;
}

static void test_probe(void **state)
{
    static const struct {
        const char *what;
        int killed_by; /* 0: leaves with `code` */
        int code;
    } rows[] = {
        { "work", 0, 0 },
        { "open", SIGSYS, 0 },
        { "create", SIGSYS, 0 },
        { "socket", SIGSYS, 0 },
        { "exec", SIGSYS, 0 },
        { "fork", SIGSYS, 0 },
        { "code", SIGSYS, 0 },
        { "kill", SIGSYS, 0 },
        { "memory", 0, 5 },
        { "time", SIGKILL, 0 },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int status = run(rows[i].what);
        int by = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
        int code = WIFEXITED(status) ? WEXITSTATUS(status) : 0;
        /* The kernel says SIGXCPU at the soft limit and SIGKILL at the hard one: they are one.
         */
        if (rows[i].killed_by == SIGKILL && by == SIGXCPU) {
            by = SIGKILL;
        }
        if (by != rows[i].killed_by || code != rows[i].code) {
            fail_msg("%s: signal %d, status %d", rows[i].what, by, code);
        }
    }
    assert_int_not_equal(access("probe-was-here", F_OK), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_probe) };
#ifdef __has_feature
#if __has_feature(address_sanitizer)
    puts("the sanitizer needs what the sandbox takes away");
    return 77;
#endif
#endif
    return cmocka_run_group_tests(tests, NULL, NULL);
}
