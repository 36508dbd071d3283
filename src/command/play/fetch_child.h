/* The `fetch` that `play` starts for itself: restarted with back-off whenever
 * it leaves. It dies with us. Main thread only. */
#pragma once

#include "config/config.h"

#include <stdint.h>
#include <sys/types.h>

struct fetch_child {
    const char *config_path, *store_path; /* handed on; the first may be NULL */
    int config_fd; /* what `play` goes by, in memory: the file may be a broken one by now; or -1
                    */
    char config_fd_path[32];
    bool is_wanted;
    pid_t pid;                    /* 0 while it does not run */
    int64_t started_us, start_us; /* monotonic: last start, next start */
    int64_t wait_us;              /* before the next start */
};

/* Borrows the texts. Nothing runs before fetch_child_step, and nothing at all unless it is
 * wanted. */
void fetch_child_init(struct fetch_child *child, const char *config_path,
    const char *store_path, const struct config *config, bool is_wanted);

/* After SIGCHLD. */
void fetch_child_reap(struct fetch_child *child, int64_t now_us);

/* It goes by that config from now on; one that waits to be started is started at once. */
void fetch_child_reload(struct fetch_child *child, const struct config *config);

/* A part, see part.h: a struct fetch_child. Starts it when that is due. To finish is SIGTERM,
 * half a second, SIGKILL; SIGCHLD is blocked in the caller. */
void fetch_child_step(void *part, int64_t now_us);
int64_t fetch_child_deadline_us(const void *part, int64_t now_us);
void fetch_child_finish(void *part);
