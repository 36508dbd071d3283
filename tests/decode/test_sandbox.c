/* The decoder's sandbox holds: a probe that is in it and tries to get out is killed, or told
 * no. And where there can be none the decoder says why, and decodes nothing. */
#include "decode/pictures.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <seccomp.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

enum { NOBODY = 65534 };

/* What the child does before the program begins; descriptors 0 to 2 are what is named. */
struct start {
    const char *program, *what;
    int in, out, error;
    void (*before)(void);
};

static pid_t begin(const struct start *start)
{
    char *argv[] = { (char[]) { "program" }, (char *)(uintptr_t)start->what, NULL };
    char *environment[] = { NULL };
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        dup2(start->in, STDIN_FILENO);
        dup2(start->out, STDOUT_FILENO);
        dup2(start->error, STDERR_FILENO);
        if (start->before) {
            start->before();
        }
        execve(start->program, argv, environment);
        _exit(127);
    }
    return pid;
}

static int end(pid_t pid)
{
    int status = 0;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    return status;
}

/* Pipes that nobody else has, so that their ends end. */
static void make_pipe(int pipes[2])
{
    assert_int_equal(pipe2(pipes, O_CLOEXEC), 0);
}

static void test_probe(void **state)
{
    static const struct {
        const char *what;
        int killed_by; /* 0: leaves with `code` */
        int code;
    } rows[] = {
        { "work", 0, 0 },
        { "write", 0, 0 },
        { "open", 0, 100 + EACCES },
        { "thread", 0, 100 + EACCES },
        { "create", 0, 100 + EACCES },
        { "stat", 0, 100 + EACCES },
        { "readlink", 0, 100 + EACCES },
        { "sysinfo", 0, 100 + EACCES },
        { "affinity", 0, 100 + EACCES },
        { "journal", 0, 100 + EACCES },
        { "input", 0, 100 + EACCES },
        { "read-output", 0, 100 + EACCES },
        { "unlink", SIGSYS, 0 },
        { "socket", SIGSYS, 0 },
        { "exec", SIGSYS, 0 },
        { "fork", SIGSYS, 0 },
        { "clone", SIGSYS, 0 },
        { "trace", SIGSYS, 0 },
        { "code", SIGSYS, 0 },
        { "file-in-memory", SIGSYS, 0 },
        { "make-code", SIGSYS, 0 },
        { "kill", SIGSYS, 0 },
        { "undo", SIGSYS, 0 },
        { "memory", 0, 100 + ENOMEM },
        { "time", SIGXCPU, 0 },
    };
    int null = open("/dev/null", O_RDWR | O_CLOEXEC), said[2];
    char byte;
    (void)state;
    make_pipe(said);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int status = end(
            begin(&(struct start) { DECODE_PROBE, rows[i].what, null, null, said[1], NULL }));
        int by = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
        int code = WIFEXITED(status) ? WEXITSTATUS(status) : 0;
        if (by != rows[i].killed_by || code != rows[i].code) {
            fail_msg("%s: signal %d, status %d", rows[i].what, by, code);
        }
    }
    assert_int_not_equal(access("probe-was-here", F_OK), 0);
    close(said[1]);
    assert_int_equal(read(said[0], &byte, 1), 0);
    close(said[0]);
    close(null);
}

/* Not even where its own output is one. */
static void test_no_file_is_written(void **state)
{
    char path[] = "/tmp/lobbycard-sandbox-XXXXXX";
    struct stat info;
    int file = mkostemp(path, O_CLOEXEC), null = open("/dev/null", O_RDWR | O_CLOEXEC);
    (void)state;
    assert_true(file >= 0);
    int status = end(begin(&(struct start) { DECODE_PROBE, "write", null, file, null, NULL }));
    assert_int_equal(fstat(file, &info), 0);
    unlink(path);
    close(file);
    close(null);
    assert_int_equal(info.st_size, 0);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGXFSZ);
}

static void become_nobody(void)
{
    if (geteuid() == 0 &&
        (setgroups(0, NULL) != 0 || setgid(NOBODY) != 0 || setuid(NOBODY) != 0)) {
        _exit(126);
    }
}

