#include "net/fetch/fetcher.h"

#include "base/clock.h"
#include "base/log.h"
#include "net/fetch/fetcher_accept.h"
#include "net/fetch/fetcher_tell.h"
#include "net/fetch/pictures/fetcher_pictures.h"
#include "net/fetch/road/road.h"
#include "net/fetch/source/source_request.h"

#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

static uint64_t random_seed(void)
{
    uint64_t seed;
    if (getrandom(&seed, sizeof seed, GRND_NONBLOCK) != sizeof seed) {
        seed = (uint64_t)clock_mono_us() ^ (uint64_t)getpid() << 32;
    }
    return seed;
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
    fetcher->tell_ms = INT64_MAX;
    size_t count = config->source_count;
    fetcher->sources = arena_array(&fetcher->arena, count, sizeof *fetcher->sources);
    fetcher->manifest = arena_array(&fetcher->arena, 3 * count, sizeof *fetcher->manifest);
    bool can_keep = keeping_init(&fetcher->keeping, &fetcher->arena, count);
    if (!fetcher->sources || !fetcher->manifest || !can_keep) {
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
        fetcher_pictures_remember(&fetcher->sources[i],
            fetch_status_find(known, config->sources[i].name), &fetcher->arena);
    }
    fetcher_take_up(fetcher, fetcher->sources, count);
out:
    fetch_status_destroy(known);
    return fetcher;
}

void fetcher_destroy(struct fetcher *fetcher)
{
    if (fetcher) {
        fetcher_rest(fetcher);
        for (size_t i = 0; i < fetcher->source_count; i++) {
            fetcher_pictures_finish(&fetcher->sources[i]);
        }
        keeping_finish(&fetcher->keeping);
        arena_finish(&fetcher->arena);
    }
    free(fetcher);
}

void fetcher_keep_feeds(struct fetcher *fetcher, const struct digest *ground)
{
    keeping_begin(&fetcher->keeping, fetcher->store, ground);
}

static struct fetch_now look_at_clock(void)
{
    return (struct fetch_now) { clock_mono_ms(), clock_wall_ms() };
}

/* As one of `workers`, or alone (NULL). */
static bool ask(struct fetcher *fetcher, struct fetcher_source *source, struct workers *workers,
    struct arrival *arrival, const atomic_bool *stop)
{
    struct http_response *response = &arrival->response;
    struct road road = { &fetcher->http, source, workers };
    const struct http http = road_http(&road);
    bytes_init(&response->body);
    bytes_init(&arrival->signature);
    bytes_init(&arrival->native);
    fetcher_mend(fetcher, source, arrival->now_mono_ms, arrival->now_wall_ms);
    enum http_outcome outcome =
        fetcher_source_ask(source, fetcher->config, &http, stop, arrival);
    if ((*stop && outcome == HTTP_LATER) || !store_is_there(fetcher->store)) {
        goto out; /* that says nothing about the source */
    }
    source->status.http_status = response->status;
    if (outcome == HTTP_FRESH) {
        const struct http_login login = source_login(source->config);
        fetcher_accept(fetcher, &road, arrival, stop);
        http_login_blot(&login, &arrival->error);
    }
    if (*stop && arrival->state != SOURCE_WELL) {
        goto out; /* nor does what was being read then */
    }
    const struct fetch_now now = { arrival->now_mono_ms, arrival->now_wall_ms };
    if (arrival->state == SOURCE_WELL) {
        source->pictures_due += fetcher_pictures_are_due(source);
        schedule_answered(&source->schedule, now.mono_ms);
    } else if (outcome == HTTP_REFUSED) {
        schedule_refused(&source->schedule, now.mono_ms);
    } else {
        schedule_failed(&source->schedule, now.mono_ms, response->retry_after_ms);
    }
    fetcher_follow_clock(fetcher, &now);
    source->status.next_try_ms = now.wall_ms + (source->schedule.next_ms - now.mono_ms);
    bool is_as_before = outcome == HTTP_UNCHANGED && source->was_well;
    fetcher_source_note(source, arrival);
    fetcher_tell(fetcher, workers, &now, is_as_before ? FETCH_NO_NEWS : FETCH_NEWS);
out:
    bytes_finish(&arrival->native);
    bytes_finish(&arrival->signature);
    bytes_finish(&response->body);
    fetcher->is_untrimmed |= outcome == HTTP_FRESH || !source->is_asked;
    if (!workers) {
        fetcher_trim(fetcher);
    }
    return arrival->state == SOURCE_WELL;
}

