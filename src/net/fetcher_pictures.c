#include "net/fetcher_pictures.h"

#include "base/clock.h"
#include "base/log.h"
#include "content/feed_pictures.h"
#include "net/fetcher_codes.h"
#include "net/http_together.h"
#include "net/source_request.h"

#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum {
    PARTS_MAX_BYTES = 64 * 1024 * 1024, /* of all sources, in equal shares */
    TRIES_IN_A_POLL = 2,
};

void fetcher_pictures_finish(struct fetcher_source *source)
{
    for (size_t i = 0; i < source->wanted_count; i++) {
        bytes_finish(&source->parts[i].body);
        bytes_finish(&source->names[i].codes);
    }
    arena_finish(&source->picture_arena);
    source->parts = NULL;
    source->names = NULL;
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

/* Of what is still wanted and not there. */
static void hand_over_parts(struct fetcher_source *source, const struct picture_ref *wanted,
    struct http_part *parts, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct picture_ref *before =
            picture_ref_find(source->wanted, source->wanted_count, wanted[i].url);
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
    const char **urls;
    size_t count;
    arena_init(&arena);
    if (!feed_pictures(feed, source->config->url, source->hosts->items, source->hosts->count,
            &arena, &urls, &count)) {
        goto out;
    }
    struct picture_ref *wanted = arena_array(&arena, count, sizeof *wanted);
    struct picture_ref *pictures = arena_array(&arena, count, sizeof *pictures);
    struct http_part *parts = arena_array(&arena, count, sizeof *parts);
    struct picture_names *names = arena_array(&arena, count, sizeof *names);
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
        name(&wanted[i], &names[i], wanted[i].object, wanted[i].etag, wanted[i].last_modified);
        wanted[i].codes = arena_strdup(&arena, wanted[i].codes ? wanted[i].codes : "");
        wanted[i].path = NULL;
        if (!wanted[i].codes) {
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
    source->pictures = pictures;
    fetcher_pictures_list(source);
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
    fetcher_pictures_list(source);
}

static struct http_request request_for(const struct fetcher_source *source,
    const struct config *config, const struct picture_ref *picture)
{
    struct http_request request =
        source_request_picture(config, source->config, source->config->url, picture->url);
    request.part = &source->parts[picture - source->wanted];
    return request;
}

/* A captive portal's page takes nobody's place. What came is known by its names from now on, so
 * that it need not come again; but not where it could not be looked at, or has none: then only
 * the log is told no more. */
static bool may_replace(struct fetcher_source *source, struct picture_ref *picture,
    const struct picture_ref *before, const struct http_response *response,
    enum picture_search found)
{
    struct picture_names *names = &source->names[picture - source->wanted];
    bool is_picture = picture->width > 0;
    bool is_known = found != PICTURE_FAILED && (is_picture || !picture->hides_codes);
    if (!is_picture) {
        *picture = *before;
    }
    if (!is_picture && is_known && !names->is_lost) {
        log_warning("source %s: %s: no picture any more: the one before stays",
            source->config->name, picture->url);
    }
    if (!is_picture && is_known && (response->etag[0] || response->last_modified[0])) {
        name(picture, names, before->object, response->etag, response->last_modified);
    }
    names->is_lost = !is_picture && is_known;
    return is_picture;
}

/* It is looked at before it is anywhere: another source's commit sweeps what no edition has. */
static bool put(struct fetcher_source *source, struct picture_ref *picture, struct store *store,
    struct http_job *job, struct road *road, const atomic_bool *stop, struct error *error)
{
    bool done = false;
    struct object_id id;
    struct error trouble;
    struct arena arena;
    const struct bytes *body = &job->response.body;
    const struct picture_ref before = *picture;
    if (job->outcome != HTTP_FRESH) {
        *error = job->error;
        return false;
    }
    arena_init(&arena);
    enum picture_search found =
        fetcher_codes_find(&arena, picture, -1, body, road, stop, &trouble);
    if (*stop) {
        *picture = before;
        error_set(error, "stopped");
        goto out;
    }
    if (before.object[0] && !may_replace(source, picture, &before, &job->response, found)) {
        goto out;
    }
    if (!store_put(store, body->data, body->size, &id, error)) {
        *picture = before;
        goto out;
    }
    name(picture, &source->names[picture - source->wanted], id.hex, job->response.etag,
        job->response.last_modified);
    fetcher_codes_keep(source, picture);
    fetcher_codes_tell(source, store, picture, found, &trouble);
    done = true;
out:
    arena_finish(&arena);
    return done;
}

/* Asks whether one of those that are there was replaced: one with every poll, in turn. */
static size_t ask_again(struct fetcher_source *source, const struct config *config,
    struct store *store, struct road *road, const atomic_bool *stop)
{
    const struct http http = road_http(road);
    struct http_job job = { .outcome = HTTP_LATER };
    if (source->wanted_count == 0 || *stop) {
        return 0;
    }
    struct picture_ref *picture = &source->wanted[source->next_again++ % source->wanted_count];
    if (!picture->object[0] || (!picture->etag[0] && !picture->last_modified[0])) {
        return 0;
    }
    job.request = request_for(source, config, picture);
    job.request.etag = picture->etag;
    job.request.last_modified = picture->last_modified;
    job.request.part = NULL;
    bytes_init(&job.response.body);
    job.outcome = http.get(http.context, &job.request, stop, &job.response, &job.error);
    struct error ignored; /* what is there stays, and is asked for again */
    bool is_new =
        job.outcome == HTTP_FRESH && put(source, picture, store, &job, road, stop, &ignored);
    bytes_finish(&job.response.body);
    return is_new;
}

/* Gets a few at a time; says how many of them were put into the store. `few` and *count become
 * those that broke off further on than before: it is worth asking for them at once. */
static size_t get_few(struct fetcher_source *source, const struct config *config,
    struct store *store, struct road *road, struct picture_ref **few, size_t *count,
    const atomic_bool *stop, struct error *error)
{
    const struct http http = road_http(road);
    struct http_job jobs[HTTP_TOGETHER_MAX];
    size_t held_bytes[HTTP_TOGETHER_MAX];
    size_t done = 0, further = 0;
    for (size_t i = 0; i < *count; i++) {
        jobs[i] = (struct http_job) { .outcome = HTTP_LATER };
        jobs[i].request = request_for(source, config, few[i]);
        held_bytes[i] = jobs[i].request.part->body.size;
        bytes_init(&jobs[i].response.body);
    }
    http_get_together(&http, jobs, *count, stop);
    for (size_t i = 0; i < *count; i++) {
        struct http_part *part = jobs[i].request.part;
        done += put(source, few[i], store, &jobs[i], road, stop, error);
        bytes_finish(&jobs[i].response.body);
        if (part->body.size == 0) {
            bytes_finish(&part->body);
        } else if (part->body.size > held_bytes[i]) {
            few[further++] = few[i];
        }
    }
    *count = further;
    return done;
}

/* Lets go of what is more than this source's share. Memory counts, not bytes: an answer that
 * began anew may have left little in much. */
static void limit_parts(struct fetcher_source *source, size_t source_count)
{
    size_t left = PARTS_MAX_BYTES / source_count;
    for (size_t i = 0; i < source->wanted_count; i++) {
        struct bytes *body = &source->parts[i].body;
        if (body->capacity > left) {
            bytes_finish(body);
        }
        left -= body->capacity;
    }
}

size_t fetcher_pictures_get(struct fetcher_source *source, const struct config *config,
    struct store *store, struct road *road, const atomic_bool *stop)
{
    size_t count = 0, missing = 0, next = 0;
    struct error error = { 0 };
    int64_t end_ms = clock_mono_ms() + PICTURE_MAX_MS;
    while (next < source->wanted_count) {
        struct picture_ref *few[HTTP_TOGETHER_MAX];
        size_t wanted = 0, got = 0;
        for (; next < source->wanted_count && wanted < HTTP_TOGETHER_MAX; next++) {
            if (source->wanted[next].object[0] == '\0') {
                few[wanted++] = &source->wanted[next];
            }
        }
        size_t asked = wanted;
        for (int i = 0; i < TRIES_IN_A_POLL && asked > 0 && !*stop && clock_mono_ms() < end_ms;
             i++) {
            got += get_few(source, config, store, road, few, &asked, stop, &error);
        }
        limit_parts(source, config->source_count);
        count += got;
        missing += wanted - got;
    }
    if (missing != source->logged_missing && !*stop) {
        if (missing == 0) {
            log_info("source %s: all of its pictures are there", source->config->name);
        } else {
            log_warning("source %s: %zu of %zu pictures are missing%s%s", source->config->name,
                missing, source->wanted_count, error.text[0] ? ": " : "", error.text);
        }
        source->logged_missing = missing;
    }
    count += fetcher_codes_find_rest(source, store, road, end_ms, stop);
    if (count == 0 && clock_mono_ms() < end_ms) {
        count += ask_again(source, config, store, road, stop);
    }
    fetcher_pictures_list(source);
    return count;
}
