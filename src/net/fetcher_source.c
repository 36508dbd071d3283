#include "net/fetcher_source.h"

#include "base/log.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { HELD_ITEMS_LOGGED = 5 };

void fetcher_source_init(struct fetcher_source *source, const struct config_source *config,
    const char *screen, uint64_t seed, const struct fetch_status_source *known)
{
    *source = (struct fetcher_source) { .config = config };
    source->held.url = config->url;
    schedule_init(&source->schedule, config->every_ms, screen, config->name, seed);
    if (known) {
        source->status = *known;
        snprintf(source->last_error, sizeof source->last_error, "%s", known->last_error);
    }
    source->status.name = config->name;
    source->status.last_error = source->last_error;
    source->status.next_try_ms = 0;
}

bool fetcher_source_take_up(struct fetcher_source *source, struct store *store,
    struct edition *manifest, struct arena *arena)
{
    for (size_t i = 0; manifest && i < manifest->source_count; i++) {
        struct edition_source *found = &manifest->sources[i];
        if (strcmp(found->name, source->config->name) != 0) {
            continue;
        }
        char *url = arena_strdup(arena, found->url);
        if (!url || !edition_load_feed(store, found, NULL)) {
            return false;
        }
        struct held_feed *held = &source->held;
        *held = (struct held_feed) {
            .body = found->body,
            .signature = found->signature,
            .url = url,
            .fetched_ms = found->fetched_ms,
            .serial = found->feed->serial,
        };
        snprintf(held->etag, sizeof held->etag, "%s", found->etag);
        snprintf(held->last_modified, sizeof held->last_modified, "%s", found->last_modified);
        source->status.serial = held->serial;
        if (source->status.last_success_ms < held->fetched_ms) {
            source->status.last_success_ms = held->fetched_ms;
        }
        feed_destroy(found->feed);
        found->feed = NULL;
        return true;
    }
    return false;
}

enum http_outcome fetcher_source_ask(struct fetcher_source *source, const struct config *config,
    const struct http *http, const volatile sig_atomic_t *stop, struct http_response *response,
    struct error *error)
{
    const struct held_feed *held = &source->held;
    /* An ETag is of one address: at another one it means nothing. */
    bool conditional = *held->body.hex && strcmp(held->url, source->config->url) == 0;
    struct http_request request = {
        .url = source->config->url,
        .etag = conditional ? held->etag : "",
        .last_modified = conditional ? held->last_modified : "",
        .proxy = config->fetch.proxy,
        .allow_http = source->config->allow_http,
        .connect_timeout_ms = config->fetch.connect_timeout_ms,
        .total_timeout_ms = config->fetch.total_timeout_ms,
        .max_bytes = config->fetch.max_bytes,
    };
    return http->get(http->context, &request, stop, response, error);
}

/* Most wrong answers are web pages: login pages of the campus network, error pages. */
static void explain_bad_feed(const struct bytes *body, struct error *error)
{
    size_t at = 0;
    while (at < body->size && strchr(" \t\r\n\xEF\xBB\xBF", body->data[at])) {
        at++;
    }
    if (at == body->size) {
        error_set(error, "the answer is empty");
    } else if (body->data[at] == '<') {
        error_set(error,
            "the answer is a web page, not a feed (a login page of the network, or "
            "the wrong address?)");
    } else {
        error_wrap(error, "the answer is not a feed");
    }
}

bool fetcher_source_hold(struct fetcher_source *source, struct store *store,
    const struct http_response *response, int64_t now_wall_ms, struct feed **feed,
    enum source_state *state, struct error *error)
{
    struct object_id id;
    const struct bytes *body = &response->body;
    *feed = feed_parse(body->data ? body->data : "", body->size, error);
    if (!*feed) {
        *state = SOURCE_BAD_FEED;
        explain_bad_feed(body, error);
        return false;
    }
    if (!store_put(store, body->data, body->size, &id, error)) {
        *state = SOURCE_STORE_FAILS;
        return false;
    }
    source->held = (struct held_feed) {
        .body = id,
        .url = source->config->url,
        .fetched_ms = now_wall_ms,
        .serial = (*feed)->serial,
    };
    memcpy(source->held.etag, response->etag, sizeof response->etag);
    memcpy(source->held.last_modified, response->last_modified, sizeof response->last_modified);
    return true;
}

void fetcher_source_log_news(const struct fetcher_source *source, const struct feed *feed)
{
    log_info("source %s: new feed, serial %" PRId64 ", %zu items, %zu held back",
        source->config->name, feed->serial, feed->item_count, feed->held_count);
    for (size_t i = 0; i < feed->held_count && i < HELD_ITEMS_LOGGED; i++) {
        log_warning("source %s: held back: %s: %s", source->config->name, feed->held[i].item,
            feed->held[i].reason);
    }
}

void fetcher_source_note(struct fetcher_source *source, enum source_state state,
    const char *text, int64_t now_wall_ms)
{
    struct fetch_status_source *status = &source->status;
    bool changed = state != source->state ||
                   (state == SOURCE_BAD_ANSWER && status->http_status != source->logged_status);
    if (state == SOURCE_WELL) {
        status->last_success_ms = now_wall_ms;
        status->serial = source->held.serial;
        if (changed) {
            log_info("source %s: answers", source->config->name);
        }
    } else {
        status->last_error_ms = now_wall_ms;
        snprintf(source->last_error, sizeof source->last_error, "%s", text);
        if (changed) {
            log_warning("source %s: %s; %s", source->config->name, text,
                *source->held.body.hex ? "its last good feed stays"
                                       : "there is no feed of it yet");
        }
    }
    source->state = state;
    source->logged_status = status->http_status;
}
