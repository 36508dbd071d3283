/* Every write of the store goes through these few calls, so that a test can record them, fail
 * the n-th of them, or replay a prefix as a power cut would leave it. Reads go straight to the
 * file system. All behave as the system call of the same name: -1 and errno. */
#pragma once

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct file_seam {
    void *context;
    int (*mkdir)(void *context, const char *path, mode_t mode);
    int (*open)(void *context, const char *path, int flags, mode_t mode);
    ssize_t (*write)(void *context, int fd, const void *data, size_t size);
    int (*fsync)(void *context, int fd);
    int (*close)(void *context, int fd);
    int (*rename)(void *context, const char *from, const char *to);
    int (*unlink)(void *context, const char *path);
    int (*fsync_dir)(void *context, const char *path); /* opens, fsyncs and closes it */
};

extern const struct file_seam file_seam_real;

/* Writes the whole of data to path (made or emptied) and, with `sync`, fsyncs it. On failure
 * the torn file is unlinked. */
bool file_seam_write(const struct file_seam *seam, const char *path, const void *data,
    size_t size, bool sync, struct error *error);

/* Renames `from` over `to` and, with `sync`, fsyncs `directory`, which holds `to`. When the
 * rename fails `from` is unlinked. */
bool file_seam_move(const struct file_seam *seam, const char *from, const char *to,
    const char *directory, bool sync, struct error *error);
