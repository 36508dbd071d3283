#include "report/fetch_status.h"

#include "base/plain.h"
#include "base/system/file.h"
#include "content/json/json_scan.h"
#include "report/retold.h"
#include "report/status_number.h"

#include <cjson/cJSON.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STATUS_MAX_BYTES = 1024 * 1024, STATUS_SOURCES_MAX = 1024 };

static const char file_name[] = "fetch-status.json";

/* As cJSON prints such a number, which tries for each how many digits it takes: this file is
 * written with every answer of every source. */
static bool add_number(cJSON *object, const char *name, int64_t number)
{
    char text[32];
    snprintf(text, sizeof text, "%" PRId64, number);
    return cJSON_AddRawToObject(object, name, text);
}

static bool print_pictures(cJSON *entry, const struct fetch_status_source *source)
{
    cJSON *list = cJSON_AddArrayToObject(entry, "missing");
    bool done = list && add_number(entry, "missing_total", (int64_t)source->missing_total);
    for (size_t i = 0; done && i < source->missing_count; i++) {
        const struct fetch_status_picture *picture = &source->missing[i];
        cJSON *object = cJSON_CreateObject();
        done = object && cJSON_AddItemToArray(list, object);
        if (!done) {
            cJSON_Delete(object);
        }
        done = done && cJSON_AddStringToObject(object, "url", picture->url) &&
               cJSON_AddStringToObject(object, "error", picture->error) &&
               add_number(object, "since_ms", picture->since_ms);
    }
    return done;
}

static bool print_source(cJSON *list, const struct fetch_status_source *source)
{
    cJSON *entry = cJSON_CreateObject();
    if (!entry || !cJSON_AddItemToArray(list, entry)) {
        cJSON_Delete(entry);
        return false;
    }
    return cJSON_AddStringToObject(entry, "name", source->name) &&
           add_number(entry, "last_success_ms", source->last_success_ms) &&
           cJSON_AddStringToObject(entry, "last_error", source->last_error) &&
           add_number(entry, "last_error_ms", source->last_error_ms) &&
           add_number(entry, "next_try_ms", source->next_try_ms) &&
           add_number(entry, "serial", source->serial) &&
           add_number(entry, "http_status", source->http_status) &&
           print_pictures(entry, source);
}

bool fetch_status_write(
    struct store *store, const struct fetch_status *status, struct error *error)
{
    bool done = false;
    char *text = NULL;
    cJSON *list = NULL, *root = cJSON_CreateObject();
    if (root && add_number(root, "lobbycard_fetch_status", 1) &&
        add_number(root, "written_ms", status->written_ms) &&
        add_number(root, "written_mono_ms", status->written_mono_ms) &&
        add_number(root, "started_ms", status->started_ms) &&
        add_number(root, "pid", status->fetcher.pid) &&
        cJSON_AddStringToObject(root, "birth", status->fetcher.birth) &&
        cJSON_AddBoolToObject(root, "once", status->is_once) &&
        cJSON_AddStringToObject(root, "store_error", status->store_error)) {
        list = cJSON_AddArrayToObject(root, "sources");
    }
    bool printed = list;
    for (size_t i = 0; printed && i < status->source_count; i++) {
        printed = print_source(list, &status->sources[i]);
    }
    text = printed ? cJSON_Print(root) : NULL;
    if (!text) {
        error_set(error, "out of memory");
        goto out;
    }
    done = store_write_note(store, file_name, text, strlen(text), error);
out:
    cJSON_free(text);
    cJSON_Delete(root);
    return done;
}

static bool read_text(
    const cJSON *object, const char *name, struct arena *arena, const char **text)
{
    const char *found = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, name));
    char *copy = found ? arena_strdup(arena, found) : NULL;
    if (copy) {
        plain_mend(copy);
    }
    *text = copy;
    return copy;
}

static bool read_pictures(
    const cJSON *entry, struct arena *arena, struct fetch_status_source *source)
{
    const cJSON *object, *array = cJSON_GetObjectItemCaseSensitive(entry, "missing");
    int64_t total;
    if (!array) {
        return true; /* of an older version */
    }
    int count = cJSON_GetArraySize(array);
    if (!status_number(entry, "missing_total", &total) || total < count || count < 0 ||
        count > FETCH_STATUS_PICTURES_MAX) {
        return false;
    }
    struct fetch_status_picture *list = arena_array(arena, (size_t)count, sizeof *list);
    source->missing = list;
    source->missing_total = (size_t)total;
    cJSON_ArrayForEach(object, array)
    {
        struct fetch_status_picture *picture = list ? &list[source->missing_count] : NULL;
        if (!picture || !read_text(object, "url", arena, &picture->url) ||
            !read_text(object, "error", arena, &picture->error) ||
            !status_number(object, "since_ms", &picture->since_ms)) {
            return false;
        }
        picture->error = retold(arena, picture->error);
        source->missing_count++;
    }
    return list;
}

