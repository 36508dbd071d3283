/* Whether the head, or the folder itself, is another one. */
#include "store/store_private.h"

#include <errno.h>
#include <libgen.h>
#include <stdio.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

void store_stop_watch(struct store *store)
{
    if (store->watch_fd >= 0) {
        close(store->watch_fd);
    }
    store->watch_fd = -1;
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
    struct file_mark found;
    file_mark_read(path, &found);
    if (is_folder) {
        found.changed = (struct timespec) { 0 };
        found.size = 0;
    }
    bool is_other = !file_mark_same(&found, mark);
    *mark = found;
    return is_other;
}

int store_watch(struct store *store)
{
    struct stat info;
    if (store->watch_fd < 0) {
        store->watch_fd = start_watch(store);
        if (store->watch_fd >= 0 && store->waits_for_folder && stat(store->path, &info) == 0) {
            store_stop_watch(store); /* it came in between */
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
        store_stop_watch(store);
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
        store_stop_watch(store);
    }
    if (store_join(store, head, NULL, "head") && look_at(head, false, &store->head)) {
        is_other = true;
    }
    return is_other;
}
