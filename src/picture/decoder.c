#include "picture/decoder.h"

#include "base/clock.h"
#include "base/system/child.h"
#include "base/translated.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    ARGUMENTS_MAX = 8,
    STOP_LOOK_MS = 200,
    NOT_STARTED = 127,                    /* says the loader where a library is missing */
    DECODER_MAX_BYTES = 640 * 1024 * 1024 /* its own limit, in decode/main.c */
};

/* Why a program cannot be started, and what to do. */
static bool refuse(int wrong, struct error *error)
{
    switch (wrong) {
    case EAGAIN:
        return error_set(error, "lobbycard-decode cannot be started: there are as many "
                                "processes as may be (TasksMax=, LimitNPROC=, ulimit -u)");
    case EMFILE:
    case ENFILE:
        return error_set(error, "lobbycard-decode cannot be started: as many files are open as "
                                "may be (LimitNOFILE=, ulimit -n)");
    case ENOMEM:
        return error_set(
            error, "lobbycard-decode cannot be started: memory is short (MemoryMax=)");
    default:
        return error_set(error, "lobbycard-decode: %s", translated_errno(wrong));
    }
}

bool decoder_start_on(struct decoder *decoder, int input, const char *const *arguments,
    int64_t max_ms, struct error *error)
{
    char program[PATH_MAX];
    const char *argv[ARGUMENTS_MAX] = { program }, *const environment[] = { NULL };
    int pipes[2];
    for (int i = 0; arguments[i] && i + 2 < ARGUMENTS_MAX; i++) {
        argv[i + 1] = arguments[i];
    }
    *decoder =
        (struct decoder) { .pid = -1, .fd = -1, .end_us = clock_mono_us() + max_ms * 1000 };
    if (!child_find("lobbycard-decode", program)) {
        return error_set(error,
            "lobbycard-decode is not installed: install lobbycard whole, with cmake --install");
    }
    if (pipe2(pipes, O_CLOEXEC) != 0) {
        return refuse(errno, error);
    }
    /* Its standard error is nobody's: it would be the journal's. */
    const struct child child = { .program = program,
        .argv = argv,
        .environment = environment,
        .in = input,
        .out = pipes[1],
        .error = -1 };
    int wrong = child_start(&child, &decoder->pid);
    close(pipes[1]);
    if (wrong) {
        close(pipes[0]);
        return refuse(wrong, error);
    }
    decoder->fd = pipes[0];
    return true;
}

bool decoder_start(struct decoder *decoder, const char *path, const char *const *arguments,
    int64_t max_ms, struct error *error)
{
    int input = open(path, O_RDONLY | O_CLOEXEC);
    if (input < 0) {
        return error_set(error, "%s: %s", path, translated_errno(errno));
    }
    bool done = decoder_start_on(decoder, input, arguments, max_ms, error);
    close(input);
    return done;
}

bool decoder_read(struct decoder *decoder, void *data, size_t size)
{
    char *at = data;
    while (size > 0) {
        int64_t left_us = decoder->end_us - clock_mono_us();
        struct pollfd pollfd = { .fd = decoder->fd, .events = POLLIN };
        int wait_ms = (int)(left_us / 1000) + 1;
        wait_ms = decoder->stop && wait_ms > STOP_LOOK_MS ? STOP_LOOK_MS : wait_ms;
        decoder->is_late = left_us <= 0;
        if (decoder->is_late || (decoder->stop && *decoder->stop) ||
            (poll(&pollfd, 1, wait_ms) < 0 && errno != EINTR)) {
            return false;
        }
        if (!(pollfd.revents & (POLLIN | POLLHUP | POLLERR))) {
            continue;
        }
        ssize_t got = read(decoder->fd, at, size);
        decoder->has_ended = got == 0;
        if (got == 0 || (got < 0 && errno != EINTR)) {
            return false;
        }
        at += got > 0 ? got : 0;
        size -= got > 0 ? (size_t)got : 0;
    }
    return true;
}

static int stop(struct decoder *decoder)
{
    int status = 0;
    close(decoder->fd);
    /* Done, or not to be waited for. Of one that ended itself the status stays what it was. */
    kill(decoder->pid, SIGKILL);
    while (waitpid(decoder->pid, &status, 0) < 0 && errno == EINTR) {
    }
    return status;
}

void decoder_stop(struct decoder *decoder)
{
    stop(decoder);
}

static bool is_limited(int resource)
{
    struct rlimit limit;
    return getrlimit(resource, &limit) == 0 && limit.rlim_cur < DECODER_MAX_BYTES;
}

bool decoder_give_up(struct decoder *decoder, struct error *error)
{
    int status = stop(decoder);
    int by = decoder->has_ended && WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    bool has_begun =
        !decoder->has_ended || (WIFEXITED(status) && WEXITSTATUS(status) != NOT_STARTED);
    if (decoder->is_late || by == SIGXCPU) {
        return error_set(
            error, "its decoder was stopped: it takes too long: save the picture smaller");
    }
    if (by == SIGSYS) {
        return error_set(error, "its decoder was stopped by its sandbox");
    }
    if (!has_begun && (is_limited(RLIMIT_AS) || is_limited(RLIMIT_DATA))) {
        return error_set(error, "its decoder was stopped: LimitAS= or LimitDATA= (ulimit -v, "
                                "-d) leaves less than 640 MB of memory");
    }
    if (by == SIGKILL) {
        return error_set(
            error, "its decoder was stopped by the system: is memory short (MemoryMax=)?");
    }
    if (!has_begun && by == 0) {
        return error_set(error, "lobbycard-decode does not start: run it by hand to see why");
    }
    return by ? error_set(error,
                    "its decoder was stopped by a fault (signal %d): save the picture anew as "
                    "JPEG or PNG",
                    by)
              : error_set(error, "its decoder was stopped: its answer makes no sense");
}