/* What the last answer asks for, also while the next one is asked for. */
static void get_pictures(struct fetcher *fetcher, struct fetcher_source *source,
    struct workers *workers, const struct fetch_now *now, const atomic_bool *stop)
{
    unsigned due = source->pictures_due;
    fetcher_add_pictures(fetcher, source, workers, now->wall_ms, stop);
    source->pictures_done = due;
    fetcher->is_untrimmed = true;
    if (store_is_there(fetcher->store)) {
        fetcher_tell(fetcher, workers, now, FETCH_NEWS);
    }
    if (!workers) {
        fetcher_trim(fetcher);
    }
}

int64_t fetcher_step(
    struct fetcher *fetcher, int64_t now_mono_ms, int64_t now_wall_ms, const atomic_bool *stop)
{
    struct fetcher_source *due = NULL;
    int64_t next_ms = INT64_MAX;
    if (fetcher_release(fetcher, now_mono_ms, now_wall_ms)) {
        fetcher_tell(
            fetcher, NULL, &(struct fetch_now) { now_mono_ms, now_wall_ms }, FETCH_NEWS);
    }
    for (size_t i = 0; i < fetcher->source_count; i++) {
        struct fetcher_source *source = &fetcher->sources[i];
        if (!due || source->schedule.next_ms < due->schedule.next_ms) {
            due = source;
        }
    }
    if (due && due->schedule.next_ms <= now_mono_ms && !*stop) {
        struct arrival arrival = { .now_mono_ms = now_mono_ms, .now_wall_ms = now_wall_ms };
        ask(fetcher, due, NULL, &arrival, stop);
        if (due->pictures_due != due->pictures_done) {
            get_pictures(
                fetcher, due, NULL, &(struct fetch_now) { now_mono_ms, now_wall_ms }, stop);
        }
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

/* Each source has two workers, so that its next feed comes while its pictures do; and one more
 * tells of all, and keeps what is shown of all. */
static bool is_for_pictures(const struct fetcher *fetcher, size_t index)
{
    return index >= fetcher->source_count;
}

static bool is_teller(const struct fetcher *fetcher, size_t index)
{
    return index == 2 * fetcher->source_count;
}

static bool is_asking(const struct fetcher *fetcher)
{
    bool is_asking = !fetcher->is_once;
    for (size_t i = 0; i < fetcher->source_count && !is_asking; i++) {
        const struct fetcher_source *source = &fetcher->sources[i];
        is_asking = !source->is_asked || source->pictures_due != source->pictures_done;
    }
    return is_asking;
}

/* At its time; at once where nothing more is to come. */
static int64_t soonest(int64_t at_ms, bool is_asking)
{
    return at_ms == INT64_MAX || is_asking ? at_ms : INT64_MIN;
}

static int64_t keep_due_ms(const struct fetcher *fetcher)
{
    return fetcher->is_store_gone ? INT64_MAX
                                  : soonest(fetcher->keeping.due_ms, is_asking(fetcher));
}

static int64_t due_ms(void *context, size_t index)
{
    const struct fetcher *fetcher = context;
    const struct fetcher_source *source = &fetcher->sources[index % fetcher->source_count];
    if (is_teller(fetcher, index)) {
        int64_t tell_ms = soonest(fetcher->tell_ms, is_asking(fetcher));
        int64_t keep_ms = keep_due_ms(fetcher);
        return tell_ms < keep_ms ? tell_ms : keep_ms;
    }
    if (fetcher->is_store_gone) {
        return INT64_MAX;
    }
    if (is_for_pictures(fetcher, index)) {
        return source->pictures_due != source->pictures_done ? INT64_MIN : INT64_MAX;
    }
    if (fetcher->is_once) {
        return source->is_asked ? INT64_MAX : INT64_MIN;
    }
    int64_t release_ms = fetcher_release_ms(fetcher, source, clock_mono_ms(), clock_wall_ms());
    return release_ms < source->schedule.next_ms ? release_ms : source->schedule.next_ms;
}

/* By the workers that have the turn: one may begin before fetcher->workers is set. */
static void release(struct fetcher *fetcher, const struct workers *workers)
{
    const struct fetch_now now = look_at_clock();
    if (fetcher_release(fetcher, now.mono_ms, now.wall_ms)) {
        fetcher_tell(fetcher, workers, &now, FETCH_NEWS);
    }
}

static void run_feed(struct fetcher *fetcher, struct fetcher_source *source,
    struct workers *workers, const atomic_bool *stop)
{
    release(fetcher, workers);
    if (fetcher->is_once || source->schedule.next_ms <= clock_mono_ms()) {
        struct arrival arrival = { .now_mono_ms = clock_mono_ms(),
            .now_wall_ms = clock_wall_ms() };
        bool done = ask(fetcher, source, workers, &arrival, stop);
        source->is_asked = true;
        source->result = done ? (struct error) { 0 } : arrival.error;
        release(fetcher, workers); /* what was approved while it was away */
    }
}

static void tell_and_keep(struct fetcher *fetcher)
{
    if (keep_due_ms(fetcher) <= clock_mono_ms()) {
        keeping_do(&fetcher->keeping, fetcher->store);
        fetcher->is_untrimmed = true;
    }
    fetcher_tell_all(fetcher);
}

static void run(void *context, size_t index, struct workers *workers, const atomic_bool *stop)
{
    struct fetcher *fetcher = context;
    struct fetcher_source *source = &fetcher->sources[index % fetcher->source_count];
    if (is_teller(fetcher, index)) {
        tell_and_keep(fetcher);
    } else if (is_for_pictures(fetcher, index)) {
        const struct fetch_now now = look_at_clock();
        get_pictures(fetcher, source, workers, &now, stop);
    } else {
        run_feed(fetcher, source, workers, stop);
    }
    fetcher->is_store_gone = !store_is_there(fetcher->store);
    if (fetcher->is_store_gone && fetcher->waiter) {
        waiter_wake(fetcher->waiter);
    }
}

/* That there is a `fetch` is told before its first answer, and which sources it knows. */
static bool start_workers(struct fetcher *fetcher, struct error *error)
{
    const struct workers_job job = { .context = fetcher, .due_ms = due_ms, .run = run };
    if (!fetcher->workers) {
        const struct fetch_now now = look_at_clock();
        fetcher_tell(fetcher, NULL, &now, FETCH_NEWS);
        fetcher->workers = workers_create(&job, 2 * fetcher->source_count + 1, error);
    }
    return fetcher->workers;
}

void fetcher_rest(struct fetcher *fetcher)
{
    workers_destroy(fetcher->workers);
    fetcher->workers = NULL;
    fetcher_tell_all(fetcher);
}

bool fetcher_run_once(struct fetcher *fetcher, const atomic_bool *stop, struct error *error)
{
    bool all = true;
    if (fetcher->source_count == 0) {
        return error_set(
            error, "no [source NAME] is configured: add one with url = https://...");
    }
    fetcher->is_once = true;
    for (size_t i = 0; i < fetcher->source_count; i++) {
        fetcher->sources[i].is_asked = false;
    }
    if (!start_workers(fetcher, error)) {
        return false;
    }
    workers_wait(fetcher->workers, stop);
    fetcher_rest(fetcher);
    fetcher->is_once = false;
    if (atomic_load(stop)) {
        return error_set(error, "stopped");
    }
    for (size_t i = 0; all && i < fetcher->source_count; i++) {
        const struct fetcher_source *source = &fetcher->sources[i];
        all = source->is_asked && !*source->result.text;
        if (!all) {
            error_set(error, "source %s: %s", source->config->name, source->result.text);
        }
    }
    return all;
}

bool fetcher_run(struct fetcher *fetcher, struct waiter *waiter)
{
    struct error error;
    if (!store_is_there(fetcher->store)) {
        return false;
    }
    if (!fetcher->workers) {
        fetcher->waiter = waiter; /* they look at it */
    }
    if (!start_workers(fetcher, &error)) {
        log_error("fetching: %s", error.text);
        return false;
    }
    /* Whoever woke us may have put an approval there. */
    workers_back(fetcher->workers);
    fetcher->is_store_gone = false;
    release(fetcher, fetcher->workers);
    workers_away(fetcher->workers);
    return true;
}
