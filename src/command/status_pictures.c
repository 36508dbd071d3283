#include "command/status_pictures.h"

#include "base/translated.h"
#include "store/store.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

/* A monitor asks every minute: no more than this is read again. */
enum { READ_MAX_BYTES = 64 * 1024 * 1024 };

/* As many as `fetch` names of each of its sources. */
enum { SPOILT_MAX = FETCH_STATUS_PICTURES_MAX };

static void add_missing(const struct config_source *source, const struct fetch_status *fetched,
    struct reported_picture *list, struct status_report *report)
{
    const struct fetch_status_source *known = fetch_status_find(fetched, source->name);
    for (size_t k = 0; known && k < known->missing_count; k++) {
        const struct fetch_status_picture *picture = &known->missing[k];
        list[report->picture_count++] = (struct reported_picture) { source->name, picture->url,
            picture->error, picture->since_ms };
    }
}

/* What the disk did to it, or NULL. */
static const char *fault_of(
    struct store *store, const struct picture_ref *picture, int64_t *left_bytes)
{
    struct object_id id = { 0 };
    struct stat info = { 0 };
    if (stat(picture->path, &info) == 0 && info.st_size > *left_bytes) {
        return NULL;
    }
    snprintf(id.hex, sizeof id.hex, "%s", picture->object);
    enum object_state state = store_object_state(store, &id);
    *left_bytes -= state == OBJECT_SOUND || state == OBJECT_ROTTEN ? info.st_size : 0;
    return state == OBJECT_ROTTEN    ? translated("the disk spoiled its bytes")
           : state == OBJECT_MISSING ? translated("its bytes are gone from the store")
                                     : NULL;
}

static bool is_listed(const struct reported_picture *list, size_t count, const char *url)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(list[i].url, url) == 0) {
            return true;
        }
    }
    return false;
}

static void add_spoilt(const struct status_known *known, struct reported_picture *list,
    struct status_report *report)
{
    int64_t left_bytes = READ_MAX_BYTES;
    size_t most = report->picture_count + SPOILT_MAX;
    for (size_t i = 0; known->edition && i < known->edition->source_count; i++) {
        const struct edition_source *source = &known->edition->sources[i];
        for (size_t k = 0; k < source->picture_count && report->picture_count < most; k++) {
            const struct picture_ref *picture = &source->pictures[k];
            const char *fault = is_listed(list, report->picture_count, picture->url)
                                    ? NULL
                                    : fault_of(known->store, picture, &left_bytes);
            if (fault) {
                list[report->picture_count++] =
                    (struct reported_picture) { source->name, picture->url, fault, 0 };
            }
        }
    }
}

bool status_pictures(
    struct arena *arena, const struct status_known *known, struct status_report *report)
{
    size_t count = known->config->source_count;
    struct reported_picture *list =
        arena_array(arena, count * FETCH_STATUS_PICTURES_MAX + SPOILT_MAX, sizeof *list);
    for (size_t i = 0; list && i < count; i++) {
        add_missing(&known->config->sources[i], known->fetched, list, report);
    }
    if (list) {
        add_spoilt(known, list, report);
    }
    report->pictures = list;
    return list;
}
