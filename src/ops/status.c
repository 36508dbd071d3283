#include "ops/status.h"

#include "base/file.h"
#include "base/utf8.h"

#include <cjson/cJSON.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { STATUS_MAX_BYTES = 64 * 1024 };

static const double number_max = 9007199254740992.0; /* 2^53: what a double counts exactly */

static bool status_path(const char *store_path, char path[PATH_MAX], struct error *error)
{
    int length = snprintf(path, PATH_MAX, "%s/play-status.json", store_path);
    return (length > 0 && length < PATH_MAX) ||
           error_set(error, "%s: path too long", store_path);
}

/* Names are cut to their arrays' sizes, maybe inside a character. */
static bool add_text(cJSON *root, const char *name, const char *text, size_t capacity)
{
    char whole[256];
    size_t size = strnlen(text, capacity);
    size = utf8_valid_prefix(text, size);
    memcpy(whole, text, size);
    whole[size] = '\0';
    return cJSON_AddStringToObject(root, name, whole);
}

static bool add_number(cJSON *root, const char *name, int64_t number)
{
    return cJSON_AddNumberToObject(root, name, (double)number);
}

static char *print(const struct glass_status *status)
{
    cJSON *root = cJSON_CreateObject();
    bool done = root && add_number(root, "lobbycard_play_status", 1) &&
                add_text(root, "kind", status->kind, sizeof status->kind) &&
                add_text(root, "source", status->source, sizeof status->source) &&
                add_text(root, "item", status->item, sizeof status->item) &&
                add_number(root, "page", status->page) &&
                add_number(root, "pages", status->pages) &&
                add_number(root, "since_ms", status->since_ms) &&
                add_text(root, "edition", status->edition, sizeof status->edition) &&
                add_number(root, "edition_since_ms", status->edition_since_ms) &&
                add_number(root, "written_ms", status->written_ms) &&
                add_number(root, "pid", status->pid);
    char *text = done ? cJSON_PrintUnformatted(root) : NULL;
    cJSON_Delete(root);
    return text;
}

bool glass_status_write(
    const char *store_path, const struct glass_status *status, struct error *error)
{
    bool done = false;
    int fd = -1;
    char path[PATH_MAX], temporary[PATH_MAX + 8];
    char *text = NULL;
    if (!status_path(store_path, path, error)) {
        return false;
    }
    snprintf(temporary, sizeof temporary, "%s.tmp", path);
    text = print(status);
    if (!text) {
        error_set(error, "%s: out of memory", path);
        goto out;
    }
    size_t size = strlen(text);
    fd = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0644);
    /* A line this short is written whole or not at all. */
    ssize_t put = fd < 0 ? -1 : write(fd, text, size);
    if (put != (ssize_t)size) {
        error_set(error, "%s: %s", temporary, put < 0 ? strerror(errno) : "disk full");
        goto out;
    }
    if (rename(temporary, path) < 0) {
        error_set(error, "%s: %s", path, strerror(errno));
        goto out;
    }
    done = true;
out:
    if (fd >= 0) {
        close(fd);
    }
    if (fd >= 0 && !done) {
        unlink(temporary);
    }
    cJSON_free(text);
    return done;
}

static bool read_text(const cJSON *root, const char *name, char *out, size_t capacity)
{
    const char *text = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(root, name));
    if (!text || strlen(text) >= capacity) {
        return false;
    }
    memcpy(out, text, strlen(text) + 1);
    return true;
}

static bool read_time(const cJSON *root, const char *name, int64_t *out)
{
    const cJSON *member = cJSON_GetObjectItemCaseSensitive(root, name);
    if (!cJSON_IsNumber(member) || !(fabs(member->valuedouble) <= number_max)) {
        return false;
    }
    *out = (int64_t)member->valuedouble;
    return true;
}

static bool read_count(const cJSON *root, const char *name, int *out)
{
    int64_t number;
    if (!read_time(root, name, &number) || number < 0 || number > INT_MAX) {
        return false;
    }
    *out = (int)number;
    return true;
}

static bool read_all(const cJSON *root, struct glass_status *status)
{
    int version;
    return read_count(root, "lobbycard_play_status", &version) && version == 1 &&
           read_text(root, "kind", status->kind, sizeof status->kind) &&
           read_text(root, "source", status->source, sizeof status->source) &&
           read_text(root, "item", status->item, sizeof status->item) &&
           read_count(root, "page", &status->page) &&
           read_count(root, "pages", &status->pages) &&
           read_time(root, "since_ms", &status->since_ms) &&
           read_text(root, "edition", status->edition, sizeof status->edition) &&
           read_time(root, "edition_since_ms", &status->edition_since_ms) &&
           read_time(root, "written_ms", &status->written_ms) &&
           read_count(root, "pid", &status->pid);
}

bool glass_status_read(const char *store_path, struct glass_status *status, struct error *error)
{
    bool done = false;
    char path[PATH_MAX];
    cJSON *root = NULL;
    struct glass_status found = { 0 };
    struct bytes text;
    bytes_init(&text);
    if (!status_path(store_path, path, error) ||
        !file_read(path, STATUS_MAX_BYTES, &text, error)) {
        goto out;
    }
    root = text.size == utf8_valid_prefix(text.data, text.size)
               ? cJSON_ParseWithLength(text.data, text.size)
               : NULL;
    if (!cJSON_IsObject(root) || !read_all(root, &found)) {
        error_set(error, "%s: not a status written by this version of `play`", path);
        goto out;
    }
    *status = found;
    done = true;
out:
    cJSON_Delete(root);
    bytes_finish(&text);
    return done;
}
