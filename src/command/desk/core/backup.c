#include "command/desk/core/backup.h"

#include "base/translated.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BLOCK = 512 };

/* POSIX.1-1988, as every tar reads it. */
struct header {
    char name[100], mode[8], uid[8], gid[8], size[12], mtime[12], checksum[8], type;
    char link[100], magic[6], version[2], user[32], group[32], device[16], prefix[155],
        rest[12];
};

/* nftw() hands nothing on, so what it fills stands here; one backup at a time. */
static struct writing {
    const char *data; /* the folder */
    int out;
    struct error *error;
} writing;

static bool put(const void *data, size_t size)
{
    for (size_t done = 0; done < size;) {
        ssize_t count = write(writing.out, (const char *)data + done, size - done);
        if (count < 0 && errno != EINTR) {
            return error_set(writing.error, "%s", translated_errno(errno));
        }
        done += count > 0 ? (size_t)count : 0;
    }
    return true;
}

/* A name of over 100 bytes is parted at a slash. */
static bool put_name(struct header *header, const char *name)
{
    size_t length = strlen(name);
    const char *rest = name;
    if (length > sizeof header->name) {
        rest = strchr(name + length - sizeof header->name - 1, '/');
        if (!rest || (size_t)(rest - name) > sizeof header->prefix) {
            return error_set(writing.error, "%s: too long a name", name);
        }
        memcpy(header->prefix, name, (size_t)(rest - name));
        rest++;
    }
    memcpy(header->name, rest, strlen(rest));
    return true;
}

static bool put_header(const char *name, off_t size, time_t changed, char type)
{
    struct header header = { .type = type, .magic = "ustar", .version = "00" };
    unsigned sum = 0;
    if (!put_name(&header, name)) {
        return false;
    }
    snprintf(header.mode, sizeof header.mode, "%07o", type == '5' ? 0700U : 0600U);
    snprintf(header.uid, sizeof header.uid, "%07o", 0U);
    snprintf(header.gid, sizeof header.gid, "%07o", 0U);
    snprintf(header.size, sizeof header.size, "%011llo", (unsigned long long)size);
    snprintf(header.mtime, sizeof header.mtime, "%011llo", (unsigned long long)changed);
    memset(header.checksum, ' ', sizeof header.checksum);
    for (size_t i = 0; i < sizeof header; i++) {
        sum += ((const unsigned char *)&header)[i];
    }
    snprintf(header.checksum, sizeof header.checksum, "%06o", sum);
    return put(&header, sizeof header);
}

/* As much as was announced, whatever becomes of the file meanwhile. */
static bool put_file(int in, off_t size)
{
    char buffer[64 * 1024];
    for (off_t left = (size + BLOCK - 1) / BLOCK * BLOCK; left > 0;) {
        size_t part = left < (off_t)sizeof buffer ? (size_t)left : sizeof buffer;
        ssize_t count = read(in, buffer, part);
        if (count <= 0) {
            memset(buffer, 0, part);
            count = (ssize_t)part;
        }
        if (!put(buffer, (size_t)count)) {
            return false;
        }
        left -= count;
    }
    return true;
}

static bool add_file(const char *path, const char *name)
{
    struct stat status;
    int in = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (in < 0 || fstat(in, &status) != 0) {
        bool is_gone = errno == ENOENT; /* it was swept meanwhile */
        if (in >= 0) {
            close(in);
        }
        return is_gone || error_set(writing.error, "%s: %s", path, translated_errno(errno));
    }
    bool done =
        put_header(name, status.st_size, status.st_mtime, '0') && put_file(in, status.st_size);
    close(in);
    return done;
}

/* The database is in its copy; what is being sent or written has no worth yet. */
static bool is_left_out(const char *name)
{
    return strncmp(name, "desk.db", 7) == 0 || strcmp(name, "spool") == 0 ||
           strcmp(name, "lock") == 0;
}

static int visit_file(const char *path, const struct stat *status, int type, struct FTW *where)
{
    const char *name = path + strlen(writing.data) + 1;
    (void)status;
    if (where->level == 0) {
        return FTW_CONTINUE;
    }
    if (where->level == 1 && is_left_out(name)) {
        return FTW_SKIP_SUBTREE;
    }
    bool done = type == FTW_D   ? put_header(name, 0, 0, '5')
                : type == FTW_F ? add_file(path, name)
                                : true;
    return done ? FTW_CONTINUE : FTW_STOP;
}

/* Of a file that has been written to, only what is there now counts: sizes are those of now. */
static bool write_all(const char *copy, const char *data)
{
    enum { FOLDERS_OPEN = 16 };
    static const char end[2 * BLOCK];
    return add_file(copy, "desk.db") &&
           nftw(data, visit_file, FOLDERS_OPEN, FTW_PHYS | FTW_ACTIONRETVAL) == 0 &&
           put(end, sizeof end);
}

static bool write_file(
    const char *copy, const char *data, const char *path, struct error *error)
{
    char part[PATH_MAX];
    if (access(path, F_OK) == 0) {
        return error_set(error, "%s: %s", path, translated_errno(EEXIST));
    }
    snprintf(part, sizeof part, "%s.part", path);
    int out = open(part, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (out < 0) {
        return error_set(error, "%s: %s", part, translated_errno(errno));
    }
    *error = (struct error) { 0 };
    writing = (struct writing) { data, out, error };
    bool done = write_all(copy, data) || *error->text ||
                error_set(error, "%s: %s", data, translated_errno(errno));
    done = done && !*error->text;
    if (done && (fsync(out) != 0 || rename(part, path) != 0)) {
        done = error_set(error, "%s: %s", path, translated_errno(errno));
    }
    close(out);
    if (!done) {
        unlink(part);
    }
    return done;
}

bool backup_write(
    const struct desk *desk, struct database *database, const char *path, struct error *error)
{
    char copy[PATH_MAX];
    snprintf(copy, sizeof copy, "%s/spool/backup.db", desk->data);
    unlink(copy); /* of one that was ended */
    bool done =
        database_copy(database, copy, error) && write_file(copy, desk->data, path, error);
    unlink(copy);
    return done || error_wrap(error, "backup");
}
