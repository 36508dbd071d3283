#include "net/http/http_file.h"

#include "base/file.h"
#include "base/translated.h"
#include "content/text/file_address.h"

#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

enum http_outcome http_file_get(const char *path, const struct http_request *request,
    struct http_response *response, struct error *error)
{
    struct stat info;
    char real[PATH_MAX];
    if (request->feed_url &&
        file_address_below(request->feed_url, request->url, real, error) != FILE_BELOW) {
        return HTTP_LATER;
    }
    path = request->feed_url ? real : path;
    if (stat(path, &info) < 0) {
        error_set(error, "%s: %s", path, translated(strerror(errno)));
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
