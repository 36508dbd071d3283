#include "report/status.h"

#include "base/plain.h"
#include "base/system/file.h"
#include "base/system/file_seam.h"
#include "base/system/run_place.h"
#include "base/utf8.h"
#include "report/status_number.h"

#include <cjson/cJSON.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { STATUS_MAX_BYTES = 64 * 1024 };

static const char file_name[] = "play-status.json";

static bool status_path(const char *store_path, char path[PATH_MAX], struct error *error)
{
    int length = snprintf(path, PATH_MAX, "%s/%s", store_path, file_name);
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

static bool add_spoilt(cJSON *root, const struct glass_status *status)
{
    cJSON *list = cJSON_AddArrayToObject(root, "spoilt");
    bool done = list;
    for (size_t i = 0; done && i < GLASS_SPOILT_MAX; i++) {
        if (*status->spoilt[i]) {
            done = cJSON_AddItemToArray(list, cJSON_CreateString(status->spoilt[i]));
        }
    }
    return done;
}

static char *print(const struct glass_status *status)
{
    cJSON *root = cJSON_CreateObject();
    bool done =
        root && add_number(root, "lobbycard_play_status", 1) &&
        add_text(root, "kind", status->kind, sizeof status->kind) &&
        add_text(root, "source", status->source, sizeof status->source) &&
        add_text(root, "item", status->item, sizeof status->item) &&
        add_number(root, "page", status->page) && add_number(root, "pages", status->pages) &&
        add_number(root, "since_ms", status->since_ms) &&
        add_number(root, "since_mono_ms", status->since_mono_ms) &&
        add_number(root, "due_mono_ms", status->due_mono_ms) &&
        add_number(root, "own_clock", status->has_own_clock) &&
        add_text(root, "edition", status->edition, sizeof status->edition) &&
        add_number(root, "edition_since_ms", status->edition_since_ms) &&
        add_text(root, "config", status->config, sizeof status->config) &&
        add_text(root, "lacks", status->lacks.text, sizeof status->lacks.text) &&
        add_text(root, "refused", status->refused, sizeof status->refused) &&
        add_text(root, "refusal", status->refusal.text, sizeof status->refusal.text) &&
        add_spoilt(root, status) && add_number(root, "written_ms", status->written_ms) &&
        add_number(root, "pid", status->player.pid) &&
        add_text(root, "birth", status->player.birth, sizeof status->player.birth);
    char *text = done ? cJSON_PrintUnformatted(root) : NULL;
    cJSON_Delete(root);
    return text;
}

/* What an earlier trouble left elsewhere goes, once the store takes it again. */
static bool write_where_it_goes(
    const char *store_path, const char *path, const char *text, struct error *error)
{
    char places[RUN_PLACES_MAX][PATH_MAX];
    size_t count = run_places(store_path, file_name, places);
    bool in_store = file_seam_note(&file_seam_real, path, text, strlen(text), error);
    bool done = in_store;
    for (size_t i = 0; i < count; i++) {
        if (in_store) {
            unlink(places[i]);
        } else if (!done) {
            done = file_seam_note(&file_seam_real, places[i], text, strlen(text), NULL);
        }
    }
    return done;
}

bool glass_status_write(
    const char *store_path, const struct glass_status *status, struct error *error)
{
    char path[PATH_MAX];
    if (!status_path(store_path, path, error)) {
        return false;
    }
    char *text = print(status);
    bool done = text ? write_where_it_goes(store_path, path, text, error)
                     : error_set(error, "%s: out of memory", path);
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
    plain_mend(out);
    return true;
}

static bool read_count(const cJSON *root, const char *name, int *out)
{
    int64_t number;
    if (!status_number(root, name, &number) || number < 0 || number > INT_MAX) {
        return false;
    }
    *out = (int)number;
    return true;
}

static void read_spoilt(const cJSON *root, struct glass_status *status)
{
    const cJSON *one, *list = cJSON_GetObjectItemCaseSensitive(root, "spoilt");
    size_t count = 0;
    cJSON_ArrayForEach(one, list)
    {
        const char *object = cJSON_GetStringValue(one);
        if (object && strlen(object) < GLASS_OBJECT_ROOM && count < GLASS_SPOILT_MAX) {
            memcpy(status->spoilt[count++], object, strlen(object) + 1);
        }
    }
}

static bool read_all(const cJSON *root, struct glass_status *status)
{
    int version, own_clock = 0;
    read_count(root, "own_clock", &own_clock); /* an older `play` does not say */
    status->has_own_clock = own_clock != 0;
    status_number(root, "since_mono_ms", &status->since_mono_ms); /* nor these */
    status_number(root, "due_mono_ms", &status->due_mono_ms);
    read_text(root, "config", status->config, sizeof status->config);
    read_text(root, "lacks", status->lacks.text, sizeof status->lacks.text);
    read_text(root, "refused", status->refused, sizeof status->refused);
    read_text(root, "refusal", status->refusal.text, sizeof status->refusal.text);
    read_spoilt(root, status);
    read_text(root, "birth", status->player.birth, sizeof status->player.birth);
    return read_count(root, "lobbycard_play_status", &version) && version == 1 &&
           read_text(root, "kind", status->kind, sizeof status->kind) &&
           read_text(root, "source", status->source, sizeof status->source) &&
           read_text(root, "item", status->item, sizeof status->item) &&
           read_count(root, "page", &status->page) &&
           read_count(root, "pages", &status->pages) &&
           status_number(root, "since_ms", &status->since_ms) &&
           read_text(root, "edition", status->edition, sizeof status->edition) &&
           status_number(root, "edition_since_ms", &status->edition_since_ms) &&
           status_number(root, "written_ms", &status->written_ms) &&
           read_count(root, "pid", &status->player.pid);
}

static bool read_file(const char *path, struct glass_status *status, struct error *error)
{
    bool done = false;
    cJSON *root = NULL;
    struct glass_status found = { 0 };
    struct bytes text;
    bytes_init(&text);
    if (!file_read(path, STATUS_MAX_BYTES, &text, error)) {
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

/* The one of a player that lives; else the last that one left there when it ended. */
static bool read_elsewhere(const char *store_path, struct glass_status *status)
{
    char places[RUN_PLACES_MAX][PATH_MAX];
    struct glass_status found;
    size_t count = run_places(store_path, file_name, places);
    bool done = false;
    for (size_t i = 0; i < count && !(done && process_lives(&status->player)); i++) {
        if (read_file(places[i], &found, NULL) && (!done || process_lives(&found.player))) {
            *status = found;
            status->is_elsewhere = done = true;
        }
    }
    return done;
}

/* What is elsewhere goes with the next status that the store takes: it is the newer one, but
 * for a player of another's folder that writes into the store. */
bool glass_status_read(const char *store_path, struct glass_status *status, struct error *error)
{
    char path[PATH_MAX];
    struct glass_status found, elsewhere;
    bool is_elsewhere = read_elsewhere(store_path, &elsewhere);
    if (!status_path(store_path, path, error)) {
        return false;
    }
    bool is_there = read_file(path, &found, error);
    if (is_elsewhere &&
        (process_lives(&elsewhere.player) || !is_there || !process_lives(&found.player))) {
        *status = elsewhere;
        error_set(error, "%s", "");
        return true;
    }
    if (is_there) {
        *status = found;
    } else if (access(path, F_OK) < 0 && errno == ENOENT) {
        error_set(error, "%s", "");
    }
    return is_there;
}
