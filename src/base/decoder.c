#include "base/decoder.h"

#include "base/clock.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ARGUMENTS_MAX = 8, STOP_LOOK_MS = 200 };

/* As command/elsewhere.c finds the other programs: beside this one, in libexec of its prefix,
 * or where it was configured to be installed. */
static bool find_decoder(char out[PATH_MAX])
{
    static const char name[] = "lobbycard-decode";
    char own[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", own, sizeof own - 1);
    own[length > 0 ? length : 0] = '\0';
    for (int up = 0; up < 2; up++) {
        char *slash = strrchr(own, '/');
        if (!slash) {
            break;
        }
        *slash = '\0';
        int size =
            snprintf(out, PATH_MAX, "%s/%s%s", own, up ? "libexec/lobbycard/" : "", name);
        if (size > 0 && size < PATH_MAX && access(out, X_OK) == 0) {
            return true;
        }
    }
    snprintf(out, PATH_MAX, "%s/%s", LOBBYCARD_LIBEXEC_DIR, name);
    return access(out, X_OK) == 0;
}

bool decoder_start_on(struct decoder *decoder, int input, const char *const *arguments,
    int64_t max_ms, struct error *error)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t none;
    char program[PATH_MAX], *argv[ARGUMENTS_MAX] = { program };
    int pipes[2] = { -1, -1 };
    char *environment[] = { NULL };
    for (int i = 0; arguments[i] && i + 2 < ARGUMENTS_MAX; i++) {
        argv[i + 1] = (char *)arguments[i]; /* posix_spawn leaves them as they are */
    }
    *decoder = (struct decoder) { -1, -1, clock_mono_us() + max_ms * 1000, NULL };
    if (!find_decoder(program)) {
        return error_set(error, "lobbycard-decode is not installed");
    }
    if (pipe2(pipes, O_CLOEXEC) != 0) {
        return error_set(error, "%s", strerror(errno));
    }
    sigemptyset(&none);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, pipes[1], STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
    posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
    int code = posix_spawn(&decoder->pid, program, &actions, &attributes, argv, environment);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    close(pipes[1]);
    if (code != 0) {
        close(pipes[0]);
        return error_set(error, "lobbycard-decode: %s", strerror(code));
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
