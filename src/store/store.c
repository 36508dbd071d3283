#include "base/file.h"
#include "content/guard/guard.h"
#include "store/store_private.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

bool store_join(
    const struct store *store, char out[PATH_MAX], struct error *error, const char *format, ...)
{
    int used = snprintf(out, PATH_MAX, "%s/", store->path);
    va_list arguments;
    va_start(arguments, format);
    int more = -1;
    if (used > 0 && used < PATH_MAX) {
        more = vsnprintf(out + used, (size_t)(PATH_MAX - used), format, arguments);
    }
    va_end(arguments);
    if (more < 0 || used + more >= PATH_MAX) {
        return error_set(error, "%s: path too long", store->path);
    }
    return true;
}

bool store_default_path(char *out, size_t size, struct error *error)
{
    const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
    int length = -1;
    if (state && state[0] == '/') {
        length = snprintf(out, size, "%s/lobbycard", state);
    } else if (geteuid() == 0) {
        length = snprintf(out, size, "/var/lib/lobbycard");
    } else if (home && home[0] == '/') {
        length = snprintf(out, size, "%s/.local/state/lobbycard", home);
    } else {
        return error_set(error, "no place for the store: give --store or [store] path, or set "
                                "XDG_STATE_HOME or HOME");
    }
    if (length < 0 || (size_t)length >= size) {
        return error_set(error, "the store's path is too long");
    }
    return true;
}

static bool take_lock(struct store *store, struct error *error)
{
    char path[PATH_MAX];
    if (!store_join(store, path, error, "lock")) {
        return false;
    }
    store->lock_fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (store->lock_fd < 0) {
        return file_seam_error(error, path);
    }
    if (flock(store->lock_fd, LOCK_EX | LOCK_NB) < 0) {
        return errno == EWOULDBLOCK
                   ? error_set(error, "%s: another process writes to this store", path)
                   : file_seam_error(error, path);
    }
    return true;
}

bool store_is_there(const struct store *store)
{
    char path[PATH_MAX];
    struct stat held, found;
    return store_join(store, path, NULL, "lock") && fstat(store->lock_fd, &held) == 0 &&
           stat(path, &found) == 0 && held.st_ino == found.st_ino &&
           held.st_dev == found.st_dev;
}

static bool prepare_for_writing(struct store *store, struct error *error)
{
    char objects[PATH_MAX];
    if (!file_make_directories(store->path, error) || !take_lock(store, error) ||
        !store_join(store, objects, error, "objects")) {
        return false;
    }
    const struct file_seam *seam = store->seam;
    if (seam->mkdir(seam->context, objects, (mode_t)0755) == 0) {
        if (seam->fsync_dir(seam->context, store->path) < 0) {
            return file_seam_error(error, store->path);
        }
    } else if (errno != EEXIST) {
        return file_seam_error(error, objects);
    }
    return objects_measure(store, error);
}

struct store *store_open_through(const struct file_seam *seam, const char *path,
    enum store_mode mode, int64_t max_bytes, struct error *error)
{
    bool done = false;
    errno = 0;
    struct store *store = calloc(1, sizeof *store);
    if (!store) {
        error_set(error, "out of memory");
        return NULL;
    }
    store->mode = mode;
    store->max_bytes = max_bytes;
    store->seam = seam;
    store->lock_fd = store->watch_fd = -1;
    if (path && *path) {
        int length = snprintf(store->path, sizeof store->path, "%s", path);
        done = (length > 0 && (size_t)length < sizeof store->path) ||
               error_set(error, "%.80s...: path too long", path);
    } else {
        done = store_default_path(store->path, sizeof store->path, error);
    }
    if (done && mode == STORE_WRITE) {
        done = prepare_for_writing(store, error);
    }
    if (!done) {
        int number = errno;
        store_close(store);
        store = NULL;
        errno = number;
    }
    return store;
}

struct store *store_open(
    const char *path, enum store_mode mode, int64_t max_bytes, struct error *error)
{
    return store_open_through(&file_seam_real, path, mode, max_bytes, error);
}

struct guard *store_swap_guard(struct store *store, struct guard *guard)
{
    struct guard *before = store->guard;
    store->guard = guard;
    return before;
}

void store_set_guard(struct store *store, struct guard *guard)
{
    guard_destroy(store_swap_guard(store, guard));
}

static void stop_watch(struct store *store)
{
    if (store->watch_fd >= 0) {
        close(store->watch_fd);
    }
    store->watch_fd = -1;
}

