#include "net/fetcher_pictures.h"

#include "base/clock.h"
#include "base/log.h"
#include "content/address.h"
#include "content/feed_pictures.h"
#include "net/picture_codes.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

enum {
    PICTURE_MAX_BYTES = 32 * 1024 * 1024,
    PICTURE_MAX_MS = 20000, /* for one; and no new one is begun behind it in a poll */
};

void fetcher_pictures_finish(struct fetcher_source *source)
{
    arena_finish(&source->picture_arena);
    source->wanted = source->pictures = NULL;
    source->wanted_count = source->picture_count = 0;
}

/* The ones that are there, for the manifest. */
static void list_those_there(struct fetcher_source *source)
{
    source->picture_count = 0;
    for (size_t i = 0; i < source->wanted_count; i++) {
        if (source->wanted[i].object[0] != '\0') {
            source->pictures[source->picture_count++] = source->wanted[i];
        }
    }
}

bool fetcher_pictures_want(struct fetcher_source *source, const struct feed *feed,
    const struct picture_ref *there, size_t there_count)
{
    bool done = false;
    struct arena arena;
    const char **urls;
    size_t count;
    arena_init(&arena);
    if (!feed_pictures(feed, source->config->url, source->hosts->items, source->hosts->count,
            &arena, &urls, &count)) {
        goto out;
    }
    struct picture_ref *wanted = arena_array(&arena, count, sizeof *wanted);
    struct picture_ref *pictures = arena_array(&arena, count, sizeof *pictures);
    if (!wanted || !pictures) {
        goto out;
    }
    for (size_t i = 0; i < count; i++) {
        const struct picture_ref *found = picture_ref_find(there, there_count, urls[i]);
        if (!found) {
            found = picture_ref_find(source->pictures, source->picture_count, urls[i]);
        }
        wanted[i] = (struct picture_ref) { .url = urls[i],
            .object = arena_strdup(&arena, found ? found->object : ""),
            .codes = arena_strdup(&arena, found && found->codes ? found->codes : ""),
            .hides_codes = found && found->hides_codes };
        if (!wanted[i].object || !wanted[i].codes) {
            goto out;
        }
    }
    fetcher_pictures_finish(source);
    source->picture_arena = arena;
    source->wanted = wanted;
    source->wanted_count = count;
    source->pictures = pictures;
    list_those_there(source);
    done = true;
out:
    if (!done) {
        arena_finish(&arena);
    }
    return done;
}

void fetcher_pictures_check(struct fetcher_source *source, struct store *store, size_t count)
{
    for (size_t i = 0; i < count && source->wanted_count > 0; i++) {
        struct picture_ref *picture =
            &source->wanted[source->next_check++ % source->wanted_count];
        struct object_id id = { 0 };
        snprintf(id.hex, sizeof id.hex, "%s", picture->object);
        enum object_state state = *id.hex ? store_object_state(store, &id) : OBJECT_SOUND;
        if (state == OBJECT_MISSING || state == OBJECT_ROTTEN) {
            picture->object = "";
        }
    }
    list_those_there(source);
}

static void look_for_codes(struct fetcher_source *source, struct store *store,
    const struct object_id *id, struct picture_ref *picture)
{
    char path[PATH_MAX];
    struct error why;
    snprintf(path, sizeof path, "%s/objects/%.2s/%s", store_path(store), id->hex, id->hex);
    picture_codes_read(path, &source->picture_arena, picture);
    if (edition_guard(store) &&
        !guard_allows_picture(edition_guard(store), picture, source->config->url, &why)) {
        log_warning("source %s: held back: picture %s: %s", source->config->name, picture->url,
            why.text);
    }
}

static bool get_one(struct fetcher_source *source, struct picture_ref *picture,
    const struct config *config, struct store *store, const struct http *http,
    const atomic_bool *stop, struct error *error)
{
    struct object_id id;
    struct http_response response = { 0 };
    struct arena arena;
    const struct config_source *from = source->config;
    arena_init(&arena);
    const char *own_host = address_host(&arena, from->url);
    int64_t timeout_ms = config->fetch.total_timeout_ms;
    const struct http_request request = {
        .url = picture->url,
        .etag = "",
        .last_modified = "",
        .proxy = config->fetch.proxy,
        .allow_http = from->allow_http,
        .private_host = own_host ? own_host : "",
        .connect_timeout_ms = config->fetch.connect_timeout_ms,
        .total_timeout_ms = timeout_ms < PICTURE_MAX_MS ? timeout_ms : PICTURE_MAX_MS,
        .max_bytes = PICTURE_MAX_BYTES,
    };
    bytes_init(&response.body);
    bool done = http->get(http->context, &request, stop, &response, error) == HTTP_FRESH &&
                store_put(store, response.body.data, response.body.size, &id, error);
    if (done) {
        picture->object = arena_strdup(&source->picture_arena, id.hex);
        picture->object = picture->object ? picture->object : "";
        look_for_codes(source, store, &id, picture);
    }
    bytes_finish(&response.body);
    arena_finish(&arena);
    return done;
}

size_t fetcher_pictures_get(struct fetcher_source *source, const struct config *config,
    struct store *store, const struct http *http, const atomic_bool *stop)
{
    size_t count = 0, missing = 0;
    struct error error = { 0 };
    int64_t end_ms = clock_mono_ms() + PICTURE_MAX_MS;
    for (size_t i = 0; i < source->wanted_count; i++) {
        struct picture_ref *picture = &source->wanted[i];
        if (picture->object[0] != '\0') {
            continue;
        }
        if (!*stop && clock_mono_ms() < end_ms &&
            get_one(source, picture, config, store, http, stop, &error)) {
            count++;
        } else {
            missing++;
        }
    }
    if (missing != source->logged_missing && !*stop) {
        log_warning("source %s: %zu of %zu pictures are missing%s%s", source->config->name,
            missing, source->wanted_count, error.text[0] ? ": " : "", error.text);
        source->logged_missing = missing;
    }
    list_those_there(source);
    return count;
}
