#include "edition/intake.h"

#include "address/file_address.h"
#include "base/clock.h"
#include "base/system/file.h"
#include "content/feed/feed_pictures.h"
#include "edition/manifest.h"
#include "store/store_private.h"

#include <libgen.h>
#include <stdlib.h>
#include <string.h>

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
           error_wrap(error, "manifest %.*s", OBJECT_ID_SHOWN, id->hex);
    edition->id = *id;
out:
    bytes_finish(&text);
    if (!done) {
        edition_destroy(edition);
        edition = NULL;
    }
    return edition;
}

const struct guard *edition_guard(const struct store *store)
{
    return store->guard;
}

static bool load_feed(
    struct store *store, struct edition_source *source, bool is_known, struct error *error)
{
    struct bytes body, signature;
    struct intake intake = { .body = &body,
        .signature = &signature,
        .store = store,
        .guard = store->guard,
        .source = source };
    bytes_init(&body);
    bytes_init(&signature);
    bool done =
        store_get(store, &source->body, &body, error) &&
        (!*source->signature.hex || store_get(store, &source->signature, &signature, error)) &&
        (is_known || intake_take(&intake, error));
    bytes_finish(&signature);
    bytes_finish(&body);
    return done || error_wrap(error, "source %s", source->name);
}

bool edition_load_feed(struct store *store, struct edition_source *source, struct error *error)
{
    return load_feed(store, source, false, error);
}

bool edition_prove_feed(struct store *store, struct edition_source *source, struct error *error)
{
    return load_feed(store, source, source->proof.holds, error);
}

struct edition *edition_load(
    struct store *store, const struct object_id *id, struct error *error)
{
    struct edition *edition = edition_load_manifest(store, id, error);
    if (edition) {
        edition_leave_unnamed(store, edition);
    }
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
static bool find_pictures(struct intake *intake, struct error *error)
{
    struct edition_source *source = intake->source;
    const char **urls;
    size_t count, there = 0;
    struct arena *arena = intake->context;
    const struct feed_pictures_query query = { .feed = source->feed, .base = source->url };
    if (!feed_pictures(&query, arena, &urls, &count)) {
        return error_set(error, "out of memory");
    }
    struct picture_ref *pictures = arena_array(arena, count, sizeof *pictures);
    for (size_t i = 0; pictures && i < count; i++) {
        struct bytes body;
        struct object_id id;
        struct error absent;
        char path[PATH_MAX];
        bytes_init(&body);
        if (file_address_below(source->url, urls[i], path, &absent) == FILE_BELOW &&
            file_read(path, PICTURE_MAX_BYTES, &body, &absent)) {
            object_id_of(body.data, body.size, &id);
            char *object = arena_strdup(arena, id.hex), *real = arena_strdup(arena, path);
            pictures[there] =
                (struct picture_ref) { .url = urls[i], .object = object, .path = real };
            there += object != NULL && real != NULL;
        }
        bytes_finish(&body);
    }
    source->pictures = pictures;
    source->picture_count = there;
    return pictures || error_set(error, "out of memory");
}

bool edition_read_file(struct arena *arena, const char *path, struct bytes *body,
    const char **url, struct error *error)
{
    bool done = file_read(path, FEED_MAX_BYTES, body, error);
    *url = done ? file_address_of(arena, path) : NULL;
    return done && (*url || error_set(error, "out of memory"));
}

static bool load_file(
    struct edition *edition, const struct guard *guard, const char *path, struct error *error)
{
    bool done = false;
    struct edition_source *source = &edition->sources[edition->source_count];
    struct bytes body;
    struct intake intake = { .body = &body,
        .guard = guard,
        .find_pictures = find_pictures,
        .context = &edition->arena,
        .source = source };
    bytes_init(&body);
    char *name = arena_strdup(&edition->arena, path);
    if (!edition_read_file(&edition->arena, path, &body, &source->url, error)) {
        goto out;
    }
    if (!name) {
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
    done = intake_take(&intake, error) || error_wrap(error, "%s", path);
    edition->source_count += done;
out:
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
