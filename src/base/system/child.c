#include "base/system/child.h"

#include "base/clock.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static bool find(const char *name, int mode, char out[PATH_MAX])
{
    static const char *const below[] = { "", "libexec/lobbycard/", "bin/" };
    char own[PATH_MAX];
    ssize_t length = readlink("/proc/self/exe", own, sizeof own - 1);
    own[length > 0 ? length : 0] = '\0';
    for (size_t up = 0; up < sizeof below / sizeof *below; up++) {
        char *slash = strrchr(own, '/');
        if (!slash) {
            break;
        }
        *slash = '\0';
        int size = snprintf(out, PATH_MAX, "%s/%s%s", own, below[up], name);
        if (size > 0 && size < PATH_MAX && access(out, mode) == 0) {
            return true;
        }
    }
    snprintf(out, PATH_MAX, "%s/%s", LOBBYCARD_LIBEXEC_DIR, name);
    return access(out, mode) == 0;
}

bool child_find(const char *name, char out[PATH_MAX])
{
    return find(name, X_OK, out);
}

bool child_find_module(const char *name, char out[PATH_MAX])
{
    return find(name, R_OK, out);
}

static bool is_ours_alone(const char *variable)
{
    static const char *const names[] = { "NOTIFY_SOCKET=", "WATCHDOG_USEC=", "WATCHDOG_PID=",
        "LISTEN_FDS=", "LISTEN_PID=", "LISTEN_FDNAMES=" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strncmp(variable, names[i], strlen(names[i])) == 0) {
            return true;
        }
    }
    return false;
}

const char **child_environment(void)
{
    size_t count = 0, kept = 0;
    while (environ && environ[count]) {
        count++;
    }
    const char **list = calloc(count + 1, sizeof *list);
    for (size_t i = 0; list && i < count; i++) {
        if (!is_ours_alone(environ[i])) {
            list[kept++] = environ[i];
        }
    }
    return list;
}

static int add_descriptor(posix_spawn_file_actions_t *actions, int from, int to)
{
    return from >= 0 ? posix_spawn_file_actions_adddup2(actions, from, to)
                     : posix_spawn_file_actions_addopen(actions, to, "/dev/null",
                           to == STDIN_FILENO ? O_RDONLY : O_WRONLY, 0);
}

int child_start(const struct child *child, pid_t *pid)
{
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_t actions;
    sigset_t none, usual;
    sigemptyset(&none);
    sigemptyset(&usual);
    sigaddset(&usual, SIGPIPE);
    if (posix_spawnattr_init(&attributes) != 0) {
        return ENOMEM;
    }
    if (posix_spawn_file_actions_init(&actions) != 0) {
        posix_spawnattr_destroy(&attributes);
        return ENOMEM;
    }
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &usual);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    const int standard[] = { child->in, child->out, child->error };
    int wrong = 0;
    for (int fd = 0; wrong == 0 && fd <= STDERR_FILENO; fd++) {
        wrong = add_descriptor(&actions, standard[fd], fd);
    }
    if (wrong == 0) {
        wrong = posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
    }
    if (wrong == 0) { /* posix_spawn leaves both lists as they are */
        wrong = posix_spawnp(pid, child->program, &actions, &attributes,
            (char *const *)child->argv, (char *const *)child->environment);
    }
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    return wrong;
}

/* Between fork and exec in a program with threads: only calls that are safe there. */
static void become(const struct child *child, int kept, int niceness, pid_t parent)
{
    sigset_t later;
    sigemptyset(&later);
    sigaddset(&later, SIGHUP);
    sigprocmask(SIG_SETMASK, &later, NULL);
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    setpriority(PRIO_PROCESS, 0, niceness);
    if (kept == CHILD_KEPT_FD) {
        fcntl(kept, F_SETFD, 0);
    } else if (kept >= 0) {
        dup2(kept, CHILD_KEPT_FD);
    }
    closefrom(kept >= 0 ? CHILD_KEPT_FD + 1 : CHILD_KEPT_FD); /* whatever we have */
    if (getppid() == parent) {
        execve(child->program, (char *const *)child->argv, (char *const *)child->environment);
    }
    _exit(127);
}

int child_start_bound(const struct child *child, int kept, int niceness, pid_t *pid)
{
    pid_t parent = getpid(), started = fork();
    if (started == 0) {
        become(child, kept, niceness, parent);
    }
    *pid = started > 0 ? started : 0;
    return started < 0 ? errno : 0;
}

void child_end(pid_t pid, int64_t most_ms)
{
    sigset_t left;
    sigemptyset(&left);
    sigaddset(&left, SIGCHLD);
    int64_t end_ms = clock_mono_ms() + most_ms;
    kill(pid, SIGTERM);
    while (waitpid(pid, NULL, WNOHANG) == 0) {
        int64_t left_ms = end_ms - clock_mono_ms();
        if (left_ms <= 0) {
            kill(pid, SIGKILL);
            waitpid(pid, NULL, 0);
            break;
        }
        struct timespec wait = { left_ms / 1000, left_ms % 1000 * 1000000 };
        sigtimedwait(&left, NULL, &wait);
    }
}
