#include "net/fetcher.h"

#include "base/clock.h"
#include "base/log.h"
#include "net/fetcher_pictures.h"

#include <limits.h>
#include <malloc.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

struct fetcher {
    /* set once */
    const struct config *config;
    struct store *store;
    struct http http;
    struct arena arena;
    struct fetcher_source *sources;
    size_t source_count;
    /* changes */
    bool started;                    /* the config's sources were compared with the edition's */
    bool head_is_lost;               /* as the log was told */
    struct error trouble;            /* with the store, of no one source; or "" */
    bool is_in_trouble;              /* as the log was told */
    struct edition_source *manifest; /* room for one that is being committed */
};

static uint64_t random_seed(void)
{
    uint64_t seed;
    if (getrandom(&seed, sizeof seed, GRND_NONBLOCK) != sizeof seed) {
        seed = (uint64_t)clock_mono_us() ^ (uint64_t)getpid() << 32;
    }
    return seed;
}

/* What the store holds of those sources: of each its newest sound feed. */
static void take_up(struct fetcher *fetcher, struct fetcher_source *sources, size_t count)
{
    struct head head;
    struct edition *current = NULL, *previous = NULL;
    if (store_read_head(fetcher->store, &head, NULL)) {
        clock_raise_floor(head.time_floor_ms);
        current = edition_load_manifest(fetcher->store, &head.current, NULL);
        previous = edition_load_manifest(fetcher->store, &head.previous, NULL);
    }
    for (size_t i = 0; i < count; i++) {
        struct fetcher_source *source = &sources[i];
        if (!fetcher_source_take_up(source, fetcher->store, current, &fetcher->arena)) {
            fetcher_source_take_up(source, fetcher->store, previous, &fetcher->arena);
        }
    }
    edition_destroy(previous);
    edition_destroy(current);
}

struct fetcher *fetcher_create(
    const struct config *config, struct store *store, struct http http, struct error *error)
{
    struct fetch_status *known = NULL;
    struct fetcher *fetcher = calloc(1, sizeof *fetcher);
    if (!fetcher) {
        error_set(error, "out of memory");
        goto out;
    }
    arena_init(&fetcher->arena);
    fetcher->config = config;
    fetcher->store = store;
    fetcher->http = http;
    size_t count = config->source_count;
    fetcher->sources = arena_array(&fetcher->arena, count, sizeof *fetcher->sources);
    fetcher->manifest = arena_array(&fetcher->arena, count, sizeof *fetcher->manifest);
    if (!fetcher->sources || !fetcher->manifest) {
        error_set(error, "out of memory");
        fetcher_destroy(fetcher);
        fetcher = NULL;
        goto out;
    }
    fetcher->source_count = count;
    known = fetch_status_read(store, NULL);
    uint64_t seed = random_seed();
    edition_trust(store, config);
    for (size_t i = 0; i < count; i++) {
        fetcher_source_init(&fetcher->sources[i], &config->sources[i], config->screen.name,
            seed + i, fetch_status_find(known, config->sources[i].name));
        fetcher->sources[i].hosts = &config->guard.hosts;
    }
    take_up(fetcher, fetcher->sources, count);
out:
    fetch_status_destroy(known);
    return fetcher;
}

void fetcher_destroy(struct fetcher *fetcher)
{
    if (fetcher) {
        for (size_t i = 0; i < fetcher->source_count; i++) {
            fetcher_pictures_finish(&fetcher->sources[i]);
        }
        arena_finish(&fetcher->arena);
    }
    free(fetcher);
}

static bool commit(
    struct fetcher *fetcher, int64_t now_wall_ms, bool *committed, struct error *error)
{
    size_t count = 0;
    for (size_t i = 0; i < fetcher->source_count; i++) {
        const struct fetcher_source *source = &fetcher->sources[i];
        if (*source->held.body.hex) {
            fetcher->manifest[count++] = (struct edition_source) {
                .name = source->config->name,
                .url = source->held.url,
                .body = source->held.body,
                .signature = source->held.signature,
                .etag = source->held.etag,
                .last_modified = source->held.last_modified,
                .fetched_ms = source->held.fetched_ms,
                .pictures = source->pictures,
                .picture_count = source->picture_count,
            };
        }
    }
    *committed = false;
    /* Without any feed the edition that is there stays: it is better than none. */
    return count == 0 || edition_commit(fetcher->store, fetcher->manifest, count, now_wall_ms,
                             committed, error);
}

/* Lets go of a feed that rotted in the store, for the one of the previous edition if that is
 * whole, and has it fetched anew at once: it must not keep others from the screen. False when
 * it is sound. */
