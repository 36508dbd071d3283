/* Pictures over the network and through the decoder. Away from its turn nothing here points
 * into the source: a new feed may want other pictures meanwhile. */
#include "base/clock.h"
#include "base/log.h"
#include "net/fetch/pictures/fetcher_pictures.h"
#include "net/fetch/pictures/fetcher_pictures_lost.h"
#include "net/fetch/source/source_request.h"
#include "net/http/http_together.h"
#include "picture/picture_codes.h"

#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum {
    PARTS_MAX_BYTES = 64 * 1024 * 1024, /* of all sources, in equal shares */
    TRIES_IN_A_POLL = 2,
    ROUND_MAX_MS = PICTURE_MAX_MS, /* behind it no new one is begun in a poll */
};

static void tell(const struct picture_errand *errand, const struct picture_ref *picture,
    const struct error *trouble)
{
    const struct config_source *source = errand->source->config;
    const struct guard *guard = edition_guard(errand->store);
    struct error why;
    if (trouble->text[0]) {
        log_warning("%s: %s", picture->url, trouble->text);
    }
    if (guard && !guard_allows_picture(guard, picture, source->url, &why)) {
        log_warning(
            "source %s: held back: picture %s: %s", source->name, picture->url, why.text);
    }
}

static bool look_at_one(const struct picture_errand *errand, const char *url)
{
    struct fetcher_source *source = errand->source;
    struct picture_ref *picture = fetcher_pictures_find(source, url);
    char path[PATH_MAX];
    struct object_id id = { 0 };
    struct error trouble;
    bool is_due = picture && !picture->is_searched && !picture->was_tried;
    if (is_due) {
        snprintf(id.hex, sizeof id.hex, "%s", picture->object);
    }
    int input = id.hex[0] && store_object_path(errand->store, &id, path, NULL)
                    ? open(path, O_RDONLY | O_CLOEXEC)
                    : -1;
    if (input < 0) {
        return false;
    }
    struct arena arena;
    struct picture_ref searched = { .url = url };
    bool hid_codes = picture->hides_codes, is_new = false;
    searched.width = picture->width;
    searched.height = picture->height;
    arena_init(&arena);
    road_leave(errand->road); /* the decoder of a hostile picture takes its whole time */
    enum picture_search found =
        picture_codes_read(input, errand->stop, &arena, &searched, &trouble);
    road_come_back(errand->road);
    close(input);
    picture = fetcher_pictures_find(source, url);
    if (picture && strcmp(picture->object, id.hex) == 0 && found != PICTURE_FAILED &&
        fetcher_pictures_take_codes(source, picture, &searched)) {
        is_new = !picture->hides_codes || !hid_codes;
        if (is_new) {
            tell(errand, picture, &trouble);
        }
    }
    arena_finish(&arena);
    return is_new;
}

/* Copies of those addresses: the ones that are missing, or those that are there. */
static const char **list_urls(
    const struct fetcher_source *source, bool missing, struct arena *arena, size_t *count)
{
    const char **urls = arena_array(arena, source->wanted_count, sizeof *urls);
    *count = 0;
    for (size_t i = 0; urls && i < source->wanted_count; i++) {
        if ((source->wanted[i].object[0] == '\0') == missing) {
            urls[*count] = arena_strdup(arena, source->wanted[i].url);
            *count += urls[*count] != NULL;
        }
    }
    return urls;
}

/* Those of older versions, or whose decoder failed, which may
 * be for lack of time or memory: once, if it could be started. Says of how many there is
 * something new. */
static size_t look_at_the_rest(const struct picture_errand *errand, int64_t end_ms)
{
    size_t count = 0, total;
    struct arena arena;
    arena_init(&arena);
    const char **urls = list_urls(errand->source, false, &arena, &total);
    for (size_t i = 0; i < total && !*errand->stop && clock_mono_ms() < end_ms; i++) {
        count += look_at_one(errand, urls[i]);
    }
    arena_finish(&arena);
    return count;
}

/* A captive portal's page takes nobody's place. What came is known by its names from now on, so
 * that it need not come again; but not where it could not be looked at, or has none. */
