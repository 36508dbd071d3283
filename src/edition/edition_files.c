/* Editions of files that somebody names, outside of a store. */
#include "address/file_address.h"
#include "base/system/file.h"
#include "content/feed/feed_pictures.h"
#include "edition/adapting.h"

#include <libgen.h>
#include <string.h>

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

static bool load_file(struct edition *edition, const struct edition_reading *reading,
    const char *path, struct error *error)
{
    bool done = false;
    struct edition_source *source = &edition->sources[edition->source_count];
    struct bytes body;
    struct adapting adapting;
    struct intake intake = { .body = &body,
        .adapt = reading->config ? adapting_make : NULL,
        .adapt_context = &adapting,
        .guard = reading->guard,
        .find_pictures = find_pictures,
        .context = &edition->arena,
        .source = source };
    bytes_init(&body);
    adapting_init(&adapting, reading->config, reading->now_ms);
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
    adapting_finish(&adapting);
    bytes_finish(&body);
    return done;
}

struct edition *edition_from_files(const char *const *paths, size_t count,
    const struct edition_reading *reading, struct error *error)
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
        done = load_file(edition, reading, paths[i], error);
    }
out:
    if (!done) {
        edition_destroy(edition);
        edition = NULL;
    }
    return edition;
}
