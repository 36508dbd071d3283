/* A disk that remembers what was asked of it and what of that it had to keep. Writes go through
 * to real files, so that the store can read back; afterwards the journal is cut anywhere, and
 * the states that a power cut could leave there are made: of what was not synced, any part. */
#pragma once

#include "base/system/file_seam.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SECTOR = 512, CRASH_OPS = 4096, CRASH_FILES = 256, CRASH_BYTES = 8 * 1024 };

enum crash_kind {
    OP_LINK,
    OP_MKDIR,
    OP_TRUNCATE,
    OP_WRITE,
    OP_SYNC,
    OP_RENAME,
    OP_UNLINK,
    OP_SYNC_DIR,
    OP_MARK
};

struct crash_op {
    enum crash_kind kind;
    char path[160], to[160]; /* under the root; "" is the root */
    int file;
    char *data;
    size_t size;
};

struct crash_disk {
    struct file_seam seam;
    char root[PATH_MAX];
    struct crash_op *ops;
    size_t op_count;
    int file_count, open_files[1024];
    struct {
        char path[160];
        int file;
    } names[CRASH_FILES]; /* as the running system sees them */
    size_t name_count;
};

static inline struct crash_op *crash_note(
    struct crash_disk *disk, enum crash_kind kind, const char *path)
{
    size_t root = strlen(disk->root);
    if (disk->op_count == CRASH_OPS || strncmp(path, disk->root, root) != 0) {
        abort();
    }
    struct crash_op *op = &disk->ops[disk->op_count++];
    *op = (struct crash_op) { .kind = kind, .file = -1 };
    snprintf(op->path, sizeof op->path, "%s", path + root + (path[root] == '/'));
    return op;
}

static inline int *crash_find(struct crash_disk *disk, const char *path)
{
    for (size_t i = 0; i < disk->name_count; i++) {
        if (strcmp(disk->names[i].path, path) == 0) {
            return &disk->names[i].file;
        }
    }
    return NULL;
}

static inline void crash_name(struct crash_disk *disk, const char *path, int file)
{
    int *found = crash_find(disk, path);
    if (!found) {
        if (disk->name_count == CRASH_FILES) {
            abort();
        }
        snprintf(disk->names[disk->name_count].path, 160, "%s", path);
        found = &disk->names[disk->name_count++].file;
    }
    *found = file;
}

static inline int crash_mkdir(void *context, const char *path, mode_t mode)
{
    int result = file_seam_real.mkdir(NULL, path, mode);
    if (result == 0) {
        crash_note(context, OP_MKDIR, path);
    }
    return result;
}

static inline int crash_open(void *context, const char *path, int flags, mode_t mode)
{
    struct crash_disk *disk = context;
    int fd = file_seam_real.open(NULL, path, flags, mode);
    if (!(flags & O_CREAT)) {
        return fd; /* to read */
    }
    if (fd < 0 || fd >= 1024) {
        abort();
    }
    struct crash_op *op = crash_note(disk, OP_LINK, path);
    int *known = crash_find(disk, op->path);
    if (known && *known >= 0) {
        op->kind = OP_TRUNCATE;
        op->file = *known;
    } else {
        op->file = disk->file_count++;
        crash_name(disk, op->path, op->file);
    }
    disk->open_files[fd] = op->file;
    return fd;
}

static inline int crash_reserve(void *context, int fd, size_t size)
{
    (void)context, (void)fd, (void)size;
    return 0; /* of the file's length only: an unsynced write may leave zeros anyway */
}

static inline ssize_t crash_write(void *context, int fd, const void *data, size_t size)
{
    struct crash_disk *disk = context;
    /* In pieces, so that there is more to cut between. */
    ssize_t put = file_seam_real.write(NULL, fd, data, size < 700 ? size : 700);
    struct crash_op *op = crash_note(disk, OP_WRITE, disk->root);
    op->file = disk->open_files[fd];
    op->size = put > 0 ? (size_t)put : 0;
    op->data = malloc(op->size + 1);
    if (!op->data) {
        abort();
    }
    memcpy(op->data, data, op->size);
    return put;
}

static inline int crash_fsync(void *context, int fd)
{
    struct crash_disk *disk = context;
    crash_note(disk, OP_SYNC, disk->root)->file = disk->open_files[fd];
    return 0;
}

static inline int crash_close(void *context, int fd)
{
    (void)context;
    return file_seam_real.close(NULL, fd);
}

static inline int crash_rename(void *context, const char *from, const char *to)
{
    struct crash_disk *disk = context;
    if (file_seam_real.rename(NULL, from, to) < 0) {
        return -1;
    }
    struct crash_op *op = crash_note(disk, OP_RENAME, from);
    snprintf(op->to, sizeof op->to, "%s", to + strlen(disk->root) + 1);
    op->file = *crash_find(disk, op->path);
    crash_name(disk, op->path, -1);
    crash_name(disk, op->to, op->file);
    return 0;
}

