#include "base/system/file.h"

#include "base/system/file_seam.h"

#include <errno.h>
#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

bool file_read(const char *path, size_t max_bytes, struct bytes *out, struct error *error)
{
    return file_seam_read(&file_seam_real, path, max_bytes, out, error);
}

bool file_replace(const char *path, const void *data, size_t size, struct error *error)
{
    char temporary[PATH_MAX], copy[PATH_MAX];
    int length = snprintf(temporary, sizeof temporary, "%s.%ld.tmp", path, (long)getpid());
    if (length < 0 || (size_t)length >= sizeof temporary) {
        return error_set(error, "%s: path too long", path);
    }
    snprintf(copy, sizeof copy, "%s", path);
    return file_seam_write_synced(&file_seam_real, temporary, data, size, error) &&
           file_seam_move(&file_seam_real, temporary, path, dirname(copy), error);
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
            return file_seam_error(error, partial);
        }
        *slash = kept;
        if (!kept) {
            return true;
        }
    }
}

void file_digest(struct digest *digest, const char *path)
{
    struct stat info = { 0 };
    if (stat(path, &info) == 0) {
        digest_number(digest, info.st_size);
        digest_number(digest, (int64_t)info.st_ino);
        digest_number(digest, info.st_mtim.tv_sec);
        digest_number(digest, info.st_mtim.tv_nsec);
    }
    digest_text(digest, path);
}

bool file_is_same(const char *path, const char *other)
{
    struct stat info, theirs;
    return stat(path, &info) == 0 && stat(other, &theirs) == 0 &&
           info.st_dev == theirs.st_dev && info.st_ino == theirs.st_ino;
}
