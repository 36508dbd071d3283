#include "net/fetcher.h"

#include "base/clock.h"
#include "base/log.h"
#include "net/fetcher_breaker.h"
#include "net/fetcher_edition.h"
#include "net/fetcher_pictures.h"

#include <limits.h>
#include <malloc.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

static uint64_t random_seed(void)
{
    uint64_t seed;
    if (getrandom(&seed, sizeof seed, GRND_NONBLOCK) != sizeof seed) {
        seed = (uint64_t)clock_mono_us() ^ (uint64_t)getpid() << 32;
    }
    return seed;
}

void fetcher_take_up(struct fetcher *fetcher, struct fetcher_source *sources, size_t count)
{
    struct head head;
    struct edition *current = NULL, *previous = NULL, *waiting = NULL;
    if (store_read_head(fetcher->store, &head, NULL)) {
        clock_raise_floor(head.time_floor_ms);
        current = edition_load_manifest(fetcher->store, &head.current, NULL);
        previous = edition_load_manifest(fetcher->store, &head.previous, NULL);
        waiting = *head.waiting.hex ? edition_load_manifest(fetcher->store, &head.waiting, NULL)
                                    : NULL;
    }
    for (size_t i = 0; i < count; i++) {
        struct fetcher_source *source = &sources[i];
        if (!fetcher_source_take_up(source, fetcher->store, current, &fetcher->arena)) {
            fetcher_source_take_up(source, fetcher->store, previous, &fetcher->arena);
        }
        breaker_take_up(source, fetcher->config, fetcher->store, waiting);
    }
    edition_destroy(waiting);
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
    fetcher->manifest = arena_array(&fetcher->arena, 2 * count, sizeof *fetcher->manifest);
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
    fetcher_take_up(fetcher, fetcher->sources, count);
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
    fetcher_mend(fetcher, source, now_wall_ms);
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
        state = fetcher_accept(fetcher, source, &response, &signature, now_wall_ms, error);
        break;
    case HTTP_UNCHANGED:
        break;
    case HTTP_LATER:
    case HTTP_REFUSED:
        break; /* the state says why */
    }
    if (state == SOURCE_WELL) {
        fetcher_add_pictures(fetcher, source, now_wall_ms, stop);
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
    if (fetcher_release(fetcher, now_mono_ms, now_wall_ms)) {
        write_status(fetcher, now_wall_ms);
    }
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
        const struct fetcher_source *source = &fetcher->sources[i];
        int64_t at_ms = source->schedule.next_ms;
        int64_t release_ms = fetcher_release_ms(fetcher, source, now_mono_ms, now_wall_ms);
        next_ms = at_ms < next_ms ? at_ms : next_ms;
        next_ms = release_ms < next_ms ? release_ms : next_ms;
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
    fetcher_release(fetcher, clock_mono_ms(), clock_wall_ms());
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
