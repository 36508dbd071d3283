#include "store/edition.h"

#include "base/clock.h"
#include "base/file.h"
#include "content/feed_pictures.h"
#include "content/guard.h"
#include "content/json_scan.h"
#include "store/manifest.h"
#include "store/store_private.h"

#include <cjson/cJSON.h>
#include <libgen.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SOURCES_MAX = 1024, PICTURE_MAX_BYTES = 32 * 1024 * 1024 };

static const double number_max = 9007199254740992.0; /* 2^53 */

static bool print_pictures(const struct edition_source *source, cJSON *entry)
{
    cJSON *list = source->picture_count > 0 ? cJSON_AddArrayToObject(entry, "pictures") : NULL;
    for (size_t i = 0; i < source->picture_count; i++) {
        cJSON *picture = cJSON_CreateObject();
        if (!list || !picture || !cJSON_AddItemToArray(list, picture)) {
            cJSON_Delete(picture);
            return false;
        }
        if (!cJSON_AddStringToObject(picture, "url", source->pictures[i].url) ||
            !cJSON_AddStringToObject(picture, "object", source->pictures[i].object)) {
            return false;
        }
    }
    return true;
}

bool manifest_print(
    const struct edition_source *sources, size_t count, struct bytes *out, struct error *error)
{
    bool done = false;
    char *text = NULL;
    cJSON *root = cJSON_CreateObject();
    cJSON *list = root && cJSON_AddNumberToObject(root, "lobbycard_edition", 1)
                      ? cJSON_AddArrayToObject(root, "sources")
                      : NULL;
    if (!list) {
        goto out;
    }
    for (size_t i = 0; i < count; i++) {
        const struct edition_source *source = &sources[i];
        cJSON *entry = cJSON_CreateObject();
        if (!entry || !cJSON_AddItemToArray(list, entry)) {
            cJSON_Delete(entry);
            goto out;
        }
        if (!cJSON_AddStringToObject(entry, "name", source->name) ||
            !cJSON_AddStringToObject(entry, "url", source->url) ||
            !cJSON_AddStringToObject(entry, "body", source->body.hex) ||
            !cJSON_AddStringToObject(entry, "signature", source->signature.hex) ||
            !cJSON_AddStringToObject(entry, "etag", source->etag) ||
            !cJSON_AddStringToObject(entry, "last_modified", source->last_modified) ||
            !cJSON_AddNumberToObject(entry, "fetched_ms", (double)source->fetched_ms) ||
            !print_pictures(source, entry)) {
            goto out;
        }
    }
    text = cJSON_Print(root);
    done = text && bytes_append(out, text, strlen(text));
out:
    cJSON_free(text);
    cJSON_Delete(root);
    return done || error_set(error, "out of memory");
}

static const char *text_member(const cJSON *object, const char *name, struct arena *arena)
{
    const char *text = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, name));
    return text ? arena_strdup(arena, text) : NULL;
}

static bool id_member(
    const cJSON *object, const char *name, bool may_be_empty, struct object_id *id)
{
    const char *text = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, name));
    if (!text || !(object_id_is_valid(text, strlen(text)) || (may_be_empty && !*text))) {
        return false;
    }
    memcpy(id->hex, text, strlen(text) + 1);
    return true;
}

/* Manifests from before there were pictures have no such member. */
static bool parse_pictures(
    const cJSON *entry, struct arena *arena, struct edition_source *source)
{
    const cJSON *list = cJSON_GetObjectItemCaseSensitive(entry, "pictures"), *picture;
    if (!list) {
        return true;
    }
    struct picture_ref *pictures =
        arena_array(arena, (size_t)cJSON_GetArraySize(list), sizeof *pictures);
    if (!cJSON_IsArray(list) || !pictures) {
        return false;
    }
    cJSON_ArrayForEach(picture, list)
    {
        struct object_id id;
        struct picture_ref *ref = &pictures[source->picture_count];
        if (!id_member(picture, "object", false, &id)) {
            return false;
        }
        *ref = (struct picture_ref) { .url = text_member(picture, "url", arena),
            .object = arena_strdup(arena, id.hex) };
        if (!ref->url || !ref->object) {
            return false;
        }
        source->picture_count++;
    }
    source->pictures = pictures;
    return true;
}

static bool parse_source(const cJSON *entry, struct arena *arena, struct edition_source *source)
{
    const cJSON *fetched = cJSON_GetObjectItemCaseSensitive(entry, "fetched_ms");
    source->name = text_member(entry, "name", arena);
    source->url = text_member(entry, "url", arena);
    source->etag = text_member(entry, "etag", arena);
    source->last_modified = text_member(entry, "last_modified", arena);
    if (!source->name || !*source->name || !source->url || !source->etag ||
        !source->last_modified || !id_member(entry, "body", false, &source->body) ||
        !id_member(entry, "signature", true, &source->signature) || !cJSON_IsNumber(fetched) ||
        !(fabs(fetched->valuedouble) <= number_max) || !parse_pictures(entry, arena, source)) {
        return false;
    }
    source->fetched_ms = (int64_t)fetched->valuedouble;
    return true;
}

