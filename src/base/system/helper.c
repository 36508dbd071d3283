#include "base/system/helper.h"

#include "base/clock.h"
#include "base/system/child.h"
#include "base/translated.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    ARGUMENTS_MAX = 8,
    STOP_LOOK_MS = 200,
    PIPE_BYTES = 1024 * 1024, /* so that the two seldom wait for each other */
    NOT_STARTED = 127,        /* says the loader where a library is missing */
};

/* Why a program cannot be started, and what to do. */
static bool refuse(const char *program, int wrong, struct error *error)
{
    switch (wrong) {
    case EAGAIN:
        return error_set(error,
            "%s cannot be started: there are as many processes as may be (TasksMax=, "
            "LimitNPROC=, ulimit -u)",
            program);
    case EMFILE:
    case ENFILE:
        return error_set(error,
            "%s cannot be started: as many files are open as may be (LimitNOFILE=, ulimit -n)",
            program);
    case ENOMEM:
        return error_set(error, "%s cannot be started: memory is short (MemoryMax=)", program);
    default:
        return error_set(error, "%s: %s", program, translated_errno(wrong));
    }
}

bool helper_start(struct helper *helper, const struct helper_wish *wish, struct error *error)
{
    char program[PATH_MAX];
    /* A picture's millions of bytes in pages of 2 MB, as in picture/picture.c. */
    static const char *const environment[] = { "GLIBC_TUNABLES=glibc.malloc.hugetlb=1", NULL };
    const char *argv[ARGUMENTS_MAX] = { program };
    int pipes[2];
    for (int i = 0; wish->arguments[i] && i + 2 < ARGUMENTS_MAX; i++) {
        argv[i + 1] = wish->arguments[i];
    }
    *helper = (struct helper) {
        .pid = -1, .fd = -1, .end_us = clock_mono_us() + wish->max_ms * 1000
    };
    if (!child_find(wish->program, program)) {
        return error_set(error,
            "%s is not installed: install the package lobbycard, or all of it with cmake --install",
            wish->program);
    }
    if (pipe2(pipes, O_CLOEXEC) != 0) {
        return refuse(wish->program, errno, error);
    }
    /* Its standard error is nobody's: it would be the journal's. */
    const struct child child = { .program = program,
        .argv = argv,
        .environment = environment,
        .in = wish->input,
        .out = pipes[1],
        .error = -1 };
    int wrong = child_start(&child, &helper->pid);
    close(pipes[1]);
    fcntl(pipes[0], F_SETPIPE_SZ, PIPE_BYTES); /* or it stays as it is */
    if (wrong) {
        close(pipes[0]);
        return refuse(wish->program, wrong, error);
    }
    helper->fd = pipes[0];
    return true;
}

size_t helper_read_some(struct helper *helper, void *data, size_t size)
{
    for (;;) {
        int64_t left_us = helper->end_us - clock_mono_us();
        struct pollfd pollfd = { .fd = helper->fd, .events = POLLIN };
        int wait_ms = (int)(left_us / 1000) + 1;
        wait_ms = helper->stop && wait_ms > STOP_LOOK_MS ? STOP_LOOK_MS : wait_ms;
        helper->is_late = left_us <= 0;
        if (helper->is_late || (helper->stop && *helper->stop) ||
            (poll(&pollfd, 1, wait_ms) < 0 && errno != EINTR)) {
            return 0;
        }
        if (!(pollfd.revents & (POLLIN | POLLHUP | POLLERR))) {
            continue;
        }
        ssize_t got = read(helper->fd, data, size);
        helper->has_ended = got == 0;
        if (got >= 0 || errno != EINTR) {
            return got > 0 ? (size_t)got : 0;
        }
    }
}

bool helper_read(struct helper *helper, void *data, size_t size)
{
    char *at = data;
    while (size > 0) {
        size_t got = helper_read_some(helper, at, size);
        if (got == 0) {
            return false;
        }
        at += got;
        size -= got;
    }
    return true;
}

struct helper_end helper_stop(struct helper *helper)
{
    int status = 0;
    close(helper->fd);
    /* Done, or not to be waited for. Of one that ended itself the status stays what it was. */
    kill(helper->pid, SIGKILL);
    while (waitpid(helper->pid, &status, 0) < 0 && errno == EINTR) {
    }
    return (struct helper_end) {
        .signal = helper->has_ended && WIFSIGNALED(status) ? WTERMSIG(status) : 0,
        .has_begun =
            !helper->has_ended || (WIFEXITED(status) && WEXITSTATUS(status) != NOT_STARTED),
    };
}

static bool is_limited(int resource, size_t memory_bytes)
{
    struct rlimit limit;
    return getrlimit(resource, &limit) == 0 && limit.rlim_cur < memory_bytes;
}

bool helper_is_limited(size_t memory_bytes)
{
    return is_limited(RLIMIT_AS, memory_bytes) || is_limited(RLIMIT_DATA, memory_bytes);
}
