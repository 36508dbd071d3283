#include "command/status_pictures.h"

#include "base/translated.h"
#include "store/store.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

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

static bool is_told(const struct glass_status *glass, const char *object)
{
    bool is_found = false;
    for (size_t i = 0; glass && i < GLASS_SPOILT_MAX && !is_found; i++) {
        is_found = *glass->spoilt[i] && strcmp(glass->spoilt[i], object) == 0;
    }
    return is_found;
}

/* What the disk did to it, or NULL. A monitor asks every minute: bytes are read only of what
 * `play` found spoiled, which may be mended since. */
static const char *fault_of(const struct status_known *known, const struct picture_ref *picture)
{
    struct object_id id = { 0 };
    if (access(picture->path, F_OK) < 0 && errno == ENOENT) {
        return translated("its bytes are gone from the store");
    }
    snprintf(id.hex, sizeof id.hex, "%s", picture->object);
    return is_told(known->glass, picture->object) &&
                   store_object_state(known->store, &id) == OBJECT_ROTTEN
               ? translated("the disk spoiled its bytes")
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
    size_t most = report->picture_count + SPOILT_MAX;
    for (size_t i = 0; known->edition && i < known->edition->source_count; i++) {
        const struct edition_source *source = &known->edition->sources[i];
        for (size_t k = 0; k < source->picture_count && report->picture_count < most; k++) {
            const struct picture_ref *picture = &source->pictures[k];
            const char *fault = is_listed(list, report->picture_count, picture->url)
                                    ? NULL
                                    : fault_of(known, picture);
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