/* The kernel gives the files of a process in /proc to root where that process must not be read
 * by others of its user (proc(5)). */
static void test_not_dumpable(void **state)
{
    char path[64], byte;
    struct stat info;
    int in[2], out[2], null = open("/dev/null", O_RDWR | O_CLOEXEC);
    (void)state;
    make_pipe(in);
    make_pipe(out);
    pid_t pid =
        begin(&(struct start) { DECODE_PROBE, "nothing", in[0], out[1], null, become_nobody });
    close(in[0]);
    close(out[1]);
    assert_int_equal(read(out[0], &byte, 1), 1); /* it is in */
    snprintf(path, sizeof path, "/proc/%d/mem", (int)pid);
    int found = stat(path, &info);
    close(in[1]);
    close(out[0]);
    close(null);
    assert_int_equal(end(pid), 0);
    assert_int_equal(found, 0);
    assert_int_equal(info.st_uid, 0);
}

static void limit_address_space(void)
{
    const struct rlimit few = { 100 << 20, 100 << 20 };
    setrlimit(RLIMIT_AS, &few);
}

static void limit_data(void)
{
    const struct rlimit few = { 64 << 20, 64 << 20 };
    setrlimit(RLIMIT_DATA, &few);
}

/* As a kernel that was built without does, or a service manager that forbids it. */
static void take_seccomp_away(void)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(seccomp), 0);
    seccomp_rule_add(filter, SCMP_ACT_ERRNO(EINVAL), SCMP_SYS(prctl), 1,
        SCMP_A0(SCMP_CMP_EQ, PR_SET_SECCOMP, 0));
    seccomp_load(filter);
}

static void ask(
    void (*before)(void), const struct decode_input *picture, struct decode_reply *reply)
{
    int out[2], in = memfd_create("picture", MFD_CLOEXEC);
    assert_int_equal(write(in, picture->data, picture->size), picture->size);
    assert_int_equal(lseek(in, 0, SEEK_SET), 0);
    make_pipe(out);
    pid_t pid =
        begin(&(struct start) { DECODE_PROGRAM, "codes", in, out[1], STDERR_FILENO, before });
    close(in);
    close(out[1]);
    *reply = (struct decode_reply) { 0 };
    assert_int_equal(read(out[0], reply, sizeof *reply), sizeof *reply);
    close(out[0]);
    end(pid);
    assert_int_equal(reply->magic, DECODE_MAGIC);
}

static void test_why_there_is_none(void **state)
{
    static const char no_filter[] =
        "no sandbox: the kernel gives no seccomp filter (CONFIG_SECCOMP_FILTER, SystemCallFilter=)";
    static const struct {
        void (*before)(void);
        bool is_large;
        const char *message;
    } rows[] = {
        { NULL, false, "" },
        { NULL, true, "" },
        { take_seccomp_away, false, no_filter },
        /* A limit that is lower than its own one stays, and is enough for what is small. */
        { limit_address_space, false, "" },
        { limit_data, false, "" },
        { limit_address_space, true, DECODE_LITTLE_MEMORY },
        { limit_data, true, DECODE_LITTLE_MEMORY },
    };
    const struct decode_input small = make_png(40, 40), large = make_png(5000, 5000);
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct decode_reply reply;
        ask(rows[i].before, rows[i].is_large ? &large : &small, &reply);
        if (strcmp(reply.message, rows[i].message) != 0 || reply.done != !rows[i].message[0] ||
            reply.is_hopeless) {
            fail_msg("row %zu: done %u, hopeless %u, \"%s\"", i, reply.done, reply.is_hopeless,
                reply.message);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_probe),
        cmocka_unit_test(test_no_file_is_written),
        cmocka_unit_test(test_not_dumpable),
        cmocka_unit_test(test_why_there_is_none),
    };
#ifdef __has_feature
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
    puts("the sanitizer needs what the sandbox takes away");
    return 77;
#endif
#endif
    return cmocka_run_group_tests(tests, NULL, NULL);
}
