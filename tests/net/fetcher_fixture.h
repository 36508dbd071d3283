/* A fetcher of two sources on a web that the test answers for. */
#pragma once

#include "base/system/file_seam.h"
#include "edition/edition.h"
#include "fakes/store_scratch.h"
#include "net/fetch/fetcher.h"
#include "report/fetch_status.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define WALL 1795413600000
#define EVERY 60000

/* A web of a few addresses whose answers the test sets. */
struct answer {
    const char *url;
    enum http_outcome outcome;
    long status;
    const char *body, *etag, *error;
    int64_t retry_after_ms;
    bool is_too_new;
    struct bytes piece; /* what a picture's try that breaks off brings */
    /* noted */
    int asked;
    size_t held_bytes; /* of the picture, when it was asked for last */
    char asked_etag[256];
};

struct fake_web {
    struct answer answers[4];
    int64_t took_ms;
    atomic_bool *stop_on_get;
};

/* Goes on behind what is held, until it breaks off or the answer's body ends the picture. */
static inline void fake_part(
    struct answer *answer, struct http_part *part, struct http_response *response)
{
    answer->held_bytes = part->body.size;
    if (answer->outcome == HTTP_FRESH) {
        assert_true(bytes_append(&response->body, part->body.data, part->body.size));
        bytes_clear(&part->body);
    } else {
        assert_true(bytes_append(&part->body, answer->piece.data, answer->piece.size));
    }
}

static inline enum http_outcome fake_get(void *context, const struct http_request *request,
    const atomic_bool *stop, struct http_response *response, struct error *error)
{
    struct fake_web *web = context;
    (void)stop;
    response->took_ms = web->took_ms;
    if (web->stop_on_get) {
        *web->stop_on_get = 1;
        error_set(error, "stopped");
        return HTTP_LATER;
    }
    for (size_t i = 0; i < sizeof web->answers / sizeof *web->answers; i++) {
        struct answer *answer = &web->answers[i];
        if (!answer->url || strcmp(answer->url, request->url) != 0) {
            continue;
        }
        answer->asked++;
        snprintf(answer->asked_etag, sizeof answer->asked_etag, "%s", request->etag);
        response->status = answer->status;
        response->retry_after_ms = answer->retry_after_ms;
        if (answer->outcome == HTTP_FRESH && answer->etag) {
            if (strcmp(answer->etag, request->etag) == 0) {
                response->status = 304;
                return HTTP_UNCHANGED;
            }
            snprintf(response->etag, sizeof response->etag, "%s", answer->etag);
        }
        response->is_too_new = answer->is_too_new;
        if (request->part) {
            fake_part(answer, request->part, response);
        }
        if (answer->outcome == HTTP_FRESH) {
            assert_true(bytes_append(&response->body, answer->body, strlen(answer->body)));
        } else {
            error_set(error, "%s", answer->error);
        }
        return answer->outcome;
    }
    fail_msg("asked for %s", request->url);
    return HTTP_REFUSED;
}

static const char news_url[] = "https://news.example/feed.json";
static const char dorm_url[] = "https://dorm.example/feed.json";

/* From now on it answers with another body; etag NULL: without one. */
static inline void publish(struct answer *answer, const char *etag, const char *body)
{
    answer->etag = etag;
    answer->body = body;
}

struct fixture {
    struct scratch scratch;
    struct store *store;
    struct config config;
    struct config_source sources[2];
    struct arena arena;
    struct fake_web web;
    struct answer *news, *dorm;
    struct fetcher *fetcher;
    int64_t now_ms;
    atomic_bool stop;
};

static inline void open_through(
    struct fixture *fixture, const struct file_seam *seam, int64_t max_bytes)
{
    struct error error;
    fetcher_destroy(fixture->fetcher);
    store_close(fixture->store);
    fixture->store =
        store_open_through(seam, fixture->scratch.path, STORE_WRITE, max_bytes, &error);
    if (!fixture->store) {
        fail_msg("%s", error.text);
    }
    struct http http = { .context = &fixture->web, .get = fake_get };
    fixture->fetcher = fetcher_create(&fixture->config, fixture->store, http, &error);
    if (!fixture->fetcher) {
        fail_msg("%s", error.text);
    }
}

