#include "net/fetch/source/fetcher_source.h"

#include "adapter/adapter.h"
#include "base/log.h"
#include "net/fetch/source/source_request.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { HELD_ITEMS_LOGGED = 5 };

void fetcher_source_init(struct fetcher_source *source, const struct config_source *config,
    const char *screen, uint64_t seed, const struct fetch_status_source *known)
{
    *source = (struct fetcher_source) { .config = config };
    source->kept.url = config->url;
    source->next_again = (size_t)seed; /* in turn over many runs of `fetch --once` as well */
    schedule_init(&source->schedule, config->every_ms, screen, config->name, seed);
    if (known) {
        source->status = *known;
        source->status.missing = NULL; /* theirs, and said anew once it is tried */
        source->status.missing_count = source->status.missing_total = 0;
        snprintf(source->last_error, sizeof source->last_error, "%s", known->last_error);
    }
    source->status.name = config->name;
    source->status.last_error = source->last_error;
    source->status.next_try_ms = 0;
}

void fetcher_source_read_entry(
    const struct edition_source *entry, const char *url, struct kept_feed *out)
{
    *out = (struct kept_feed) {
        .body = entry->body,
        .signature = entry->signature,
        .original = entry->original,
        .recipe = entry->recipe,
        .url = url,
        .fetched_ms = entry->fetched_ms,
        .format = entry->format,
        .proof = entry->proof,
    };
    snprintf(out->etag, sizeof out->etag, "%s", entry->etag);
    snprintf(out->last_modified, sizeof out->last_modified, "%s", entry->last_modified);
}

void fetcher_source_entry(const struct fetcher_source *source, const struct kept_feed *kept,
    struct edition_source *out)
{
    *out = (struct edition_source) {
        .name = source->config->name,
        .url = kept->url,
        .body = kept->body,
        .signature = kept->signature,
        .original = kept->original,
        .recipe = kept->recipe,
        .etag = kept->etag,
        .last_modified = kept->last_modified,
        .fetched_ms = kept->fetched_ms,
        .format = kept->format,
        .proof = kept->proof,
    };
}

bool fetcher_source_is_sound(const struct fetcher_source *source, struct store *store,
    object_look *look, struct error *error)
{
    const struct kept_feed *kept = &source->kept;
    /* Nobody asks for the bytes that an unsigned feed was made of. */
    const struct object_id *const ids[] = { &kept->body, &kept->signature, &kept->original };
    size_t count = *kept->signature.hex ? 3 : 2;
    for (size_t i = 0; i < count; i++) {
        enum object_state state = *ids[i]->hex ? look(store, ids[i]) : OBJECT_SOUND;
        if (state == OBJECT_MISSING || state == OBJECT_ROTTEN) {
            return error_set(error, "its feed %s in the store",
                state == OBJECT_MISSING ? "is missing" : "rotted");
        }
    }
    return true;
}

/* "PATH.minisig" before a query or fragment. The caller frees it; NULL without memory. */
static char *signature_url(const char *url)
{
    char *out = NULL;
    int path = (int)strcspn(url, "?#");
    return asprintf(&out, "%.*s.minisig%s", path, url, url + path) < 0 ? NULL : out;
}

/* A feed whose signature is not there yet is asked for again soon: publishers put the two up
 * one after the other. */
static enum http_outcome ask_signature(const struct http_request *feed, const struct http *http,
    const atomic_bool *stop, struct arrival *arrival)
{
    enum http_outcome outcome = HTTP_LATER;
    struct error *error = &arrival->error;
    struct http_response own = { 0 };
    struct http_request request = *feed;
    char *url = signature_url(feed->url);
    bytes_init(&own.body);
    arrival->state = SOURCE_BAD_SIGNATURE;
    if (!url) {
        error_set(error, "out of memory");
        goto out;
    }
    request.url = url;
    request.etag = request.last_modified = "";
    request.post = NULL;
    request.max_bytes = SIGNATURE_FILE_MAX_BYTES;
    outcome = http->get(http->context, &request, stop, &own, error);
    arrival->response.took_ms += own.took_ms;
    if (outcome != HTTP_FRESH) {
        outcome = HTTP_LATER;
        error_wrap(error, "no signature for the feed");
    } else if (!bytes_append(
                   &arrival->signature, own.body.data ? own.body.data : "", own.body.size)) {
        outcome = HTTP_LATER;
        error_set(error, "out of memory");
    } else {
        arrival->state = SOURCE_WELL;
    }
out:
    bytes_finish(&own.body);
    free(url);
    return outcome;
}

