/* What a child gets of this process: its three descriptors, an environment, and nothing else.
 */
#include "base/system/child.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { OTHER_FD = 77 };

/* Runs the shell on the script; its end, and what it wrote. */
static int run(const char *script, int in, char said[100])
{
    const char *const argv[] = { "sh", "-c", script, NULL };
    const char *const environment[] = { "WORD=from here", NULL };
    int pipes[2], status = 0;
    pid_t pid = -1;
    assert_int_equal(pipe(pipes), 0);
    const struct child child = { .program = "sh",
        .argv = argv,
        .environment = environment,
        .in = in,
        .out = pipes[1],
        .error = -1 };
    assert_int_equal(child_start(&child, &pid), 0);
    close(pipes[1]);
    ssize_t size = 0, got;
    while (size < 99 && (got = read(pipes[0], said + size, (size_t)(99 - size))) > 0) {
        size += got;
    }
    said[size] = '\0';
    close(pipes[0]);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    return status;
}

static void test_what_it_gets(void **state)
{
    char said[100];
    (void)state;
    int in = memfd_create("input", 0);
    assert_int_equal(write(in, "read\n", 5), 5);
    assert_int_equal(lseek(in, 0, SEEK_SET), 0);
    assert_int_equal(dup2(in, OTHER_FD), OTHER_FD); /* one that is not closed by exec */
    run("cat; echo \"$WORD\"; echo lost >&2; ls /proc/$$/fd | grep -c 77", in, said);
    assert_string_equal(said, "read\nfrom here\n0\n");
    run("cat; echo end", -1, said);
    assert_string_equal(said, "end\n");
    close(OTHER_FD);
    close(in);
}

/* What is blocked or ignored here ends a child as it ends others. */
static void test_signals(void **state)
{
    static const int numbers[] = { SIGPIPE, SIGTERM };
    static const char *const scripts[] = { "kill -PIPE $$; echo alive",
        "kill -TERM $$; echo alive" };
    char said[100];
    sigset_t blocked, before;
    (void)state;
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGTERM);
    sigprocmask(SIG_BLOCK, &blocked, &before);
    signal(SIGPIPE, SIG_IGN);
    for (size_t i = 0; i < 2; i++) {
        int status = run(scripts[i], -1, said);
        assert_string_equal(said, "");
        assert_true(WIFSIGNALED(status));
        assert_int_equal(WTERMSIG(status), numbers[i]);
    }
    signal(SIGPIPE, SIG_DFL);
    sigprocmask(SIG_SETMASK, &before, NULL);
}

static void test_nothing_to_start(void **state)
{
    const char *const none[] = { NULL };
    const struct child child = { .program = "no-such-program-anywhere",
        .argv = none,
        .environment = none,
        .in = -1,
        .out = -1,
        .error = -1 };
    char path[PATH_MAX];
    pid_t pid;
    (void)state;
    assert_int_equal(child_start(&child, &pid), ENOENT);
    assert_false(child_find("no-such-program-anywhere", path));
    assert_true(child_find("test_child", path)); /* beside this one */
    assert_int_equal(access(path, X_OK), 0);
}

/* All of ours but what is meant for this process alone. */
static void test_its_environment(void **state)
{
    static const char *const alone[] = { "NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID",
        "LISTEN_FDS", "LISTEN_PID", "LISTEN_FDNAMES" };
    (void)state;
    size_t before = 0, after = 0;
    for (size_t i = 0; i < sizeof alone / sizeof *alone; i++) {
        unsetenv(alone[i]);
    }
    setenv("NOTIFY_SOCKETS", "another name", 1);
    setenv("EMPTY", "", 1);
    while (environ[before]) {
        before++;
    }
    for (size_t i = 0; i < sizeof alone / sizeof *alone; i++) {
        setenv(alone[i], "1", 1);
    }
    const char **list = child_environment();
    assert_non_null(list);
    for (; list[after]; after++) {
        for (size_t i = 0; i < sizeof alone / sizeof *alone; i++) {
            size_t length = strlen(alone[i]);
            assert_false(
                strncmp(list[after], alone[i], length) == 0 && list[after][length] == '=');
        }
    }
    assert_int_equal(after, before);
    free(list);
    clearenv();
    list = child_environment();
    assert_non_null(list);
    assert_null(list[0]);
    free(list);
}

/* What one that is bound has: the descriptor that was kept as the third and no further one, its
 * niceness, and a word from the shell that ran in it. */
static void test_one_that_is_bound(void **state)
{
    static const char *const argv[] = { "sh", "-c",
        "ls /proc/self/fd | wc -l >&3; nice >&3; exec sleep 60", NULL };
    static const char *const none[] = { NULL };
    (void)state;
    sigset_t left;
    sigemptyset(&left);
    sigaddset(&left, SIGCHLD);
    sigaddset(&left, SIGHUP);
    sigprocmask(SIG_BLOCK, &left, NULL);
    int ends[2], stray = open("/dev/null", O_RDONLY);
    assert_int_equal(pipe(ends), 0);
    const struct child child = { .program = "/bin/sh", .argv = argv, .environment = none };
    pid_t pid;
    assert_int_equal(child_start_bound(&child, ends[1], 19, &pid), 0);
    assert_true(pid > 0);
    assert_int_equal(kill(pid, SIGHUP), 0); /* before it can take one */
    close(ends[1]);
    char text[64] = "";
    for (size_t size = 0; size < 5;) {
        ssize_t got = read(ends[0], text + size, sizeof text - 1 - size);
        assert_true(got > 0);
        size += (size_t)got;
    }
    assert_string_equal(text, "5\n19\n"); /* the folder that ls reads is one of them */
    child_end(pid, 10000);
    assert_int_equal(kill(pid, 0), -1);
    close(ends[0]);
    close(stray);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_it_gets),
        cmocka_unit_test(test_its_environment),
        cmocka_unit_test(test_signals),
        cmocka_unit_test(test_nothing_to_start),
        cmocka_unit_test(test_one_that_is_bound),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
