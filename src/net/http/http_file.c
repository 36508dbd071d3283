#include "net/http/http_file.h"

#include "address/file_address.h"
#include "base/system/file.h"
#include "base/translated.h"

#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static bool find(const struct http_request *request, char path[PATH_MAX], struct error *error)
{
    struct arena arena;
    if (request->feed_url) {
        return file_address_below(request->feed_url, request->url, path, error) == FILE_BELOW;
    }
    arena_init(&arena);
    const char *found = file_address_path(&arena, request->url);
    bool done = (found && snprintf(path, PATH_MAX, "%s", found) < PATH_MAX) ||
                error_set(error, "not an address of a file: \"%s\"", request->url);
    arena_finish(&arena);
    return done;
}

enum http_outcome http_file_get(
    const struct http_request *request, struct http_response *response, struct error *error)
{
    struct stat info;
    char path[PATH_MAX];
    if (!find(request, path, error)) {
        return HTTP_LATER;
    }
    if (stat(path, &info) < 0) {
        error_set(error, "%s: %s", path, translated_errno(errno));
        return HTTP_LATER;
    }
    /* Taken before the read: a file that changes meanwhile is read once more next time. */
    snprintf(response->etag, sizeof response->etag,
        "\"%" PRIdMAX "-%" PRIdMAX ".%09ld-%" PRIuMAX "\"", (intmax_t)info.st_size,
        (intmax_t)info.st_mtim.tv_sec, info.st_mtim.tv_nsec, (uintmax_t)info.st_ino);
    if (*request->etag && strcmp(request->etag, response->etag) == 0) {
        return HTTP_UNCHANGED;
    }
    if (!file_read(path, (size_t)request->max_bytes, &response->body, error)) {
        return HTTP_LATER;
    }
    return HTTP_FRESH;
}