bool fetcher_source_recipe(const struct config *config, const struct config_source *source,
    int64_t now_ms, struct object_id *recipe)
{
    struct bytes text;
    const struct adapter_wish wish = adapter_wish_of(config, source, now_ms);
    bytes_init(&text);
    bool done = adapter_print_recipe(&wish, &text);
    if (done) {
        object_id_of(text.data, text.size, recipe);
    }
    bytes_finish(&text);
    return done;
}

/* Whether what is held is what would be made of the same bytes today: an answer that nothing
 * changed says no more than that the bytes are the same. */
static bool is_made_so(const struct kept_feed *kept, const struct config *config,
    const struct config_source *source, int64_t now_ms)
{
    struct object_id recipe;
    if (!*kept->original.hex) {
        return !*source->charset &&
               (source->format == SOURCE_NATIVE ||
                   (source->format == SOURCE_AUTO && !config_map_of(config, source)));
    }
    return fetcher_source_recipe(config, source, now_ms, &recipe) &&
           strcmp(recipe.hex, kept->recipe.hex) == 0;
}

enum http_outcome fetcher_source_ask(struct fetcher_source *source, const struct config *config,
    const struct http *http, const atomic_bool *stop, struct arrival *arrival)
{
    const struct kept_feed *kept = *source->waiting.body.hex ? &source->waiting : &source->kept;
    /* An ETag is of one address: at another one it means nothing. */
    bool conditional = *kept->body.hex && strcmp(kept->url, source->config->url) == 0 &&
                       is_made_so(kept, config, source->config, arrival->now_wall_ms) &&
                       source->config->method == SOURCE_GET;
    struct http_response *response = &arrival->response;
    struct http_request request = source_request(config, source->config, source->config->url);
    request.etag = conditional ? kept->etag : "";
    request.last_modified = conditional ? kept->last_modified : "";
    enum http_outcome outcome =
        http->get(http->context, &request, stop, response, &arrival->error);
    arrival->state = SOURCE_WELL;
    if (response->is_too_new || source->config->method == SOURCE_POST) {
        response->etag[0] = response->last_modified[0] = '\0';
    }
    if (outcome == HTTP_REFUSED || (outcome == HTTP_LATER && response->status)) {
        arrival->state = SOURCE_BAD_ANSWER;
    } else if (outcome == HTTP_LATER) {
        arrival->state = SOURCE_NO_ANSWER;
    } else if (outcome == HTTP_FRESH && source->config->public_keys.count > 0) {
        outcome = ask_signature(&request, http, stop, arrival);
    }
    arrival->now_mono_ms += response->took_ms;
    arrival->now_wall_ms += response->took_ms;
    return outcome;
}

/* Those that were cut, or those that were held back. */
static void log_held(
    const struct fetcher_source *source, const struct feed *feed, bool cut, const char *words)
{
    size_t count = 0;
    for (size_t i = 0; i < feed->held_count; i++) {
        const struct held_item *kept = &feed->held[i];
        if (kept->is_cut == cut && ++count <= HELD_ITEMS_LOGGED) {
            log_warning(
                "source %s: %s: %s: %s", source->config->name, words, kept->item, kept->reason);
        }
    }
}

void fetcher_source_log_news(const struct fetcher_source *source, const struct feed *feed)
{
    size_t cut = 0;
    for (size_t i = 0; i < feed->held_count; i++) {
        cut += feed->held[i].is_cut;
    }
    log_info("source %s: new feed, serial %" PRId64 ", %zu items, %zu held back",
        source->config->name, feed->serial, feed->item_count, feed->held_count - cut);
    log_held(source, feed, true, "not all of it is used");
    log_held(source, feed, false, "held back");
}

void fetcher_source_note(struct fetcher_source *source, const struct arrival *arrival)
{
    struct fetch_status_source *status = &source->status;
    enum source_state state = arrival->state;
    const char *text = arrival->error.text;
    if (state == SOURCE_WELL) {
        status->last_success_ms = arrival->now_wall_ms;
        status->serial = source->kept.proof.serial;
        if (!source->was_well) {
            log_info("source %s: answers", source->config->name);
        }
        source->was_well = true;
        source->failures = 0;
        return;
    }
    bool is_told =
        source->failures & (1u << state) ||
        (source->failures && (state == SOURCE_NO_ANSWER || state == SOURCE_BAD_ANSWER));
    status->last_error_ms = arrival->now_wall_ms;
    snprintf(source->last_error, sizeof source->last_error, "%s", text);
    if (!is_told) {
        log_warning("source %s: %s; %s", source->config->name, text,
            *source->kept.body.hex ? "its last good feed stays" : "there is no feed of it yet");
    }
    source->was_well = false;
    source->failures |= 1u << state;
}
