#include "base/system/file_seam.h"

#include "base/system/pages.h"
#include "base/translated.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
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

static ssize_t real_read(void *context, int fd, void *data, size_t size)
{
    (void)context;
    return read(fd, data, size);
}

/* Not posix_fallocate(), which writes where the file system knows no better: then the write
 * itself finds out. */
static int real_reserve(void *context, int fd, size_t size)
{
    (void)context;
    int result = size > 0 ? fallocate(fd, 0, 0, (off_t)size) : 0;
    return result < 0 && (errno == EOPNOTSUPP || errno == ENOSYS) ? 0 : result;
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
    .read = real_read,
    .reserve = real_reserve,
    .write = real_write,
    .fsync = real_fsync,
    .close = real_close,
    .rename = real_rename,
    .unlink = real_unlink,
    .fsync_dir = real_fsync_dir,
};

/* The disk has room, but its file system cannot name another file. `path` may not be there. */
static bool has_no_inodes(const char *path)
{
    struct statvfs disk;
    char folder[PATH_MAX];
    snprintf(folder, sizeof folder, "%s", path);
    char *slash = strrchr(folder, '/');
    if (statvfs(path, &disk) < 0) {
        if (!slash || slash == folder) {
            return false;
        }
        *slash = '\0';
        if (statvfs(folder, &disk) < 0) {
            return false;
        }
    }
    return disk.f_files > 0 && disk.f_favail == 0 && disk.f_bavail > 0;
}

bool file_seam_error(struct error *error, const char *path)
{
    static const struct {
        int number;
        const char *words;
    } known[] = {
        { ENOSPC, "the disk is full" },
        { EDQUOT, "the quota of this user on the disk is used up" },
        { EROFS, "the file system is read-only" },
        { EIO, "the disk fails" },
    };
    int number = errno;
    if (number == ENOSPC && has_no_inodes(path)) {
        error_set(error, "%s: the disk has no inodes left for other files (%s)", path,
            translated_errno(number));
        errno = number;
        return false;
    }
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (known[i].number == number) {
            error_set(error, "%s: %s (%s)", path, translated(known[i].words),
                translated_errno(number));
            errno = number;
            return false;
        }
    }
    error_set(error, "%s: %s", path, translated_errno(number));
    errno = number;
    return false;
}

/* And how large it seems to be. */
static bool is_regular(int fd, size_t *size)
{
    struct stat info;
    if (fstat(fd, &info) < 0) {
        return false;
    }
    *size = info.st_size > 0 ? (size_t)info.st_size : 0;
    errno = EINVAL;
    return S_ISREG(info.st_mode);
}

/* To where it stays, and one byte more than is expected, so that its end is seen. */
static bool read_all(
    const struct file_seam *seam, int fd, size_t expected, size_t max_bytes, struct bytes *out)
{
    enum { LEAST = 4096 };
    size_t start = out->size, room = (expected < max_bytes ? expected : max_bytes) + 1;
    if (!out->data && (out->data = pages_alloc(room + 1)) != NULL) {
        out->capacity = room + 1;
    }
    for (;;) {
        char *at = bytes_room(out, room);
        if (!at) {
            errno = ENOMEM;
            return false;
        }
        ssize_t got = seam->read(seam->context, fd, at, room);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            return got == 0;
        }
        out->size += (size_t)got;
        if (out->size - start > max_bytes) {
            errno = EFBIG;
            return false;
        }
        room -= (size_t)got;
        room = room > 0 ? room : LEAST;
    }
}