bool manifest_parse(const char *text, size_t size, struct edition *edition, struct error *error)
{
    bool done = false;
    cJSON *root = NULL;
    const cJSON *entry;
    if (!json_scan(text, size, &json_limits_default, error)) {
        goto out;
    }
    root = cJSON_ParseWithLength(text, size);
    const cJSON *format = cJSON_GetObjectItemCaseSensitive(root, "lobbycard_edition");
    const cJSON *list = cJSON_GetObjectItemCaseSensitive(root, "sources");
    int count = cJSON_GetArraySize(list);
    if (!cJSON_IsNumber(format) || format->valuedouble != 1 || !cJSON_IsArray(list) ||
        count > SOURCES_MAX) {
        error_set(error, "not a manifest that this version reads");
        goto out;
    }
    edition->sources = arena_array(&edition->arena, (size_t)count, sizeof *edition->sources);
    if (!edition->sources) {
        error_set(error, "out of memory");
        goto out;
    }
    cJSON_ArrayForEach(entry, list)
    {
        size_t i = edition->source_count;
        if (!parse_source(entry, &edition->arena, &edition->sources[i])) {
            error_set(error, "sources[%zu]: a member is missing or wrong", i);
            goto out;
        }
        edition->source_count++;
    }
    done = true;
out:
    cJSON_Delete(root);
    return done;
}

static bool same_pictures(const struct edition_source *a, const struct edition_source *b)
{
    bool same = a->picture_count == b->picture_count;
    for (size_t i = 0; same && i < a->picture_count; i++) {
        same = strcmp(a->pictures[i].url, b->pictures[i].url) == 0 &&
               strcmp(a->pictures[i].object, b->pictures[i].object) == 0;
    }
    return same;
}

bool manifest_same(const struct edition_source *a, size_t a_count,
    const struct edition_source *b, size_t b_count)
{
    bool same = a_count == b_count;
    for (size_t i = 0; same && i < a_count; i++) {
        same = strcmp(a[i].name, b[i].name) == 0 && strcmp(a[i].url, b[i].url) == 0 &&
               strcmp(a[i].body.hex, b[i].body.hex) == 0 &&
               strcmp(a[i].signature.hex, b[i].signature.hex) == 0 &&
               same_pictures(&a[i], &b[i]);
    }
    return same;
}

static struct edition *edition_create(struct error *error)
{
    struct edition *edition = calloc(1, sizeof *edition);
    if (edition) {
        arena_init(&edition->arena);
    } else {
        error_set(error, "out of memory");
    }
    return edition;
}

void edition_destroy(struct edition *edition)
{
    if (!edition) {
        return;
    }
    for (size_t i = 0; i < edition->source_count; i++) {
        feed_destroy(edition->sources[i].feed);
    }
    arena_finish(&edition->arena);
    free(edition);
}

/* Where the objects of an edition's pictures lie. */
static bool place_pictures(struct store *store, struct edition *edition, struct error *error)
{
    bool done = true;
    for (size_t i = 0; done && i < edition->source_count; i++) {
        struct edition_source *source = &edition->sources[i];
        struct picture_ref *pictures =
            arena_array(&edition->arena, source->picture_count, sizeof *pictures);
        done = pictures != NULL;
        for (size_t k = 0; done && k < source->picture_count; k++) {
            const char *hex = source->pictures[k].object;
            pictures[k] = source->pictures[k];
            pictures[k].path =
                arena_printf(&edition->arena, "%s/objects/%.2s/%s", store->path, hex, hex);
            done = pictures[k].path != NULL;
        }
        source->pictures = pictures;
    }
    return done || error_set(error, "out of memory");
}

struct edition *edition_load_manifest(
    struct store *store, const struct object_id *id, struct error *error)
{
    bool done = false;
    struct bytes text;
    bytes_init(&text);
    struct edition *edition = edition_create(error);
    if (!edition || !store_get(store, id, &text, error)) {
        goto out;
    }
    done = (manifest_parse(text.data, text.size, edition, error) &&
               place_pictures(store, edition, error)) ||
           error_wrap(error, "manifest %.12s", id->hex);
    edition->id = *id;
out:
    bytes_finish(&text);
    if (!done) {
        edition_destroy(edition);
        edition = NULL;
    }
    return edition;
}

static bool prove_signature(struct store *store, struct edition_source *source,
    const struct bytes *body, struct error *error)
{
    bool done = false;
    struct bytes text;
    bytes_init(&text);
    done = (!*source->signature.hex || store_get(store, &source->signature, &text, error)) &&
           edition_verify(store, source, body, &text, error);
    bytes_finish(&text);
    return done;
}