static bool may_replace(const struct picture_errand *errand, struct picture_ref *picture,
    const struct picture_ref *searched, const struct http_response *response,
    enum picture_search found)
{
    bool is_picture = searched->width > 0;
    bool is_known = found != PICTURE_FAILED && (is_picture || !searched->hides_codes);
    if (!is_picture && is_known) {
        fetcher_pictures_lost(errand, picture->url, NULL);
    }
    if (!is_picture && is_known && (response->etag[0] || response->last_modified[0])) {
        fetcher_pictures_name(
            errand->source, picture, picture->object, response->etag, response->last_modified);
    }
    return is_picture;
}

/* It is looked at before it is anywhere: another source's commit sweeps what no edition has. */
static bool put(const struct picture_errand *errand, const char *url, struct http_job *job,
    struct error *error)
{
    struct fetcher_source *source = errand->source;
    struct picture_ref searched = { .url = url };
    struct object_id id;
    struct error trouble;
    struct arena arena;
    const struct bytes *body = &job->response.body;
    if (job->outcome != HTTP_FRESH) {
        *error = job->error;
        return false;
    }
    arena_init(&arena);
    road_leave(errand->road); /* as above */
    enum picture_search found =
        picture_codes_read_bytes(body, errand->stop, &arena, &searched, &trouble);
    road_come_back(errand->road);
    struct picture_ref *picture = fetcher_pictures_find(source, url);
    bool done = false;
    if (*errand->stop) {
        error_set(error, "stopped");
    } else if (picture &&
               (picture->object[0] == '\0' ||
                   may_replace(errand, picture, &searched, &job->response, found)) &&
               store_put(errand->store, body->data, body->size, &id, error)) {
        done = fetcher_pictures_take_codes(source, picture, &searched) ||
               error_set(error, "out of memory");
    }
    if (done) {
        struct picture_names *names = fetcher_pictures_names(source, picture);
        /* One whose date stays ahead is asked for whole once: then its names have to do. */
        names->is_unproven = job->response.is_too_new && strcmp(picture->object, id.hex) != 0;
        fetcher_pictures_name(
            source, picture, id.hex, job->response.etag, job->response.last_modified);
        fetcher_pictures_list(source);
        tell(errand, picture, &trouble);
    }
    arena_finish(&arena);
    return done;
}

/* Asks whether one of those that are there was replaced: one with every poll, in turn. */
static size_t ask_again(const struct picture_errand *errand)
{
    struct fetcher_source *source = errand->source;
    const struct http http = road_http(errand->road);
    struct http_job job = { .outcome = HTTP_LATER };
    struct arena arena;
    struct error ignored; /* what is there stays, and is asked for again */
    if (source->wanted_count == 0 || *errand->stop) {
        return 0;
    }
    const struct picture_ref *picture =
        &source->wanted[source->next_again++ % source->wanted_count];
    if (!picture->object[0] || (!picture->etag[0] && !picture->last_modified[0])) {
        return 0;
    }
    bool is_proven = !fetcher_pictures_names(errand->source, picture)->is_unproven;
    arena_init(&arena);
    const char *url = arena_strdup(&arena, picture->url);
    const char *etag = arena_strdup(&arena, is_proven ? picture->etag : "");
    const char *last_modified = arena_strdup(&arena, is_proven ? picture->last_modified : "");
    bool is_new = false;
    if (url && etag && last_modified) {
        job.request =
            source_request_picture(errand->config, source->config, source->config->url, url);
        job.request.etag = etag;
        job.request.last_modified = last_modified;
        bytes_init(&job.response.body);
        job.outcome =
            http.get(http.context, &job.request, errand->stop, &job.response, &job.error);
        is_new = job.outcome == HTTP_FRESH && put(errand, url, &job, &ignored);
        fetcher_pictures_asked(errand, url, &job, is_new);
        bytes_finish(&job.response.body);
    }
    arena_finish(&arena);
    return is_new;
}

/* For `status`, which tells of it until it is there. */
static void note(const struct picture_errand *errand, const char *url, const struct error *why)
{
    struct picture_ref *picture = fetcher_pictures_find(errand->source, url);
    struct picture_names *names =
        picture ? fetcher_pictures_names(errand->source, picture) : NULL;
    if (names && picture->object[0] != '\0') {
        names->missing_since_ms = 0;
        names->why = (struct error) { 0 };
    } else if (names && !*errand->stop) {
        names->missing_since_ms =
            names->missing_since_ms ? names->missing_since_ms : errand->now_wall_ms;
        names->why = *why;
    }
}