static bool drop_if_rotten(struct fetcher *fetcher, struct fetcher_source *source)
{
    struct error error;
    if (fetcher_source_is_sound(source, fetcher->store, &error)) {
        return false;
    }
    log_warning("source %s: %s: fetched anew", source->config->name, error.text);
    source->held = (struct held_feed) { .url = source->config->url };
    source->schedule.next_ms = INT64_MIN;
    take_up(fetcher, source, 1);
    return true;
}

static bool drop_rotten(struct fetcher *fetcher, const struct fetcher_source *except)
{
    bool dropped = false;
    for (size_t i = 0; i < fetcher->source_count; i++) {
        struct fetcher_source *source = &fetcher->sources[i];
        dropped = (source != except && drop_if_rotten(fetcher, source)) || dropped;
    }
    return dropped;
}

/* What the disk lost or spoiled since the last look is made good from what is held. Brings the
 * edition in line with the config as well, before the first try. A feed that rotted and has no
 * other to take its place is no reason to commit: `play` may still have it. */
static void mend(struct fetcher *fetcher, struct fetcher_source *source, int64_t now_wall_ms)
{
    struct head head;
    struct error *error = &fetcher->trouble;
    bool committed;
    drop_if_rotten(fetcher, source);
    enum head_state state = store_head_state(fetcher->store, &head, error);
    if (state == HEAD_UNREADABLE) {
        return;
    }
    if (state == HEAD_ROTTEN && !fetcher->head_is_lost) {
        log_error("store: %s, and so is its copy: begun anew; which serials were accepted "
                  "before is forgotten",
            error->text);
    }
    fetcher->head_is_lost = state == HEAD_ROTTEN;
    bool stands = fetcher->started && state == HEAD_SOUND &&
                  store_object_state(fetcher->store, &head.current) == OBJECT_SOUND;
    if (!stands) {
        drop_rotten(fetcher, source);
    }
    if (stands || commit(fetcher, now_wall_ms, &committed, error)) {
        error_set(error, "%s", "");
        fetcher->started = true;
    }
}

/* Makes an edition with the feed that just came. On failure the source holds what it held. */
static enum source_state accept_feed(struct fetcher *fetcher, struct fetcher_source *source,
    const struct http_response *response, const struct bytes *signature, int64_t now_wall_ms,
    struct error *error)
{
    bool committed = false;
    enum source_state state = SOURCE_WELL;
    struct feed *feed = NULL;
    struct held_feed before = source->held;
    if (!fetcher_source_hold(
            source, fetcher->store, response, signature, now_wall_ms, &feed, &state, error)) {
        goto out;
    }
    /* A commit that failed gave the body back: it is put once more. */
    if (!commit(fetcher, now_wall_ms, &committed, error) &&
        !(drop_rotten(fetcher, source) &&
            fetcher_source_put(source, fetcher->store, response, signature, error) &&
            commit(fetcher, now_wall_ms, &committed, error))) {
        source->held = before;
        state = SOURCE_STORE_FAILS;
        goto out;
    }
    if (!fetcher_pictures_want(source, feed, NULL, 0)) {
        log_warning("source %s: its pictures wait for memory", source->config->name);
    }
    if (committed) {
        fetcher_source_log_news(source, feed);
    }
out:
    feed_destroy(feed);
    return state;
}

/* Text is on the screens already: pictures make an edition of their own. */
static void add_pictures(struct fetcher *fetcher, struct fetcher_source *source,
    int64_t now_wall_ms, const volatile sig_atomic_t *stop)
{
    struct error *error = &fetcher->trouble;
    bool committed;
    fetcher_pictures_check(source, fetcher->store, 1);
    if (fetcher_pictures_get(source, fetcher->config, fetcher->store, &fetcher->http, stop) >
            0 &&
        !commit(fetcher, now_wall_ms, &committed, error)) {
        error_wrap(error, "source %s: pictures", source->config->name);
        /* The commit gave them back. */
        fetcher_pictures_check(source, fetcher->store, source->wanted_count);
    }
}

/* With a line in the log for every change, not for every try. */
static void write_status(struct fetcher *fetcher, int64_t now_wall_ms)
{
    struct error error;
    bool done = false;
    const char *trouble = fetcher->trouble.text;
    struct fetch_status_source *list = calloc(fetcher->source_count + 1, sizeof *list);
    if (list) {
        for (size_t i = 0; i < fetcher->source_count; i++) {
            list[i] = fetcher->sources[i].status;
        }
        done = fetch_status_write(
            fetcher->store, now_wall_ms, trouble, list, fetcher->source_count, &error);
    } else {
        error_set(&error, "out of memory");
    }
    free(list);
    bool is_in_trouble = *trouble || !done;
    if (is_in_trouble && !fetcher->is_in_trouble) {
        log_warning(
            "store: %s; what it holds stays on the screen", *trouble ? trouble : error.text);
    } else if (!is_in_trouble && fetcher->is_in_trouble) {
        log_info("store: takes what comes again");
    }
    fetcher->is_in_trouble = is_in_trouble;
}

