#include "store/file_seam.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int real_mkdir(void *context, const char *path, mode_t mode)
{
    (void)context;
    return mkdir(path, mode);
}

static int real_open(void *context, const char *path, int flags, mode_t mode)
{
    (void)context;
    return open(path, flags, mode);
}

static ssize_t real_write(void *context, int fd, const void *data, size_t size)
{
    (void)context;
    return write(fd, data, size);
}

static int real_fsync(void *context, int fd)
{
    (void)context;
    return fsync(fd);
}

static int real_close(void *context, int fd)
{
    (void)context;
    return close(fd);
}

static int real_rename(void *context, const char *from, const char *to)
{
    (void)context;
    return rename(from, to);
}

static int real_unlink(void *context, const char *path)
{
    (void)context;
    return unlink(path);
}

static int real_fsync_dir(void *context, const char *path)
{
    (void)context;
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) {
        return -1;
    }
    int result = fsync(fd);
    int kept = errno;
    close(fd);
    errno = kept;
    return result;
}

const struct file_seam file_seam_real = {
    .mkdir = real_mkdir,
    .open = real_open,
    .write = real_write,
    .fsync = real_fsync,
    .close = real_close,
    .rename = real_rename,
    .unlink = real_unlink,
    .fsync_dir = real_fsync_dir,
};

static bool write_all(const struct file_seam *seam, int fd, const char *data, size_t size)
{
    while (size > 0) {
        ssize_t put = seam->write(seam->context, fd, data, size);
        if (put < 0 && errno == EINTR) {
            continue;
        }
        if (put <= 0) {
            errno = put == 0 ? EIO : errno;
            return false;
        }
        data += put;
        size -= (size_t)put;
    }
    return true;
}

bool file_seam_write(const struct file_seam *seam, const char *path, const void *data,
    size_t size, bool sync, struct error *error)
{
    int fd =
        seam->open(seam->context, path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, (mode_t)0644);
    if (fd < 0) {
        return error_set(error, "%s: %s", path, strerror(errno));
    }
    bool done = write_all(seam, fd, data, size);
    done = done && (!sync || seam->fsync(seam->context, fd) == 0);
    if (!done) {
        error_set(error, "%s: %s", path, strerror(errno));
    }
    /* close() reports what a network file system could not write (EDQUOT, EIO). */
    if (seam->close(seam->context, fd) < 0 && done) {
        done = error_set(error, "%s: %s", path, strerror(errno));
    }
    if (!done) {
        seam->unlink(seam->context, path);
    }
    return done;
}

bool file_seam_move(const struct file_seam *seam, const char *from, const char *to,
    const char *directory, bool sync, struct error *error)
{
    if (seam->rename(seam->context, from, to) < 0) {
        error_set(error, "%s: %s", to, strerror(errno));
        seam->unlink(seam->context, from);
        return false;
    }
    if (sync && seam->fsync_dir(seam->context, directory) < 0) {
        return error_set(error, "%s: %s", directory, strerror(errno));
    }
    return true;
}
