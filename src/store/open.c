/* Opened, locked and closed. */
#include "base/system/file.h"
#include "content/guard/guard.h"
#include "store/store_private.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static bool find_state(bool is_tried, char *out, size_t size, struct error *error)
{
    const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
    int length = -1;
    if (state && state[0] == '/') {
        length = snprintf(out, size, "%s/lobbycard", state);
    } else if (geteuid() == 0 && !is_tried) {
        length = snprintf(out, size, "/var/lib/lobbycard");
    } else if (home && home[0] == '/') {
        length = snprintf(out, size, "%s/.local/state/lobbycard", home);
    } else if (geteuid() == 0) {
        length = snprintf(out, size, "/root/.local/state/lobbycard");
    } else {
        return error_set(error, "no place for the store: give --store or [store] path, or set "
                                "XDG_STATE_HOME or HOME");
    }
    return (length >= 0 && (size_t)length < size) ||
           error_set(error, "the store's path is too long: name a shorter one with --store");
}

bool store_default_path(char *out, size_t size, struct error *error)
{
    return find_state(false, out, size, error);
}

bool store_tried_path(const char *config_path, char *out, size_t size, struct error *error)
{
    enum { NAME_MAX_BYTES = 40, HASH_DIGITS = 8 };
    char folder[PATH_MAX], real[PATH_MAX];
    struct object_id id;
    if (!find_state(true, folder, sizeof folder, error)) {
        return false;
    }
    const char *path = realpath(config_path, real) ? real : config_path;
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    size_t shown = strnlen(name, NAME_MAX_BYTES);
    while (shown > 0 && (name[shown] & 0xC0) == 0x80) { /* whole characters */
        shown--;
    }
    object_id_of(path, strlen(path), &id);
    int length = snprintf(
        out, size, "%s/tried/%.*s-%.*s", folder, (int)shown, name, HASH_DIGITS, id.hex);
    return (length >= 0 && (size_t)length < size) ||
           error_set(error, "the store's path is too long: name a shorter one with --store");
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
                   ? error_set(error,
                         "%s: another process writes to this store, a fetch most likely: end "
                         "that, or name another --store",
                         path)
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

void store_close(struct store *store)
{
    if (!store) {
        return;
    }
    store_stop_watch(store);
    if (store->lock_fd >= 0) {
        close(store->lock_fd); /* gives the lock back */
    }
    guard_destroy(store->guard);
    free(store->pending);
    free(store->seen);
    free(store);
}
