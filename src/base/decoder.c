#include "base/decoder.h"

#include "base/child.h"
#include "base/clock.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ARGUMENTS_MAX = 8, STOP_LOOK_MS = 200 };

bool decoder_start_on(struct decoder *decoder, int input, const char *const *arguments,
    int64_t max_ms, struct error *error)
{
    char program[PATH_MAX];
    const char *argv[ARGUMENTS_MAX] = { program }, *const environment[] = { NULL };
    int pipes[2];
    for (int i = 0; arguments[i] && i + 2 < ARGUMENTS_MAX; i++) {
        argv[i + 1] = arguments[i];
    }
    *decoder = (struct decoder) { -1, -1, clock_mono_us() + max_ms * 1000, NULL };
    if (!child_find("lobbycard-decode", program)) {
        return error_set(error, "lobbycard-decode is not installed");
    }
    if (pipe2(pipes, O_CLOEXEC) != 0) {
        return error_set(error, "%s", strerror(errno));
    }
    const struct child child = { .program = program,
        .argv = argv,
        .environment = environment,
        .in = input,
        .out = pipes[1],
        .error = STDERR_FILENO };
    int wrong = child_start(&child, &decoder->pid);
    close(pipes[1]);
    if (wrong) {
        close(pipes[0]);
        return error_set(error, "lobbycard-decode: %s", strerror(wrong));
    }
    decoder->fd = pipes[0];
    return true;
}

bool decoder_start(struct decoder *decoder, const char *path, const char *const *arguments,
    int64_t max_ms, struct error *error)
{
    int input = open(path, O_RDONLY | O_CLOEXEC);
    if (input < 0) {
        return error_set(error, "%s: %s", path, strerror(errno));
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
        if (left_us <= 0 || (decoder->stop && *decoder->stop) ||
            (poll(&pollfd, 1, wait_ms) < 0 && errno != EINTR)) {
            return false;
        }
        if (!(pollfd.revents & (POLLIN | POLLHUP | POLLERR))) {
            continue;
        }
        ssize_t got = read(decoder->fd, at, size);
        if (got == 0 || (got < 0 && errno != EINTR)) {
            return false;
        }
        at += got > 0 ? got : 0;
        size -= got > 0 ? (size_t)got : 0;
    }
    return true;
}

void decoder_stop(struct decoder *decoder)
{
    close(decoder->fd);
    kill(decoder->pid, SIGKILL); /* done, or not to be waited for */
    while (waitpid(decoder->pid, NULL, 0) < 0 && errno == EINTR) {
    }
}