static bool read_source(
    const cJSON *entry, struct arena *arena, struct fetch_status_source *source)
{
    int64_t status;
    if (!read_text(entry, "name", arena, &source->name) ||
        !read_text(entry, "last_error", arena, &source->last_error) ||
        !status_number(entry, "last_success_ms", &source->last_success_ms) ||
        !status_number(entry, "last_error_ms", &source->last_error_ms) ||
        !status_number(entry, "next_try_ms", &source->next_try_ms) ||
        !status_number(entry, "serial", &source->serial) ||
        !status_number(entry, "http_status", &status) || status < 0 || status > 999) {
        return false;
    }
    source->http_status = (long)status;
    source->last_error = retold(arena, source->last_error);
    return read_pictures(entry, arena, source);
}

/* An older version does not say these. */
static void read_own(struct fetch_status *status, const cJSON *root)
{
    const char *birth = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(root, "birth"));
    status->started_ms = status->written_ms;
    status_number(root, "written_mono_ms", &status->written_mono_ms);
    status_number(root, "started_ms", &status->started_ms);
    status->is_once = cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(root, "once"));
    snprintf(status->fetcher.birth, sizeof status->fetcher.birth, "%s", birth ? birth : "");
}

static bool read_document(struct fetch_status *status, const cJSON *root)
{
    const cJSON *entry, *list = cJSON_GetObjectItemCaseSensitive(root, "sources");
    int count = cJSON_GetArraySize(list);
    int64_t format, pid;
    if (!status_number(root, "lobbycard_fetch_status", &format) || format != 1 ||
        !status_number(root, "written_ms", &status->written_ms) ||
        !status_number(root, "pid", &pid) || pid < 1 || pid > INT_MAX ||
        !read_text(root, "store_error", &status->arena, &status->store_error) ||
        !cJSON_IsArray(list) || count > STATUS_SOURCES_MAX) {
        return false;
    }
    status->fetcher.pid = (int)pid;
    status->store_error = retold(&status->arena, status->store_error);
    read_own(status, root);
    status->sources = arena_array(&status->arena, (size_t)count, sizeof *status->sources);
    if (!status->sources) {
        return false;
    }
    cJSON_ArrayForEach(entry, list)
    {
        if (!read_source(entry, &status->arena, &status->sources[status->source_count])) {
            return false;
        }
        status->source_count++;
    }
    return true;
}

struct fetch_status *fetch_status_read(const struct store *store, struct error *error)
{
    bool done = false;
    char path[PATH_MAX];
    struct bytes text;
    cJSON *root = NULL;
    bytes_init(&text);
    struct fetch_status *status = calloc(1, sizeof *status);
    if (!status) {
        error_set(error, "out of memory");
        goto out;
    }
    arena_init(&status->arena);
    int length = snprintf(path, sizeof path, "%s/%s", store_path(store), file_name);
    if (length < 0 || (size_t)length >= sizeof path) {
        error_set(error, "%s: path too long", store_path(store));
        goto out;
    }
    if (!file_read(path, STATUS_MAX_BYTES, &text, error)) {
        goto out;
    }
    if (!json_scan(text.data, text.size, &json_limits_default, error)) {
        error_wrap(error, "%s", path);
        goto out;
    }
    root = cJSON_ParseWithLength(text.data, text.size);
    done = read_document(status, root) ||
           error_set(error, "%s: not the status that this version writes", path);
out:
    cJSON_Delete(root);
    bytes_finish(&text);
    if (!done) {
        fetch_status_destroy(status);
        status = NULL;
    }
    return status;
}

static void shift(int64_t *time_ms, int64_t started_ms, int64_t delta_ms)
{
    if (*time_ms >= started_ms && *time_ms != 0) {
        *time_ms += delta_ms;
    }
}

void fetch_status_shift(
    struct fetch_status_source *sources, size_t count, int64_t started_ms, int64_t delta_ms)
{
    for (size_t i = 0; i < count; i++) {
        shift(&sources[i].last_success_ms, started_ms, delta_ms);
        shift(&sources[i].last_error_ms, started_ms, delta_ms);
        shift(&sources[i].next_try_ms, started_ms, delta_ms);
    }
}

void fetch_status_follow_clock(
    struct fetch_status *status, int64_t now_wall_ms, int64_t now_mono_ms)
{
    if (status->written_mono_ms != 0 && process_lives(&status->fetcher)) {
        int64_t delta_ms =
            now_wall_ms - now_mono_ms - (status->written_ms - status->written_mono_ms);
        fetch_status_shift(status->sources, status->source_count, status->started_ms, delta_ms);
        status->started_ms += delta_ms;
        status->written_ms += delta_ms;
    }
}

void fetch_status_destroy(struct fetch_status *status)
{
    if (status) {
        arena_finish(&status->arena);
    }
    free(status);
}

const struct fetch_status_source *fetch_status_find(
    const struct fetch_status *status, const char *name)
{
    for (size_t i = 0; status && i < status->source_count; i++) {
        if (strcmp(status->sources[i].name, name) == 0) {
            return &status->sources[i];
        }
    }
    return NULL;
}