static inline int crash_unlink(void *context, const char *path)
{
    struct crash_disk *disk = context;
    if (file_seam_real.unlink(NULL, path) < 0) {
        return -1;
    }
    struct crash_op *op = crash_note(disk, OP_UNLINK, path);
    op->file = *crash_find(disk, op->path);
    crash_name(disk, op->path, -1);
    return 0;
}

static inline int crash_fsync_dir(void *context, const char *path)
{
    crash_note(context, OP_SYNC_DIR, path);
    return 0;
}

static inline void crash_disk_init(struct crash_disk *disk, const char *root)
{
    *disk = (struct crash_disk) {
        .seam = { .mkdir = crash_mkdir,
            .open = crash_open,
            .read = file_seam_real.read,
            .reserve = crash_reserve,
            .write = crash_write,
            .fsync = crash_fsync,
            .close = crash_close,
            .rename = crash_rename,
            .unlink = crash_unlink,
            .fsync_dir = crash_fsync_dir },
        .ops = calloc(CRASH_OPS, sizeof *disk->ops),
    };
    disk->seam.context = disk;
    snprintf(disk->root, sizeof disk->root, "%s", root);
}

static inline void crash_disk_finish(struct crash_disk *disk)
{
    for (size_t i = 0; i < disk->op_count; i++) {
        free(disk->ops[i].data);
    }
    free(disk->ops);
}

struct crash_tree {
    struct {
        char path[160];
        int file; /* -1: gone; -2: a directory */
    } entries[CRASH_FILES];
    size_t entry_count;
};

/* The medium: what it has, and what it was asked for and need not have yet. */
struct crash_state {
    struct crash_tree tree;
    struct {
        char now[CRASH_BYTES], kept[CRASH_BYTES];
        size_t now_size, kept_size;
        bool dirty;
    } files[CRASH_FILES];
    const struct crash_op *pending[64]; /* changes of directories that were not synced */
    size_t pending_count;
};

static inline void crash_enter(struct crash_tree *tree, const char *path, int file)
{
    size_t i = 0;
    while (i < tree->entry_count && strcmp(tree->entries[i].path, path) != 0) {
        i++;
    }
    if (i == tree->entry_count) {
        if (i == CRASH_FILES) {
            abort();
        }
        snprintf(tree->entries[tree->entry_count++].path, 160, "%s", path);
    }
    tree->entries[i].file = file;
}

static inline void crash_apply(struct crash_tree *tree, const struct crash_op *op)
{
    switch (op->kind) {
    case OP_LINK:
        crash_enter(tree, op->path, op->file);
        break;
    case OP_MKDIR:
        crash_enter(tree, op->path, -2);
        break;
    case OP_RENAME:
        crash_enter(tree, op->path, -1);
        crash_enter(tree, op->to, op->file);
        break;
    case OP_UNLINK:
        crash_enter(tree, op->path, -1);
        break;
    default:
        abort();
    }
}

static inline bool crash_is_in(const char *path, const char *directory)
{
    const char *slash = strrchr(path, '/');
    size_t length = slash ? (size_t)(slash - path) : 0;
    return strlen(directory) == length && strncmp(path, directory, length) == 0;
}

/* One operation further, with everything unsynced still open. */
static inline void crash_step(struct crash_state *state, const struct crash_op *op)
{
    size_t left = 0;
    switch (op->kind) {
    case OP_LINK:
    case OP_MKDIR:
    case OP_RENAME:
    case OP_UNLINK:
        if (state->pending_count == 64) {
            abort();
        }
        state->pending[state->pending_count++] = op;
        break;
    case OP_TRUNCATE:
        state->files[op->file].now_size = 0;
        state->files[op->file].dirty = true;
        break;
    case OP_WRITE:
        if (state->files[op->file].now_size + op->size > CRASH_BYTES) {
            abort();
        }
        memcpy(
            state->files[op->file].now + state->files[op->file].now_size, op->data, op->size);
        state->files[op->file].now_size += op->size;
        state->files[op->file].dirty = true;
        break;
    case OP_SYNC:
        memcpy(state->files[op->file].kept, state->files[op->file].now, CRASH_BYTES);
        state->files[op->file].kept_size = state->files[op->file].now_size;
        state->files[op->file].dirty = false;
        break;
    case OP_SYNC_DIR:
        for (size_t i = 0; i < state->pending_count; i++) {
            if (crash_is_in(state->pending[i]->path, op->path)) {
                crash_apply(&state->tree, state->pending[i]);
            } else {
                state->pending[left++] = state->pending[i];
            }
        }
        state->pending_count = left;
        break;
    case OP_MARK:
        break;
    }
}