struct feed *edition_parse_feed(
    const struct guard *guard, const char *url, const struct bytes *body, struct error *error)
{
    struct feed *feed = feed_parse(body->data ? body->data : "", body->size, error);
    if (feed && !guard_apply(guard, feed, url, error)) {
        feed_destroy(feed);
        feed = NULL;
    }
    return feed;
}

const struct guard *edition_guard(const struct store *store)
{
    return store->guard;
}

bool edition_load_feed(struct store *store, struct edition_source *source, struct error *error)
{
    struct bytes body;
    bytes_init(&body);
    if (store_get(store, &source->body, &body, error) &&
        prove_signature(store, source, &body, error)) {
        source->feed = edition_parse_feed(store->guard, source->url, &body, error);
    }
    bytes_finish(&body);
    return source->feed || error_wrap(error, "source %s", source->name);
}

struct edition *edition_load(
    struct store *store, const struct object_id *id, struct error *error)
{
    struct edition *edition = edition_load_manifest(store, id, error);
    for (size_t i = 0; edition && i < edition->source_count; i++) {
        if (!edition_load_feed(store, &edition->sources[i], error)) {
            edition_destroy(edition);
            edition = NULL;
        }
    }
    return edition;
}

static bool allow_all(void *context, const struct object_id *id)
{
    (void)context;
    (void)id;
    return true;
}

struct edition *edition_load_newest(struct store *store, struct error *error)
{
    return edition_load_allowed(store, allow_all, NULL, error);
}

struct edition *edition_load_allowed(struct store *store,
    bool (*allows)(void *context, const struct object_id *id), void *context,
    struct error *error)
{
    struct head head;
    struct error second;
    error_set(error, "%s", "");
    if (!store_read_head(store, &head, error) || !*head.current.hex) {
        return NULL;
    }
    clock_raise_floor(head.time_floor_ms);
    struct edition *edition =
        allows(context, &head.current) ? edition_load(store, &head.current, error) : NULL;
    if (edition) {
        edition->since_ms = head.since_ms;
    } else if (*head.previous.hex && allows(context, &head.previous)) {
        edition = edition_load(store, &head.previous, &second);
    }
    return edition;
}

/* The pictures of a feed from a file that are there, below its folder. */
static bool find_pictures(
    struct edition *edition, struct edition_source *source, struct error *error)
{
    const char **urls;
    size_t count, there = 0;
    struct arena *arena = &edition->arena;
    if (!feed_pictures(source->feed, source->url, NULL, 0, arena, &urls, &count)) {
        return error_set(error, "out of memory");
    }
    struct picture_ref *pictures = arena_array(arena, count, sizeof *pictures);
    for (size_t i = 0; pictures && i < count; i++) {
        struct bytes body;
        struct object_id id;
        struct error absent;
        const char *path = urls[i] + strlen("file://");
        bytes_init(&body);
        if (file_read(path, PICTURE_MAX_BYTES, &body, &absent)) {
            object_id_of(body.data, body.size, &id);
            char *object = arena_strdup(arena, id.hex);
            pictures[there] = (struct picture_ref) { urls[i], object, path };
            there += object != NULL;
        }
        bytes_finish(&body);
    }
    source->pictures = pictures;
    source->picture_count = there;
    return pictures || error_set(error, "out of memory");
}

static bool load_file(
    struct edition *edition, const struct guard *guard, const char *path, struct error *error)
{
    bool done = false;
    struct edition_source *source = &edition->sources[edition->source_count];
    struct bytes body;
    bytes_init(&body);
    char *real = realpath(path, NULL), *name = arena_strdup(&edition->arena, path);
    if (!file_read(path, FEED_MAX_BYTES, &body, error)) {
        goto out;
    }
    source->url = real ? arena_printf(&edition->arena, "file://%s", real) : NULL;
    if (!name || !source->url) {
        error_set(error, "out of memory");
        goto out;
    }
    name = basename(name);
    char *ending = strrchr(name, '.');
    if (ending && ending != name) {
        *ending = '\0';
    }
    source->name = name;
    source->etag = source->last_modified = "";
    object_id_of(body.data, body.size, &source->body);
    source->feed = edition_parse_feed(guard, source->url, &body, error);
    done = source->feed ? find_pictures(edition, source, error) : error_wrap(error, "%s", path);
    edition->source_count += source->feed != NULL;
out:
    free(real);
    bytes_finish(&body);
    return done;
}

struct edition *edition_from_files(
    const char *const *paths, size_t count, const struct guard *guard, struct error *error)
{
    bool done = false;
    struct edition *edition = edition_create(error);
    if (!edition) {
        goto out;
    }
    edition->sources = arena_array(&edition->arena, count, sizeof *edition->sources);
    if (!edition->sources) {
        error_set(error, "out of memory");
        goto out;
    }
    done = true;
    for (size_t i = 0; done && i < count; i++) {
        done = load_file(edition, guard, paths[i], error);
    }
out:
    if (!done) {
        edition_destroy(edition);
        edition = NULL;
    }
    return edition;
}