void store_close(struct store *store)
{
    if (!store) {
        return;
    }
    stop_watch(store);
    if (store->lock_fd >= 0) {
        close(store->lock_fd); /* gives the lock back */
    }
    guard_destroy(store->guard);
    free(store->pending);
    free(store);
}

const char *store_path(const struct store *store)
{
    return store->path;
}

bool store_write_note(
    struct store *store, const char *name, const void *data, size_t size, struct error *error)
{
    char path[PATH_MAX];
    if (store->mode != STORE_WRITE) {
        return error_set(error, "%s: opened for reading only", store->path);
    }
    return store_join(store, path, error, "%s", name) &&
           file_seam_note(store->seam, path, data, size, error);
}

/* A folder that is not there is waited for in the one that it will be in. */
static int start_watch(struct store *store)
{
    char parent[PATH_MAX];
    uint32_t gone = IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR;
    int fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (fd < 0) {
        return -1;
    }
    snprintf(parent, sizeof parent, "%s", store->path);
    int watch = inotify_add_watch(fd, store->path, gone | IN_MOVED_TO | IN_DELETE);
    store->waits_for_folder = watch < 0;
    if (watch < 0) {
        watch = inotify_add_watch(fd, dirname(parent), gone | IN_MOVED_TO | IN_CREATE);
    }
    if (watch < 0) {
        int number = errno;
        close(fd);
        errno = number;
        return -1;
    }
    return fd;
}

/* Whether it is another one than the mark says, which is renewed. A folder is the same whatever
 * is in it. */
static bool look_at(const char *path, bool is_folder, struct file_mark *mark)
{
    struct stat info;
    struct file_mark found = { 0 };
    if (stat(path, &info) == 0) {
        found = (struct file_mark) { .device = info.st_dev, .number = info.st_ino };
        found.changed = is_folder ? (struct timespec) { 0 } : info.st_ctim;
    }
    bool is_other = found.device != mark->device || found.number != mark->number ||
                    found.changed.tv_sec != mark->changed.tv_sec ||
                    found.changed.tv_nsec != mark->changed.tv_nsec;
    *mark = found;
    return is_other;
}

int store_watch(struct store *store)
{
    struct stat info;
    if (store->watch_fd < 0) {
        store->watch_fd = start_watch(store);
        if (store->watch_fd >= 0 && store->waits_for_folder && stat(store->path, &info) == 0) {
            stop_watch(store); /* it came in between */
            store->watch_fd = start_watch(store);
        }
        int number = errno;
        look_at(store->path, true, &store->folder); /* the one that is watched */
        errno = number;
    }
    return store->watch_fd;
}

/* What the event says of the folder: that it was replaced by another one, or come or gone. */
static bool is_about_folder(const struct store *store, const struct inotify_event *event)
{
    if (event->mask & (IN_DELETE_SELF | IN_MOVE_SELF | IN_IGNORED | IN_UNMOUNT)) {
        return true;
    }
    /* A folder whose lock is held says that it was deleted only when the lock is let go. */
    if (event->mask & IN_DELETE) {
        return event->len > 0 && strcmp(event->name, "lock") == 0;
    }
    const char *slash = strrchr(store->path, '/');
    return store->waits_for_folder && event->len > 0 &&
           strcmp(event->name, slash ? slash + 1 : store->path) == 0;
}

bool store_drain(struct store *store)
{
    char head[PATH_MAX];
    bool replaced = false, other = false;
    _Alignas(struct inotify_event) char buffer[4096];
    ssize_t got;
    while (store->watch_fd >= 0 && (got = read(store->watch_fd, buffer, sizeof buffer)) > 0) {
        const struct inotify_event *event;
        for (const char *at = buffer; at < buffer + got; at += sizeof *event + event->len) {
            event = (const struct inotify_event *)(const void *)at;
            if (is_about_folder(store, event)) {
                other = true;
            } else if (event->mask & IN_Q_OVERFLOW) {
                replaced = true; /* events were lost: look rather than miss one */
            } else if (event->mask & IN_MOVED_TO && strcmp(event->name, "head") == 0) {
                replaced = true;
            }
        }
    }
    if (other) {
        stop_watch(store);
    }
    if (store_join(store, head, NULL, "head")) {
        look_at(head, false, &store->head); /* seen */
    }
    return replaced || other;
}

bool store_look(struct store *store)
{
    char head[PATH_MAX];
    bool is_other = look_at(store->path, true, &store->folder);
    if (is_other) {
        stop_watch(store);
    }
    if (store_join(store, head, NULL, "head") && look_at(head, false, &store->head)) {
        is_other = true;
    }
    return is_other;
}
