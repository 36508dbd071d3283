#include "screen/photo.h"

#include "base/clock.h"
#include "decode/wire.h"

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

enum { DECODE_MAX_MS = 5000 };

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

/* Starts the decoder on the file; its output is read from *out. */
static pid_t start(const struct photo_wish *wish, int *out, struct error *error)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t none;
    char program[PATH_MAX], numbers[4][16];
    int pipes[2] = { -1, -1 };
    pid_t pid = -1;
    const int values[4] = { wish->width, wish->height, wish->focus_x, wish->focus_y };
    for (int i = 0; i < 4; i++) {
        snprintf(numbers[i], sizeof numbers[i], "%d", values[i]);
    }
    char cover[] = "cover", contain[] = "contain";
    char *argv[] = { program, wish->is_cover ? cover : contain, numbers[0], numbers[1],
        numbers[2], numbers[3], NULL };
    char *environment[] = { NULL };
    if (!find_decoder(program)) {
        error_set(error, "lobbycard-decode is not installed");
        return -1;
    }
    if (pipe2(pipes, O_CLOEXEC) != 0) {
        error_set(error, "%s", strerror(errno));
        return -1;
    }
    sigemptyset(&none);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, pipes[1], STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, wish->path, O_RDONLY, 0);
    posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
    int code = posix_spawn(&pid, program, &actions, &attributes, argv, environment);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    close(pipes[1]);
    *out = pipes[0];
    if (code != 0) {
        error_set(error, "%s: %s", wish->path, strerror(code));
        close(pipes[0]);
        return -1;
    }
    return pid;
}

/* Reads all of it before the time is over. */
static bool read_until(int fd, void *data, size_t size, int64_t end_us)
{
    char *at = data;
    while (size > 0) {
        int64_t left_us = end_us - clock_mono_us();
        struct pollfd pollfd = { .fd = fd, .events = POLLIN };
        if (left_us <= 0 ||
            (poll(&pollfd, 1, (int)(left_us / 1000) + 1) < 0 && errno != EINTR)) {
            return false;
        }
        if (!(pollfd.revents & (POLLIN | POLLHUP | POLLERR))) {
            continue;
        }
        ssize_t got = read(fd, at, size);
        if (got == 0 || (got < 0 && errno != EINTR)) {
            return false;
        }
        at += got > 0 ? got : 0;
        size -= got > 0 ? (size_t)got : 0;
    }
    return true;
}

static struct picture *receive(
    int fd, const struct photo_wish *wish, bool *has_alpha, struct error *error)
{
    struct decode_reply reply;
    struct picture *picture = NULL;
    int64_t end_us = clock_mono_us() + DECODE_MAX_MS * INT64_C(1000);
    if (!read_until(fd, &reply, sizeof reply, end_us) || reply.magic != DECODE_MAGIC) {
        error_set(error, "its decoder was stopped");
        return NULL;
    }
    reply.message[sizeof reply.message - 1] = '\0';
    if (reply.done != 1 || reply.width < 1 || reply.height < 1 ||
        reply.width > (uint32_t)wish->width || reply.height > (uint32_t)wish->height) {
        error_set(error, "%s", reply.message);
        return NULL;
    }
    picture = picture_create((int)reply.width, (int)reply.height);
    if (!picture || !read_until(fd, picture->pixels, picture->bytes, end_us)) {
        error_set(error, picture ? "its decoder was stopped" : "out of memory");
        picture_destroy(picture);
        picture = NULL;
    }
    *has_alpha = reply.has_alpha != 0;
    return picture;
}

void photos_forget(struct photos *photos)
{
    *photos = (struct photos) { .next = 0 };
}

bool photos_has_failed(const struct photos *photos, const char *object)
{
    for (size_t i = 0; i < PHOTOS_FAILED_MAX; i++) {
        if (object[0] != '\0' && strcmp(photos->failed[i], object) == 0) {
            return true;
        }
    }
    return false;
}

void photos_note_failure(struct photos *photos, const char *object)
{
    char *slot = photos->failed[photos->next];
    snprintf(slot, sizeof photos->failed[0], "%s", object);
    photos->next = (photos->next + 1) % PHOTOS_FAILED_MAX;
}

struct picture *photo_load(const struct photo_wish *wish, bool *has_alpha, struct error *error)
{
    int fd = -1;
    pid_t pid = start(wish, &fd, error);
    if (pid < 0) {
        return NULL;
    }
    struct picture *picture = receive(fd, wish, has_alpha, error);
    close(fd);
    kill(pid, SIGKILL); /* done, or not to be waited for */
    while (waitpid(pid, NULL, 0) < 0 && errno == EINTR) {
    }
    return picture;
}