bool file_seam_read(const struct file_seam *seam, const char *path, size_t max_bytes,
    struct bytes *out, struct error *error)
{
    size_t start = out->size;
    int fd = seam->open(seam->context, path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0);
    size_t expected = 0;
    bool done =
        fd >= 0 && is_regular(fd, &expected) && read_all(seam, fd, expected, max_bytes, out);
    if (done && !bytes_append(out, "", 0)) {
        errno = ENOMEM;
        done = false;
    }
    int number = errno;
    if (!done && number == EFBIG) {
        error_set(error, "%s: larger than %zu bytes", path, max_bytes);
    } else if (!done && number == EINVAL) {
        error_set(error, "%s: not a regular file", path);
    } else if (!done) {
        file_seam_error(error, path);
    }
    if (fd >= 0) {
        seam->close(seam->context, fd);
    }
    if (!done && out->data) {
        out->size = start;
        out->data[start] = '\0';
    }
    errno = number;
    return done;
}

bool file_seam_put(const struct file_seam *seam, int fd, const void *bytes, size_t size)
{
    const char *data = bytes;
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

struct text_to_write {
    const void *data;
    size_t size;
    bool is_synced;
};

static bool write_file(const struct file_seam *seam, const char *path,
    const struct text_to_write *text, struct error *error)
{
    int fd = seam->open(seam->context, path,
        O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, (mode_t)0644);
    if (fd < 0) {
        return file_seam_error(error, path);
    }
    bool done = (!text->is_synced || seam->reserve(seam->context, fd, text->size) == 0) &&
                file_seam_put(seam, fd, text->data, text->size) &&
                (!text->is_synced || seam->fsync(seam->context, fd) == 0);
    if (!done) {
        file_seam_error(error, path);
    }
    /* close() reports what a network file system could not write (EDQUOT, EIO). */
    int number = errno;
    if (seam->close(seam->context, fd) < 0 && done) {
        number = errno;
        done = file_seam_error(error, path);
    }
    if (!done) {
        seam->unlink(seam->context, path);
    }
    errno = number;
    return done;
}

bool file_seam_write(const struct file_seam *seam, const char *path, const void *data,
    size_t size, struct error *error)
{
    return write_file(seam, path, &(struct text_to_write) { data, size, false }, error);
}

bool file_seam_write_synced(const struct file_seam *seam, const char *path, const void *data,
    size_t size, struct error *error)
{
    return write_file(seam, path, &(struct text_to_write) { data, size, true }, error);
}

bool file_seam_move(const struct file_seam *seam, const char *from, const char *to,
    const char *directory, struct error *error)
{
    if (seam->rename(seam->context, from, to) < 0) {
        file_seam_error(error, to);
        seam->unlink(seam->context, from);
        return false;
    }
    if (directory && seam->fsync_dir(seam->context, directory) < 0) {
        return file_seam_error(error, directory);
    }
    return true;
}

/* Only into blocks that the file has: so it stays whole, or grows whole. */
static bool write_over(
    const struct file_seam *seam, const char *path, const void *data, size_t size)
{
    static const char ends[] =
        "\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n";
    struct stat info;
    int fd = seam->open(seam->context, path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW, 0);
    bool done = fd >= 0 && fstat(fd, &info) == 0 && S_ISREG(info.st_mode) &&
                (off_t)size <= info.st_blocks * 512 && file_seam_put(seam, fd, data, size);
    for (size_t at = size; done && (off_t)at < info.st_size; at += sizeof ends - 1) {
        size_t left = (size_t)info.st_size - at;
        done = file_seam_put(seam, fd, ends, left < sizeof ends - 1 ? left : sizeof ends - 1);
    }
    if (fd >= 0) {
        seam->close(seam->context, fd);
    }
    return done;
}

bool file_seam_note(const struct file_seam *seam, const char *path, const void *data,
    size_t size, struct error *error)
{
    char temporary[PATH_MAX];
    int length = snprintf(temporary, sizeof temporary, "%s.tmp", path);
    if (length < 0 || (size_t)length >= sizeof temporary) {
        return error_set(error, "%s: path too long", path);
    }
    if (file_seam_write(seam, temporary, data, size, error)) {
        return file_seam_move(seam, temporary, path, NULL, error);
    }
    return (errno == ENOSPC || errno == EDQUOT) && write_over(seam, path, data, size);
}
