#include "command/store_trouble.h"

#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <sys/statvfs.h>

/* A try may take a while, and its turn may come a little late. */
enum { LATE_MS = 10 * 60 * 1000 };

bool is_running(int pid)
{
    return pid > 0 && (kill(pid, 0) == 0 || errno == EPERM);
}

/* A `fetch` that lives and should have written something by now could not. */
static bool is_silent(const struct fetch_status *fetched, int64_t now_ms)
{
    int64_t next_ms = INT64_MAX;
    for (size_t i = 0; i < fetched->source_count; i++) {
        int64_t at_ms = fetched->sources[i].next_try_ms;
        next_ms = at_ms < next_ms ? at_ms : next_ms;
    }
    return next_ms != INT64_MAX && now_ms - next_ms > LATE_MS && is_running(fetched->pid);
}

void find_store_trouble(struct store *store, const struct fetch_status *fetched, int64_t now_ms,
    struct error *trouble)
{
    struct head head;
    struct statvfs disk;
    const char *path = store_path(store);
    enum head_state state = store_head_state(store, &head, trouble);
    if (state == HEAD_HURT || state == HEAD_ROTTEN || state == HEAD_UNREADABLE) {
        return;
    }
    error_set(trouble, "%s", "");
    if (fetched && *fetched->store_error) {
        error_set(trouble, "%s", fetched->store_error);
    } else if (statvfs(path, &disk) == 0 && disk.f_flag & ST_RDONLY) {
        error_set(trouble, "%s: the file system is read-only: what is there plays on", path);
    } else if (statvfs(path, &disk) == 0 && disk.f_blocks > 0 && disk.f_bavail == 0) {
        error_set(trouble, "%s: the disk is full: what is there plays on", path);
    } else if (fetched && is_silent(fetched, now_ms)) {
        error_set(trouble, "%s: fetch runs, but could not write here for %" PRId64 " min", path,
            (now_ms - fetched->written_ms) / 60000);
    }
}
