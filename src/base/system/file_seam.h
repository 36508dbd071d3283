/* Every call of the store to the disk, and whole files by way of them. A struct of functions,
 * so that a test can record them, fail the n-th of them, or replay a prefix as a power cut
 * would leave it. All behave as the system call of the same name: -1 and errno. */
#pragma once

#include "base/bytes.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct file_seam {
    void *context;
    int (*mkdir)(void *context, const char *path, mode_t mode);
    int (*open)(void *context, const char *path, int flags, mode_t mode);
    ssize_t (*read)(void *context, int fd, void *data, size_t size);
    int (*reserve)(void *context, int fd, size_t size); /* 0 where it cannot be promised */
    ssize_t (*write)(void *context, int fd, const void *data, size_t size);
    int (*fsync)(void *context, int fd);
    int (*close)(void *context, int fd);
    int (*rename)(void *context, const char *from, const char *to);
    int (*unlink)(void *context, const char *path);
    int (*fsync_dir)(void *context, const char *path); /* opens, fsyncs and closes it */
};

extern const struct file_seam file_seam_real;

/* Sets the text to what errno says of that path, in an administrator's words. Always false. */
bool file_seam_error(struct error *error, const char *path);

/* Appends the file to out, or nothing. On failure errno says why as well: ENOENT and what else
 * the disk answers; EFBIG for more than max_bytes, EINVAL for what is no regular file. */
bool file_seam_read(const struct file_seam *seam, const char *path, size_t max_bytes,
    struct bytes *out, struct error *error);

/* Writes the whole of data to the descriptor. False with errno. */
bool file_seam_put(const struct file_seam *seam, int fd, const void *data, size_t size);

/* Writes the whole of data to path (made or emptied); the second reserves the space first and
 * fsyncs it. On failure the torn file is unlinked. */
bool file_seam_write(const struct file_seam *seam, const char *path, const void *data,
    size_t size, struct error *error);
bool file_seam_write_synced(const struct file_seam *seam, const char *path, const void *data,
    size_t size, struct error *error);

/* Renames `from` over `to` and fsyncs `directory`, which holds `to`, unless that is NULL. When
 * the rename fails `from` is unlinked. */
bool file_seam_move(const struct file_seam *seam, const char *from, const char *to,
    const char *directory, struct error *error);

/* Replaces the small text file at path without fsync: a power cut may lose or tear it, and its
 * reader must not mind. Where the disk has no room for another file it is written over in
 * place, padded with line ends. */
bool file_seam_note(const struct file_seam *seam, const char *path, const void *data,
    size_t size, struct error *error);
