#include "command/fetch_child.h"

#include "base/child.h"
#include "base/clock.h"
#include "base/log.h"
#include "command/elsewhere.h"

#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { WAIT_FIRST_S = 1, WAIT_LAST_S = 300, SETTLED_S = 60, LEAVE_MS = 500, NICENESS = 10 };

void fetch_child_init(
    struct fetch_child *child, const char *config_path, const char *store_path)
{
    *child = (struct fetch_child) { .config_path = config_path,
        .store_path = store_path,
        .wait_us = WAIT_FIRST_S * INT64_C(1000000) };
}

/* Between fork and exec in a program with threads: only calls that are safe there. */
static void become(
    const char *program, const char *const *argv, const char *const *environment, pid_t parent)
{
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    setpriority(PRIO_PROCESS, 0, NICENESS); /* frames come first */
    closefrom(STDERR_FILENO + 1);           /* whatever we were started with */
    if (getppid() == parent) {
        execve(program, (char *const *)argv, (char *const *)environment);
    }
    _exit(127);
}

void fetch_child_step(struct fetch_child *child, int64_t now_us)
{
    if (child->pid || now_us < child->start_us) {
        return;
    }
    char program[PATH_MAX];
    const char *argv[8] = { "lobbycard" };
    size_t count = 1;
    if (child->config_path) {
        argv[count++] = "--config";
        argv[count++] = child->config_path;
    }
    argv[count++] = "--store";
    argv[count++] = child->store_path;
    argv[count++] = "fetch";
    child_find(fetch_program, program); /* where it is not, the child leaves with 127 */
    const char **environment = child_environment();
    pid_t parent = getpid(), pid = environment ? fork() : -1;
    if (pid == 0) {
        become(program, argv, environment, parent);
    }
    int number = errno;
    free(environment);
    child->started_us = now_us;
    if (pid < 0) {
        log_error("fetch: cannot start it: %s", strerror(number));
        child->start_us = now_us + child->wait_us;
        return;
    }
    log_debug("fetch: started as process %d", (int)pid);
    child->pid = pid;
}

int64_t fetch_child_deadline_us(const struct fetch_child *child)
{
    return child->pid ? INT64_MAX : child->start_us;
}

void fetch_child_reap(struct fetch_child *child, int64_t now_us)
{
    int status = 0;
    if (!child->pid || waitpid(child->pid, &status, WNOHANG) != child->pid) {
        return;
    }
    child->pid = 0;
    if (now_us - child->started_us >= SETTLED_S * INT64_C(1000000)) {
        child->wait_us = WAIT_FIRST_S * INT64_C(1000000);
    }
    child->start_us = now_us + child->wait_us;
    log_warning("fetch: left with %s %d; again in %d s",
        WIFSIGNALED(status) ? "signal" : "status",
        WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status),
        (int)(child->wait_us / 1000000));
    child->wait_us *= 2;
    if (child->wait_us > WAIT_LAST_S * INT64_C(1000000)) {
        child->wait_us = WAIT_LAST_S * INT64_C(1000000);
    }
}

void fetch_child_reload(const struct fetch_child *child)
{
    if (child->pid) {
        kill(child->pid, SIGHUP);
    }
}

void fetch_child_finish(struct fetch_child *child)
{
    if (!child->pid) {
        return;
    }
    sigset_t left;
    sigemptyset(&left);
    sigaddset(&left, SIGCHLD);
    int64_t end_ms = clock_mono_ms() + LEAVE_MS;
    kill(child->pid, SIGTERM);
    while (waitpid(child->pid, NULL, WNOHANG) == 0) {
        int64_t left_ms = end_ms - clock_mono_ms();
        if (left_ms <= 0) {
            kill(child->pid, SIGKILL);
            waitpid(child->pid, NULL, 0);
            break;
        }
        struct timespec wait = { left_ms / 1000, left_ms % 1000 * 1000000 };
        sigtimedwait(&left, NULL, &wait);
    }
    child->pid = 0;
}
