/* Shared by the files of src/store only. */
#pragma once

#include "base/system/file_seam.h"
#include "config/config.h"
#include "store/store.h"

#include <limits.h>
#include <sys/types.h>
#include <time.h>

enum { OBJECT_MAX_BYTES = 64 * 1024 * 1024 };

/* Tells one from another without reading it; all 0 for what is not there. */
struct file_mark {
    dev_t device;
    ino_t number;
    off_t size;
    struct timespec changed;
};

/* False when it is not there. */
bool file_mark_read(const char *path, struct file_mark *mark);
bool file_mark_same(const struct file_mark *a, const struct file_mark *b);

/* An object's file when it was read last, and was sound. */
struct seen_object {
    struct object_id id;
    struct file_mark mark;
};

struct store {
    /* set once */
    char path[PATH_MAX];
    enum store_mode mode;
    int64_t max_bytes;
    const struct file_seam *seam;
    int lock_fd; /* -1 in STORE_READ */
    /* replaced with the config */
    struct guard *guard;
    /* the owner's thread */
    const struct config *trusted;  /* see edition_trust; or NULL */
    int watch_fd;                  /* inotify, or -1 */
    bool waits_for_folder;         /* watch_fd is of the folder around it */
    struct file_mark folder, head; /* when they were looked at last */
    int64_t used_bytes;            /* of all objects; STORE_WRITE only */
    struct object_id *pending;     /* put since the last commit, which no head names yet */
    size_t pending_count, pending_capacity;
    struct seen_object *seen; /* of those that an edition names, by the last sweep */
    size_t seen_count, seen_capacity;
};

/* out = the store's path and the printed name; false when it does not fit. */
bool store_join(const struct store *store, char out[PATH_MAX], struct error *error,
    const char *format, ...) __attribute__((format(printf, 4, 5)));

/* What store_watch began. */
void store_stop_watch(struct store *store);

bool object_id_is_valid(const char *hex, size_t length);

enum object_state object_file_state(
    const struct store *store, const char *path, const struct object_id *id);

/* Fills used_bytes: once, when the store is opened for writing. */
bool objects_measure(struct store *store, struct error *error);

/* The commit is over, done or not: what was put and is not named by `head` may be swept. */
void store_settle(struct store *store);