static inline void open_again(struct fixture *fixture, int64_t max_bytes)
{
    open_through(fixture, &file_seam_real, max_bytes);
}

static inline int setup(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    scratch_init(&fixture->scratch);
    fixture->sources[0] =
        (struct config_source) { .name = "news", .url = news_url, .every_ms = EVERY };
    fixture->sources[1] =
        (struct config_source) { .name = "dorm", .url = dorm_url, .every_ms = EVERY };
    fixture->sources[0].map = fixture->sources[1].map = "";
    fixture->sources[0].charset = fixture->sources[1].charset = "";
    arena_init(&fixture->arena);
    fixture->config.screen.timezone = zone_create(&fixture->arena, "Asia/Shanghai");
    fixture->config.screen.name = "lobby";
    fixture->config.sources = fixture->sources;
    fixture->config.source_count = 2;
    fixture->config.fetch.proxy = "";
    fixture->news = &fixture->web.answers[0];
    fixture->dorm = &fixture->web.answers[1];
    *fixture->news = (struct answer) { .url = news_url,
        .outcome = HTTP_FRESH,
        .status = 200,
        .etag = "\"n1\"",
        .body = "{\"lobbycard\":1,\"serial\":1}" };
    *fixture->dorm = (struct answer) { .url = dorm_url,
        .outcome = HTTP_FRESH,
        .status = 200,
        .etag = "\"d1\"",
        .body = "{\"lobbycard\":1,\"serial\":10}" };
    fixture->now_ms = 5000;
    open_again(fixture, 1024 * 1024);
    *state = fixture;
    return 0;
}

/* What stderr says meanwhile, in a file of the scratch. */
struct capture {
    int kept, fd;
};

static inline struct capture capture_begin(const struct fixture *fixture)
{
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%.3000s/log", fixture->scratch.path);
    struct capture capture = { dup(STDERR_FILENO),
        open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600) };
    assert_true(capture.kept >= 0 && capture.fd >= 0);
    dup2(capture.fd, STDERR_FILENO);
    return capture;
}

static inline void capture_end(struct capture *capture, char log[8192])
{
    dup2(capture->kept, STDERR_FILENO);
    close(capture->kept);
    ssize_t size = pread(capture->fd, log, 8191, 0);
    close(capture->fd);
    assert_true(size > 0);
    log[size] = '\0';
}

static inline int count_in(const char *text, const char *what)
{
    int count = 0;
    for (const char *at = text; (at = strstr(at, what)); at++) {
        count++;
    }
    return count;
}

static inline int teardown(void **state)
{
    struct fixture *fixture = *state;
    fetcher_destroy(fixture->fetcher);
    store_close(fixture->store);
    scratch_finish(&fixture->scratch);
    arena_finish(&fixture->arena);
    free(fixture);
    return 0;
}

static inline int64_t step(struct fixture *fixture)
{
    return fetcher_step(
        fixture->fetcher, fixture->now_ms, WALL + fixture->now_ms, &fixture->stop);
}

/* Steps until nothing is due. */
static inline int64_t settle(struct fixture *fixture)
{
    int64_t next_ms;
    int steps = 0;
    while ((next_ms = step(fixture)) <= fixture->now_ms) {
        assert_true(++steps < 10);
    }
    return next_ms;
}

static inline void pass(struct fixture *fixture, int64_t ms)
{
    fixture->now_ms += ms;
    settle(fixture);
}

/* Serial of the source in the newest edition, -1 without it. */
static inline int64_t serial_of(struct fixture *fixture, const char *name)
{
    struct error error;
    int64_t serial = -1;
    struct edition *edition = edition_load_newest(fixture->store, &error);
    for (size_t i = 0; edition && i < edition->source_count; i++) {
        if (strcmp(edition->sources[i].name, name) == 0) {
            serial = edition->sources[i].feed->serial;
        }
    }
    edition_destroy(edition);
    return serial;
}
