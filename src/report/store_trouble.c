#include "report/store_trouble.h"

#include <inttypes.h>
#include <sys/statvfs.h>
#include <unistd.h>

/* A try may take a while, and its turn may come a little late. */
enum { LATE_MS = 10 * 60 * 1000 };

/* A `fetch` that lives should have written something by now. What was not asked yet has no time
 * that it could be late for. */
static bool is_silent(const struct fetch_status *fetched, int64_t now_ms)
{
    int64_t next_ms = INT64_MAX;
    for (size_t i = 0; i < fetched->source_count; i++) {
        int64_t at_ms = fetched->sources[i].next_try_ms;
        next_ms = at_ms != 0 && at_ms < next_ms ? at_ms : next_ms;
    }
    return next_ms != INT64_MAX && now_ms - next_ms > LATE_MS &&
           now_ms - fetched->written_ms > LATE_MS && process_lives(&fetched->fetcher);
}

/* What the disk answers who asks it: that it takes nothing more. */
static bool find_disk_trouble(const char *path, struct error *trouble)
{
    struct statvfs disk;
    if (statvfs(path, &disk) < 0) {
        return false;
    }
    if (disk.f_flag & ST_RDONLY) {
        error_set(trouble,
            "%s: the file system is read-only: what is there plays on; see dmesg, and mount "
            "it writable",
            path);
    } else if (disk.f_blocks > 0 && disk.f_bavail == 0) {
        error_set(trouble, "%s: the disk is full: what is there plays on; make room", path);
    } else if (disk.f_files > 0 && disk.f_favail == 0) {
        error_set(trouble,
            "%s: the disk has no inodes left for other files: what is there plays on; delete "
            "files that are not needed",
            path);
    }
    return *trouble->text;
}

/* A commit writes the second copy behind the first: read in between, they differ for as long
 * as the disk takes. What is really hurt stays so. */
static enum head_state settled_state(
    struct store *store, struct head *head, struct error *trouble)
{
    enum { TRIES = 4, WAIT_US = 250 * 1000 };
    enum head_state state = store_head_state(store, head, trouble);
    for (int i = 0; state == HEAD_HURT && i < TRIES; i++) {
        usleep(WAIT_US);
        state = store_head_state(store, head, trouble);
    }
    return state;
}

bool find_store_trouble(struct store *store, const struct fetch_status *fetched, int64_t now_ms,
    struct error *trouble)
{
    struct head head;
    const char *path = store_path(store);
    enum head_state state = settled_state(store, &head, trouble);
    if (state == HEAD_HURT || state == HEAD_ROTTEN || state == HEAD_UNREADABLE) {
        struct error ignored = { 0 };
        return find_disk_trouble(path, &ignored);
    }
    error_set(trouble, "%s", "");
    if (find_disk_trouble(path, trouble)) {
        return true;
    }
    if (fetched && *fetched->store_error && process_lives(&fetched->fetcher)) {
        error_set(trouble, "%s", fetched->store_error);
    } else if (fetched && is_silent(fetched, now_ms)) {
        error_set(trouble, "%s: fetch runs, but wrote nothing here for %" PRId64 " min", path,
            (now_ms - fetched->written_ms) / 60000);
    }
    return false;
}
