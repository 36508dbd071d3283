#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

bool file_read(const char *path, size_t max_bytes, struct bytes *out, struct error *error)
{
    bool done = false;
    struct stat info;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0 || fstat(fd, &info) < 0) {
        error_set(error, "%s: %s", path, strerror(errno));
        goto out;
    }
    if (!S_ISREG(info.st_mode)) {
        error_set(error, "%s: not a regular file", path);
        goto out;
    }
    size_t start = out->size;
    for (;;) {
        char chunk[65536];
        ssize_t got = read(fd, chunk, sizeof chunk);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            error_set(error, "%s: %s", path, strerror(errno));
            goto out;
        }
        if (got == 0) {
            break;
        }
        if (out->size - start + (size_t)got > max_bytes) {
            error_set(error, "%s: larger than %zu bytes", path, max_bytes);
            goto out;
        }
        if (!bytes_append(out, chunk, (size_t)got)) {
            error_set(error, "%s: out of memory", path);
            goto out;
        }
    }
    done = bytes_append(out, "", 0) || error_set(error, "%s: out of memory", path);
out:
    if (fd >= 0) {
        close(fd);
    }
    return done;
}

static bool write_all(int fd, const char *data, size_t size)
{
    while (size > 0) {
        ssize_t put = write(fd, data, size);
        if (put < 0 && errno == EINTR) {
            continue;
        }
        if (put <= 0) {
            return false;
        }
        data += put;
        size -= (size_t)put;
    }
    return true;
}

static bool sync_directory_of(const char *path)
{
    char copy[PATH_MAX];
    snprintf(copy, sizeof copy, "%s", path);
    int fd = open(dirname(copy), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) {
        return false;
    }
    bool done = fsync(fd) == 0;
    close(fd);
    return done;
}

bool file_replace(const char *path, const void *data, size_t size, struct error *error)
{
    bool done = false;
    char temporary[PATH_MAX];
    int length = snprintf(temporary, sizeof temporary, "%s.%ld.tmp", path, (long)getpid());
    if (length < 0 || (size_t)length >= sizeof temporary) {
        return error_set(error, "%s: path too long", path);
    }
    int fd = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (fd < 0 || !write_all(fd, data, size) || fsync(fd) < 0) {
        error_set(error, "%s: %s", temporary, strerror(errno));
        goto out;
    }
    if (rename(temporary, path) < 0 || !sync_directory_of(path)) {
        error_set(error, "%s: %s", path, strerror(errno));
        goto out;
    }
    done = true;
out:
    if (fd >= 0) {
        close(fd);
    }
    if (!done) {
        unlink(temporary);
    }
    return done;
}

bool file_make_directories(const char *path, struct error *error)
{
    char partial[PATH_MAX];
    int length = snprintf(partial, sizeof partial, "%s", path);
    if (length <= 0 || (size_t)length >= sizeof partial) {
        return error_set(error, "%s: path empty or too long", path);
    }
    for (char *slash = partial + 1;; slash++) {
        if (*slash && *slash != '/') {
            continue;
        }
        char kept = *slash;
        *slash = '\0';
        if (mkdir(partial, 0755) < 0 && errno != EEXIST) {
            return error_set(error, "%s: %s", partial, strerror(errno));
        }
        *slash = kept;
        if (!kept) {
            return true;
        }
    }
}