static bool ask(struct fetcher *fetcher, struct fetcher_source *source, int64_t now_mono_ms,
    int64_t now_wall_ms, const volatile sig_atomic_t *stop, struct error *error)
{
    enum source_state state = SOURCE_WELL;
    struct http_response response = { 0 };
    struct bytes signature;
    bytes_init(&response.body);
    bytes_init(&signature);
    mend(fetcher, source, now_wall_ms);
    enum http_outcome outcome = fetcher_source_ask(
        source, fetcher->config, &fetcher->http, stop, &response, &signature, &state, error);
    now_mono_ms += response.took_ms;
    now_wall_ms += response.took_ms;
    if ((*stop && outcome == HTTP_LATER) || !store_is_there(fetcher->store)) {
        goto out; /* that says nothing about the source */
    }
    source->status.http_status = response.status;
    switch (outcome) {
    case HTTP_FRESH:
        state = accept_feed(fetcher, source, &response, &signature, now_wall_ms, error);
        break;
    case HTTP_UNCHANGED:
        break;
    case HTTP_LATER:
    case HTTP_REFUSED:
        break; /* the state says why */
    }
    if (state == SOURCE_WELL) {
        add_pictures(fetcher, source, now_wall_ms, stop);
        schedule_answered(&source->schedule, now_mono_ms);
    } else if (outcome == HTTP_REFUSED) {
        schedule_refused(&source->schedule, now_mono_ms);
    } else {
        schedule_failed(&source->schedule, now_mono_ms, response.retry_after_ms);
    }
    source->status.next_try_ms = now_wall_ms + (source->schedule.next_ms - now_mono_ms);
    fetcher_source_note(source, state, error->text, now_wall_ms);
    write_status(fetcher, now_wall_ms);
out:
    bytes_finish(&signature);
    bytes_finish(&response.body);
    malloc_trim(0); /* bodies and parsed feeds come once a poll: idle in between is small */
    return state == SOURCE_WELL;
}

int64_t fetcher_step(struct fetcher *fetcher, int64_t now_mono_ms, int64_t now_wall_ms,
    const volatile sig_atomic_t *stop)
{
    struct fetcher_source *due = NULL;
    int64_t next_ms = INT64_MAX;
    for (size_t i = 0; i < fetcher->source_count; i++) {
        struct fetcher_source *source = &fetcher->sources[i];
        if (!due || source->schedule.next_ms < due->schedule.next_ms) {
            due = source;
        }
    }
    if (due && due->schedule.next_ms <= now_mono_ms && !*stop) {
        struct error error = { 0 };
        ask(fetcher, due, now_mono_ms, now_wall_ms, stop, &error);
    }
    for (size_t i = 0; i < fetcher->source_count; i++) {
        int64_t at_ms = fetcher->sources[i].schedule.next_ms;
        next_ms = at_ms < next_ms ? at_ms : next_ms;
    }
    return next_ms;
}

bool fetcher_run_once(
    struct fetcher *fetcher, const volatile sig_atomic_t *stop, struct error *error)
{
    bool all = true;
    if (fetcher->source_count == 0) {
        return error_set(error, "no [source NAME] is configured");
    }
    for (size_t i = 0; i < fetcher->source_count; i++) {
        struct fetcher_source *source = &fetcher->sources[i];
        struct error one = { 0 };
        if (*stop) {
            return error_set(error, "stopped");
        }
        if (!ask(fetcher, source, clock_mono_ms(), clock_wall_ms(), stop, &one)) {
            if (all) {
                error_set(error, "source %s: %s", source->config->name, one.text);
            }
            all = false;
        }
    }
    return all;
}

void fetcher_run(struct fetcher *fetcher, int wake_fd, const volatile sig_atomic_t *stop)
{
    bool woken = false;
    while (!*stop && !woken && store_is_there(fetcher->store)) {
        int64_t next_ms = fetcher_step(fetcher, clock_mono_ms(), clock_wall_ms(), stop);
        int64_t now_ms = clock_mono_ms();
        int timeout_ms = -1;
        if (next_ms <= now_ms) {
            timeout_ms = 0;
        } else if (next_ms != INT64_MAX) {
            timeout_ms = next_ms - now_ms < INT_MAX ? (int)(next_ms - now_ms) : INT_MAX;
        }
        struct pollfd wake = { .fd = wake_fd, .events = POLLIN };
        woken = poll(&wake, 1, timeout_ms) > 0;
    }
}
