#include "net/fetch/pictures/fetcher_pictures.h"

#include "content/feed/feed_pictures.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void finish_list(struct picture_names *names, struct http_part *parts, size_t count)
{
    for (size_t i = 0; names && parts && i < count; i++) {
        bytes_finish(&parts[i].body);
        free(names[i].codes);
    }
}

void fetcher_pictures_finish(struct fetcher_source *source)
{
    finish_list(source->names, source->parts, source->wanted_count);
    arena_finish(&source->picture_arena);
    source->parts = NULL;
    source->names = NULL;
    source->refused = NULL;
    source->refused_count = 0;
    source->wanted = source->pictures = NULL;
    source->wanted_count = source->picture_count = 0;
}

void fetcher_pictures_list(struct fetcher_source *source)
{
    source->picture_count = 0;
    for (size_t i = 0; i < source->wanted_count; i++) {
        if (source->wanted[i].object[0] != '\0') {
            source->pictures[source->picture_count++] = source->wanted[i];
        }
    }
}

struct picture_ref *fetcher_pictures_find(struct fetcher_source *source, const char *url)
{
    for (size_t i = 0; i < source->wanted_count; i++) {
        if (strcmp(source->wanted[i].url, url) == 0) {
            return &source->wanted[i];
        }
    }
    return NULL;
}

struct picture_names *fetcher_pictures_names(
    struct fetcher_source *source, const struct picture_ref *picture)
{
    return &source->names[picture - source->wanted];
}

static void name(struct picture_ref *picture, struct picture_names *names, const char *object,
    const char *etag, const char *last_modified)
{
    if (object != names->object) {
        snprintf(names->object, sizeof names->object, "%s", object);
    }
    snprintf(names->etag, sizeof names->etag, "%s", etag ? etag : "");
    snprintf(names->last_modified, sizeof names->last_modified, "%s",
        last_modified ? last_modified : "");
    picture->object = names->object;
    picture->etag = names->etag;
    picture->last_modified = names->last_modified;
}

void fetcher_pictures_name(struct fetcher_source *source, struct picture_ref *picture,
    const char *object, const char *etag, const char *last_modified)
{
    struct picture_names *names = fetcher_pictures_names(source, picture);
    name(picture, names, object, etag, last_modified);
}

/* On the heap and not in the arena: a picture that is replaced every day has others each time.
 */
static bool take_codes(
    struct picture_ref *picture, struct picture_names *names, const char *codes)
{
    char *copy = strdup(codes ? codes : "");
    if (copy) {
        free(names->codes);
        names->codes = copy;
        picture->codes = copy;
    }
    return copy;
}

bool fetcher_pictures_take_codes(struct fetcher_source *source, struct picture_ref *picture,
    const struct picture_ref *searched)
{
    if (!take_codes(picture, fetcher_pictures_names(source, picture), searched->codes)) {
        return false;
    }
    picture->hides_codes = searched->hides_codes;
    picture->is_searched = searched->is_searched;
    picture->was_tried = searched->was_tried;
    picture->width = searched->width;
    picture->height = searched->height;
    return true;
}

bool fetcher_pictures_remember(
    struct fetcher_source *source, const struct fetch_status_source *known, struct arena *arena)
{
    size_t count = known ? known->missing_count : 0;
    struct fetch_status_picture *list = arena_array(arena, count, sizeof *list);
    for (size_t i = 0; list && i < count; i++) {
        const char *url = arena_strdup(arena, known->missing[i].url);
        const char *why = arena_strdup(arena, known->missing[i].error);
        if (!url || !why) {
            return false;
        }
        list[i] = (struct fetch_status_picture) { url, why, known->missing[i].since_ms };
    }
    source->known_missing = list;
    source->known_missing_count = list ? count : 0;
    return list;
}

/* Why it is missing, and since when: that outlives a feed and `fetch` itself. */
static void take_over_trouble(
    struct fetcher_source *source, struct picture_names *names, const char *url)
{
    const struct picture_ref *before = fetcher_pictures_find(source, url);
    if (before) {
        const struct picture_names *old = fetcher_pictures_names(source, before);
        names->is_unproven = old->is_unproven;
        names->missing_since_ms = old->missing_since_ms;
        names->why = old->why;
        return;
    }
    for (size_t i = 0; i < source->known_missing_count; i++) {
        if (strcmp(source->known_missing[i].url, url) == 0) {
            names->missing_since_ms = source->known_missing[i].since_ms;
            error_set(&names->why, "%s", source->known_missing[i].error);
        }
    }
}

/* Of what is still wanted and not there. */
static void hand_over_parts(struct fetcher_source *source, const struct picture_ref *wanted,
    struct http_part *parts, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct picture_ref *before = fetcher_pictures_find(source, wanted[i].url);
        if (before && wanted[i].object[0] == '\0') {
            struct http_part *part = &source->parts[before - source->wanted];
            parts[i] = *part;
            *part = (struct http_part) { 0 };
        }
    }
}

bool fetcher_pictures_want(struct fetcher_source *source, const struct feed *feed,
    const struct picture_ref *there, size_t there_count)
{
    bool done = false;
    struct arena arena;
    struct feed_pictures_query query = { .feed = feed,
        .base = source->config->url,
        .hosts = source->hosts->items,
        .host_count = source->hosts->count };
    const char **urls, **refused;
    size_t count, refused_count;
    struct picture_names *names = NULL;
    struct http_part *parts = NULL;
    arena_init(&arena);
    bool done_so_far = feed_pictures(&query, &arena, &urls, &count);
    query.wants_refused = true;
    if (!done_so_far || !feed_pictures(&query, &arena, &refused, &refused_count)) {
        goto out;
    }
    struct picture_ref *wanted = arena_array(&arena, count, sizeof *wanted);
    struct picture_ref *pictures = arena_array(&arena, count, sizeof *pictures);
    names = arena_array(&arena, count, sizeof *names);
    parts = arena_array(&arena, count, sizeof *parts);
    if (!wanted || !pictures || !parts || !names) {
        goto out;
    }
    for (size_t i = 0; i < count; i++) {
        const struct picture_ref *found = picture_ref_find(there, there_count, urls[i]);
        if (!found) {
            found = picture_ref_find(source->pictures, source->picture_count, urls[i]);
        }
        wanted[i] = found ? *found : (struct picture_ref) { .object = "" };
        wanted[i].url = urls[i];
        wanted[i].path = NULL;
        name(&wanted[i], &names[i], wanted[i].object, wanted[i].etag, wanted[i].last_modified);
        take_over_trouble(source, &names[i], urls[i]);
        if (!take_codes(&wanted[i], &names[i], wanted[i].codes)) {
            goto out;
        }
    }
    hand_over_parts(source, wanted, parts, count);
    fetcher_pictures_finish(source);
    source->picture_arena = arena;
    source->parts = parts;
    source->names = names;
    source->wanted = wanted;
    source->wanted_count = count;
    source->refused = refused;
    source->refused_count = refused_count;
    source->pictures = pictures;
    fetcher_pictures_list(source);
    done = true;
out:
    if (!done) {
        finish_list(names, parts, count);
        arena_finish(&arena);
    }
    return done;
}

bool fetcher_pictures_are_due(const struct fetcher_source *source)
{
    return source->wanted_count > 0 || source->logged_missing > 0;
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
    fetcher_pictures_list(source);
}
