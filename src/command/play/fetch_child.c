#include "command/play/fetch_child.h"

#include "base/log.h"
#include "base/system/child.h"
#include "base/translated.h"
#include "command/elsewhere.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { WAIT_FIRST_S = 1, WAIT_LAST_S = 300, SETTLED_S = 60, LEAVE_MS = 500 };
enum { NICENESS = 10 }; /* frames come first */

/* A `fetch` that reads it just now may find half of it; it refuses that, and is started again.
 */
static void keep_config(struct fetch_child *child, const struct config *config)
{
    struct bytes text;
    bytes_init(&text);
    bool done = child->config_fd >= 0 && config_print(config, &text) &&
                ftruncate(child->config_fd, 0) == 0 &&
                pwrite(child->config_fd, text.data, text.size, 0) == (ssize_t)text.size;
    if (!done && child->config_fd >= 0) {
        close(child->config_fd);
        child->config_fd = -1; /* then it has the file */
    }
    bytes_finish(&text);
}

void fetch_child_init(struct fetch_child *child, const char *config_path,
    const char *store_path, const struct config *config, bool is_wanted)
{
    *child = (struct fetch_child) { .config_path = config_path,
        .store_path = store_path,
        .is_wanted = is_wanted,
        .config_fd = memfd_create("lobbycard.ini", MFD_CLOEXEC),
        .wait_us = WAIT_FIRST_S * INT64_C(1000000) };
    snprintf(child->config_fd_path, sizeof child->config_fd_path, "/proc/self/fd/%d",
        (int)CHILD_KEPT_FD);
    keep_config(child, config);
}

void fetch_child_step(void *part, int64_t now_us)
{
    struct fetch_child *child = part;
    if (!child->is_wanted || child->pid || now_us < child->start_us) {
        return;
    }
    char program[PATH_MAX];
    const char *argv[8] = { "lobbycard" };
    size_t count = 1;
    const char *config = child->config_fd >= 0 ? child->config_fd_path : child->config_path;
    if (config) {
        argv[count++] = "--config";
        argv[count++] = config;
    }
    argv[count++] = "--store";
    argv[count++] = child->store_path;
    argv[count++] = "fetch";
    child_find(fetch_program, program); /* where it is not, the child leaves with 127 */
    const char **environment = child_environment();
    const struct child started = {
        .program = program, .argv = argv, .environment = environment
    };
    int wrong = environment
                    ? child_start_bound(&started, child->config_fd, NICENESS, &child->pid)
                    : ENOMEM;
    free(environment);
    child->started_us = now_us;
    if (wrong) {
        log_error("fetch: cannot start it: %s", translated_errno(wrong));
        child->start_us = now_us + child->wait_us;
        return;
    }
    log_debug("fetch: started as process %d", (int)child->pid);
}

int64_t fetch_child_deadline_us(const void *part, int64_t now_us)
{
    (void)now_us;
    const struct fetch_child *child = part;
    return child->pid || !child->is_wanted ? INT64_MAX : child->start_us;
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

void fetch_child_reload(struct fetch_child *child, const struct config *config)
{
    keep_config(child, config);
    if (child->pid) {
        kill(child->pid, SIGHUP);
    }
    child->start_us = 0;
}

void fetch_child_finish(void *part)
{
    struct fetch_child *child = part;
    if (child->config_fd > 0) { /* 0: it was never begun */
        close(child->config_fd);
        child->config_fd = -1;
    }
    if (child->pid) {
        child_end(child->pid, LEAVE_MS);
        child->pid = 0;
    }
}
