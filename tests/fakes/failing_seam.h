/* A disk some of whose calls fail: from the n-th on, so many of them, with one errno. */
#pragma once

#include "base/system/file_seam.h"

#include <errno.h>

struct failing_seam {
    struct file_seam seam;
    int calls, from, count, error; /* none fails while from is 0 */
};

static inline bool seam_fails(void *context)
{
    struct failing_seam *failing = context;
    failing->calls++;
    if (failing->from == 0 || failing->calls < failing->from ||
        failing->calls - failing->from >= failing->count) {
        return false;
    }
    errno = failing->error;
    return true;
}

static inline int failing_mkdir(void *context, const char *path, mode_t mode)
{
    return seam_fails(context) ? -1 : file_seam_real.mkdir(NULL, path, mode);
}

static inline int failing_open(void *context, const char *path, int flags, mode_t mode)
{
    return seam_fails(context) ? -1 : file_seam_real.open(NULL, path, flags, mode);
}

static inline ssize_t failing_read(void *context, int fd, void *data, size_t size)
{
    return seam_fails(context) ? -1 : file_seam_real.read(NULL, fd, data, size);
}

static inline int failing_reserve(void *context, int fd, size_t size)
{
    return seam_fails(context) ? -1 : file_seam_real.reserve(NULL, fd, size);
}

/* Writes a half and then, at the next call, nothing: as a full disk does. */
static inline ssize_t failing_write(void *context, int fd, const void *data, size_t size)
{
    return seam_fails(context)
               ? -1
               : file_seam_real.write(NULL, fd, data, size > 400 ? size / 2 : size);
}

static inline int failing_fsync(void *context, int fd)
{
    return seam_fails(context) ? -1 : file_seam_real.fsync(NULL, fd);
}

static inline int failing_close(void *context, int fd)
{
    int result = file_seam_real.close(NULL, fd);
    return seam_fails(context) ? -1 : result;
}

static inline int failing_rename(void *context, const char *from, const char *to)
{
    return seam_fails(context) ? -1 : file_seam_real.rename(NULL, from, to);
}

static inline int failing_unlink(void *context, const char *path)
{
    return seam_fails(context) ? -1 : file_seam_real.unlink(NULL, path);
}

static inline int failing_fsync_dir(void *context, const char *path)
{
    return seam_fails(context) ? -1 : file_seam_real.fsync_dir(NULL, path);
}

static inline void failing_seam_init(struct failing_seam *failing)
{
    *failing = (struct failing_seam) {
        .seam = { .context = failing,
            .mkdir = failing_mkdir,
            .open = failing_open,
            .read = failing_read,
            .reserve = failing_reserve,
            .write = failing_write,
            .fsync = failing_fsync,
            .close = failing_close,
            .rename = failing_rename,
            .unlink = failing_unlink,
            .fsync_dir = failing_fsync_dir },
    };
}