/* What a try left goes back to a picture that is still missing; whether that is more than it
 * had. */
static bool give_back(
    struct fetcher_source *source, const char *url, struct http_part *part, size_t held_bytes)
{
    const struct picture_ref *picture = fetcher_pictures_find(source, url);
    bool is_further = part->body.size > held_bytes;
    if (!picture || picture->object[0] != '\0' || part->body.size == 0) {
        bytes_finish(&part->body);
        return false;
    }
    struct http_part *kept = &source->parts[picture - source->wanted];
    bytes_finish(&kept->body);
    *kept = *part;
    return is_further;
}

/* Gets a few at a time; says how many of them were put into the store. `few` and *count become
 * those that broke off further on than before: it is worth asking for them at once. */
static size_t get_few(
    const struct picture_errand *errand, const char **few, size_t *count, struct error *error)
{
    struct fetcher_source *source = errand->source;
    const struct http http = road_http(errand->road);
    struct http_job jobs[HTTP_TOGETHER_MAX];
    struct http_part parts[HTTP_TOGETHER_MAX];
    size_t held_bytes[HTTP_TOGETHER_MAX];
    size_t done = 0, further = 0, total = 0;
    for (size_t i = 0; i < *count; i++) {
        const struct picture_ref *picture = fetcher_pictures_find(source, few[i]);
        if (!picture) {
            continue; /* not wanted any more */
        }
        struct http_part *part = &source->parts[picture - source->wanted];
        few[total] = few[i];
        parts[total] = *part;
        *part = (struct http_part) { 0 };
        held_bytes[total] = parts[total].body.size;
        jobs[total] = (struct http_job) { .outcome = HTTP_LATER };
        jobs[total].request = source_request_picture(
            errand->config, source->config, source->config->url, few[total]);
        jobs[total].request.part = &parts[total];
        bytes_init(&jobs[total].response.body);
        total++;
    }
    if (total > 0) {
        http_get_together(&http, jobs, total, errand->stop);
    }
    for (size_t i = 0; i < total; i++) {
        struct error why = { 0 };
        bool is_there = put(errand, few[i], &jobs[i], &why);
        done += is_there;
        *error = why.text[0] ? why : *error;
        note(errand, few[i], &why);
        bytes_finish(&jobs[i].response.body);
        if (give_back(source, few[i], &parts[i], held_bytes[i])) {
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

static void tell_missing(const struct picture_errand *errand, const struct error *error)
{
    struct fetcher_source *source = errand->source;
    size_t missing = source->wanted_count - source->picture_count;
    if (missing == source->logged_missing || *errand->stop) {
        return;
    }
    if (missing == 0) {
        log_info("source %s: all of its pictures are there", source->config->name);
    } else {
        log_warning("source %s: %zu of %zu pictures are missing%s%s", source->config->name,
            missing, source->wanted_count, error->text[0] ? ": " : "", error->text);
    }
    source->logged_missing = missing;
}

static size_t get_missing(const struct picture_errand *errand, int64_t end_ms)
{
    struct arena arena;
    struct error error = { 0 };
    size_t count = 0, total;
    arena_init(&arena);
    const char **urls = list_urls(errand->source, true, &arena, &total);
    for (size_t next = 0; next < total;) {
        size_t asked = total - next < HTTP_TOGETHER_MAX ? total - next : HTTP_TOGETHER_MAX;
        const char **few = urls + next;
        next += asked;
        for (int i = 0;
             i < TRIES_IN_A_POLL && asked > 0 && !*errand->stop && clock_mono_ms() < end_ms;
             i++) {
            count += get_few(errand, few, &asked, &error);
        }
        limit_parts(errand->source, errand->config->source_count);
    }
    tell_missing(errand, &error);
    arena_finish(&arena);
    return count;
}

size_t fetcher_pictures_get(const struct picture_errand *errand)
{
    int64_t end_ms = clock_mono_ms() + ROUND_MAX_MS;
    size_t count = get_missing(errand, end_ms);
    count += look_at_the_rest(errand, end_ms);
    if (count == 0 && clock_mono_ms() < end_ms) {
        count += ask_again(errand);
    }
    fetcher_pictures_list(errand->source);
    return count;
}
