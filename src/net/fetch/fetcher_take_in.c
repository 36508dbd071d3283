#include "net/fetch/fetcher_take_in.h"

#include "adapter/adapter.h"
#include "base/log.h"
#include "content/json/json_mistake.h"
#include "edition/intake.h"

#include <string.h>

static size_t skip_white(const struct bytes *body)
{
    size_t at = 0;
    while (at < body->size && strchr(" \t\r\n\xEF\xBB\xBF", body->data[at])) {
        at++;
    }
    return at;
}

static bool is_web_page(const struct bytes *body)
{
    size_t at = skip_white(body);
    return at < body->size && body->data[at] == '<';
}

/* Most wrong answers are web pages: login pages of the campus network, error pages. */
static void explain_bad_feed(const struct bytes *body, struct error *error)
{
    if (skip_white(body) == body->size) {
        error_set(
            error, "the answer is empty: open the address in a browser to see what it gives");
    } else if (is_web_page(body) && !json_in_front(body->data, body->size)) {
        error_set(error,
            "the answer is a web page, not a feed (a login page of the network, or "
            "the wrong address?)");
    } else {
        error_wrap(error, "the answer is not a feed");
    }
}

/* The bytes that a feed was made of change all the time, with views that are counted: where the
 * same was made of them nobody needs them, but for a signature. */
static bool put_original(struct store *store, const struct arrival *arrival,
    const struct kept_feed *kept, struct edition_source *entry, struct error *error)
{
    const struct bytes *body = &arrival->response.body;
    if (kept && *kept->original.hex && strcmp(entry->body.hex, kept->body.hex) == 0 &&
        arrival->signature.size == 0) {
        entry->original = kept->original;
        return true;
    }
    return store_put(store, body->data, body->size, &entry->original, error);
}

static bool put(struct store *store, const struct arrival *arrival,
    const struct kept_feed *kept, struct edition_source *entry, struct error *error)
{
    const struct bytes *body = &arrival->response.body, *signature = &arrival->signature;
    const struct bytes *native = &arrival->native;
    bool is_made = native->size > 0;
    return (is_made ? store_put(store, native->data, native->size, &entry->body, error) &&
                          put_original(store, arrival, kept, entry, error)
                    : store_put(store, body->data, body->size, &entry->body, error)) &&
           (signature->size == 0 ||
               store_put(store, signature->data, signature->size, &entry->signature, error));
}

bool fetcher_put(struct store *store, const struct arrival *arrival, struct error *error)
{
    struct edition_source entry = { 0 };
    return put(store, arrival, NULL, &entry, error);
}

/* Others have their turn while the adapter is at work. */
static bool run_adapter(
    const struct taking *taking, const struct adapter_wish *wish, struct error *error)
{
    struct arrival *arrival = taking->arrival;
    const struct adapter_job job = { .wish = wish,
        .document = &arrival->response.body,
        .stop = taking->stop,
        .native = &arrival->native };
    road_leave(taking->road);
    bool done = adapter_run(&job, error);
    road_come_back(taking->road);
    return done;
}

static bool adapt(struct intake *intake, struct error *error)
{
    const struct taking *taking = intake->adapt_context;
    const struct config_source *source = taking->source->config;
    struct arrival *arrival = taking->arrival;
    struct adapter_wish wish = adapter_wish_of(taking->config, source, arrival->now_wall_ms);
    if (!adapter_is_needed(&wish, intake->body)) {
        return true;
    }
    wish.content_type = arrival->response.content_type;
    if (!run_adapter(taking, &wish, error) ||
        !fetcher_source_recipe(
            taking->config, source, arrival->now_wall_ms, &intake->source->recipe)) {
        return false;
    }
    intake->native = &arrival->native;
    return true;
}

bool fetcher_take_in(const struct taking *taking, struct edition_source *entry)
{
    const struct fetcher_source *source = taking->source;
    struct arrival *arrival = taking->arrival;
    static const enum source_state states[] = { [INTAKE_GOOD] = SOURCE_STORE_FAILS,
        [INTAKE_DISTRUSTED] = SOURCE_BAD_SIGNATURE,
        [INTAKE_NOT_READ] = SOURCE_BAD_FEED,
        [INTAKE_NO_FEED] = SOURCE_BAD_FEED,
        [INTAKE_FOREIGN] = SOURCE_BAD_FEED,
        [INTAKE_FAILED] = SOURCE_BAD_FEED };
    const struct bytes *body = &arrival->response.body;
    struct intake intake = { .body = body,
        .signature = &arrival->signature,
        .store = taking->store,
        .guard = edition_guard(taking->store),
        .adapt = adapt,
        .adapt_context = (void *)(uintptr_t)taking,
        .is_new = true,
        .now_ms = arrival->now_wall_ms,
        .source = entry };
    *entry = (struct edition_source) { .name = source->config->name,
        .url = source->config->url,
        .etag = arrival->response.etag,
        .last_modified = arrival->response.last_modified,
        .fetched_ms = arrival->now_wall_ms };
    bytes_clear(&arrival->native);
    if (intake_take(&intake, &arrival->error) &&
        put(taking->store, arrival, &source->kept, entry, &arrival->error)) {
        return true;
    }
    arrival->state = states[intake.refusal];
    if (intake.refusal == INTAKE_NO_FEED ||
        (intake.refusal == INTAKE_DISTRUSTED && is_web_page(body))) {
        explain_bad_feed(body, &arrival->error);
    }
    return false;
}
