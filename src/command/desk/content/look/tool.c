#include "command/desk/content/look/tool.h"

#include "base/clock.h"
#include "base/system/child.h"
#include "base/translated.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ARGUMENTS_MAX = 30, OUTPUT_MAX = 8 * 1024 * 1024, LOOK_MS = 250 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t freed = PTHREAD_COND_INITIALIZER;
static int limit = 2, running; /* under the lock */

void tool_limit(int at_once)
{
    pthread_mutex_lock(&lock);
    limit = at_once < 1 ? 1 : at_once;
    pthread_mutex_unlock(&lock);
}

int tool_processors(void)
{
    long count = sysconf(_SC_NPROCESSORS_ONLN);
    return count < 1 ? 1 : count > 64 ? 64 : (int)count;
}

static bool is_wanted(const struct tool_wish *wish)
{
    return !wish->is_stale || !wish->is_stale(wish->context);
}

static bool take_turn(const struct tool_wish *wish)
{
    pthread_mutex_lock(&lock);
    while (running >= limit) {
        pthread_cond_wait(&freed, &lock);
    }
    bool wanted = is_wanted(wish);
    running += wanted;
    pthread_mutex_unlock(&lock);
    return wanted;
}

static void give_turn(void)
{
    pthread_mutex_lock(&lock);
    running--;
    pthread_cond_signal(&freed);
    pthread_mutex_unlock(&lock);
}

/* Beside this program or where it was installed; the one that people call is in bin there. */
static bool find(const char *name, char path[PATH_MAX])
{
    if (child_find(name, path)) {
        return true;
    }
    char own[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", own, sizeof own - 1);
    own[length > 0 ? length : 0] = '\0';
    for (int up = 0; up < 3; up++) { /* libexec/lobbycard/lobbycard-desk */
        char *slash = strrchr(own, '/');
        if (!slash) {
            return false;
        }
        *slash = '\0';
    }
    int size = snprintf(path, PATH_MAX, "%s/bin/%s", own, name);
    return size > 0 && size < PATH_MAX && access(path, X_OK) == 0;
}

static bool start(const struct tool_wish *wish, int out, pid_t *pid, struct error *error)
{
    char path[PATH_MAX];
    const char *argv[ARGUMENTS_MAX] = { wish->program };
    size_t count = 1;
    for (; wish->arguments[count - 1] && count < ARGUMENTS_MAX - 1; count++) {
        argv[count] = wish->arguments[count - 1];
    }
    argv[count] = NULL;
    if (!find(wish->program, path)) {
        return error_set(error, "%s: %s", wish->program, translated_errno(ENOENT));
    }
    const char **environment = child_environment();
    struct child child = { path, argv, environment, -1, out,
        wish->leaves_errors_out ? -1 : out };
    int wrong = environment ? child_start(&child, pid) : ENOMEM;
    free(environment);
    return wrong == 0 || error_set(error, "%s: %s", wish->program, translated_errno(wrong));
}

/* To its end; false when its time is over, it says too much, or nobody wants it any more. */
static bool read_all(const struct tool_wish *wish, int fd, struct bytes *out)
{
    int64_t end_ms = clock_mono_ms() + wish->max_ms;
    char piece[16 * 1024];
    for (;;) {
        int64_t left_ms = end_ms - clock_mono_ms();
        struct pollfd one = { fd, POLLIN, 0 };
        if (left_ms <= 0 || out->size > OUTPUT_MAX || !is_wanted(wish)) {
            return false;
        }
        if (poll(&one, 1, (int)(left_ms > LOOK_MS ? LOOK_MS : left_ms)) <= 0) {
            continue;
        }
        ssize_t got = read(fd, piece, sizeof piece);
        if (got == 0) {
            return true;
        }
        if (got < 0 ? errno != EINTR : !bytes_append(out, piece, (size_t)got)) {
            return false;
        }
    }
}

static bool run(
    const struct tool_wish *wish, struct bytes *out, int *status, struct error *error)
{
    int pipe_fds[2], state = 0;
    pid_t pid = 0;
    if (pipe2(pipe_fds, O_CLOEXEC) != 0) {
        return error_set(error, "%s", translated_errno(errno));
    }
    bool done = start(wish, pipe_fds[1], &pid, error);
    close(pipe_fds[1]);
    bool ended = done && read_all(wish, pipe_fds[0], out);
    close(pipe_fds[0]);
    if (!done) {
        return false;
    }
    if (!ended) {
        kill(pid, SIGKILL);
    }
    while (waitpid(pid, &state, 0) < 0 && errno == EINTR) {
    }
    if (!ended || !WIFEXITED(state)) {
        return error_set(error, "%s %s: %s", wish->program, wish->arguments[0],
            ended ? "was killed" : "took too long");
    }
    *status = WEXITSTATUS(state);
    return true;
}

enum tool_outcome tool_run(
    const struct tool_wish *wish, struct bytes *out, int *status, struct error *error)
{
    if (!take_turn(wish)) {
        return TOOL_STALE;
    }
    bool done = run(wish, out, status, error);
    give_turn();
    return done ? TOOL_DONE : is_wanted(wish) ? TOOL_FAILED : TOOL_STALE;
}
