#include "net/fetch/fetcher.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/system/image.h"
#include "net/fetch/fetcher_accept.h"
#include "net/fetch/fetcher_pictures.h"
#include "net/fetch/road.h"
#include "net/fetch/source_request.h"

#include <malloc.h>
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
    size_t count = config->source_count;
    fetcher->sources = arena_array(&fetcher->arena, count, sizeof *fetcher->sources);
    fetcher->manifest = arena_array(&fetcher->arena, 3 * count, sizeof *fetcher->manifest);
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
        arena_finish(&fetcher->arena);
    }
    free(fetcher);
}

static void add_missing(struct fetch_status_picture *list, struct fetch_status_source *status,
    struct fetch_status_picture picture)
{
    if (status->missing_count < FETCH_STATUS_PICTURES_MAX) {
        list[status->missing_count++] = picture;
    }
    status->missing_total++;
}

/* The pictures that did not come, in the arena; as many as are named. */
static void list_missing(const struct fetcher_source *source, struct arena *arena,
    struct fetch_status_source *status)
{
    bool is_file = strncmp(source->config->url, "file:", 5) == 0;
    const char *refusal =
        is_file ? "it is not in the feed's folder" : "its host is not one of [guard] hosts";
    struct fetch_status_picture *list =
        arena_array(arena, FETCH_STATUS_PICTURES_MAX, sizeof *list);
    for (size_t i = 0; list && i < source->wanted_count; i++) {
        const struct picture_names *names = &source->names[i];
        if (source->wanted[i].object[0] == '\0' && names->missing_since_ms != 0) {
            add_missing(list, status,
                (struct fetch_status_picture) {
                    source->wanted[i].url, names->why.text, names->missing_since_ms });
        }
    }
    for (size_t i = 0; list && i < source->refused_count; i++) {
        add_missing(list, status,
            (struct fetch_status_picture) {
                source->refused[i], refusal, source->kept.fetched_ms });
    }
    status->missing = list;
}

/* The machine's clock was set since: what was noted by the old time is told by the new one. */
static void follow_clock(struct fetcher *fetcher, int64_t now_wall_ms, int64_t now_mono_ms)
{
    enum { JUMP_MS = 1000 };
    struct fetch_status *told = &fetcher->told;
    int64_t delta_ms = now_wall_ms - now_mono_ms - (told->written_ms - told->written_mono_ms);
    if (told->written_mono_ms == 0) {
        told->started_ms = now_wall_ms;
        process_self(&told->fetcher);
    } else if (delta_ms > JUMP_MS || delta_ms < -JUMP_MS) {
        for (size_t i = 0; i < fetcher->source_count; i++) {
            fetch_status_shift(&fetcher->sources[i].status, 1, told->started_ms, delta_ms);
        }
        told->started_ms += delta_ms;
    }
    told->written_ms = now_wall_ms;
    told->written_mono_ms = now_mono_ms;
}

static bool tell_status(struct fetcher *fetcher, struct error *error)
{
    struct arena arena;
    bool done = false;
    arena_init(&arena);
    struct fetch_status_source *list = arena_array(&arena, fetcher->source_count, sizeof *list);
    if (list) {
        for (size_t i = 0; i < fetcher->source_count; i++) {
            list[i] = fetcher->sources[i].status;
            list_missing(&fetcher->sources[i], &arena, &list[i]);
        }
        fetcher->told.is_once = fetcher->is_once;
        fetcher->told.store_error = fetcher->trouble.text;
        fetcher->told.sources = list;
        fetcher->told.source_count = fetcher->source_count;
        done = fetch_status_write(fetcher->store, &fetcher->told, error);
        fetcher->told.sources = NULL;
    } else {
        error_set(error, "out of memory");
    }
    arena_finish(&arena);
    return done;
}

/* With a line in the log for every change, not for every try. */
static void write_status(struct fetcher *fetcher, int64_t now_wall_ms, int64_t now_mono_ms)
{
    struct error error;
    const char *trouble = fetcher->trouble.text;
    follow_clock(fetcher, now_wall_ms, now_mono_ms);
    bool done = tell_status(fetcher, &error);
    bool is_in_trouble = *trouble || !done;
    if (is_in_trouble && !fetcher->is_in_trouble) {
        log_warning(
            "store: %s; what it holds stays on the screen", *trouble ? trouble : error.text);
    } else if (!is_in_trouble && fetcher->is_in_trouble) {
        log_info("store: takes what comes again");
    }
    fetcher->is_in_trouble = is_in_trouble;
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
    int64_t now_mono_ms = arrival->now_mono_ms, now_wall_ms = arrival->now_wall_ms;
    if (arrival->state == SOURCE_WELL) {
        source->pictures_due += fetcher_pictures_are_due(source);
        schedule_answered(&source->schedule, now_mono_ms);
    } else if (outcome == HTTP_REFUSED) {
        schedule_refused(&source->schedule, now_mono_ms);
    } else {
        schedule_failed(&source->schedule, now_mono_ms, response->retry_after_ms);
    }
    follow_clock(fetcher, now_wall_ms, now_mono_ms);
    source->status.next_try_ms = now_wall_ms + (source->schedule.next_ms - now_mono_ms);
    fetcher_source_note(source, arrival);
    write_status(fetcher, now_wall_ms, now_mono_ms);
out:
    bytes_finish(&arrival->native);
    bytes_finish(&arrival->signature);
    bytes_finish(&response->body);
    /* The last of those that came together does it for all. */
    fetcher->is_untrimmed |= outcome == HTTP_FRESH || !source->is_asked;
    if (fetcher->is_untrimmed && (!workers || !workers_others_wait(workers))) {
        fetcher->is_untrimmed = false;
        malloc_trim(0); /* bodies and parsed feeds are gone: idle in between is small */
        image_trim();   /* and so are the tables of what judged them */
    }
    return arrival->state == SOURCE_WELL;
}

struct fetch_now {
    int64_t mono_ms, wall_ms;
};

/* What the last answer asks for, also while the next one is asked for. */
static void get_pictures(struct fetcher *fetcher, struct fetcher_source *source,
    struct workers *workers, const struct fetch_now *now, const atomic_bool *stop)
{
    unsigned due = source->pictures_due;
    fetcher_add_pictures(fetcher, source, workers, now->wall_ms, stop);
    source->pictures_done = due;
    if (store_is_there(fetcher->store)) {
        write_status(fetcher, now->wall_ms, now->mono_ms);
    }
    malloc_trim(0);
}

int64_t fetcher_step(
    struct fetcher *fetcher, int64_t now_mono_ms, int64_t now_wall_ms, const atomic_bool *stop)
{
    struct fetcher_source *due = NULL;
    int64_t next_ms = INT64_MAX;
    if (fetcher_release(fetcher, now_mono_ms, now_wall_ms)) {
        write_status(fetcher, now_wall_ms, now_mono_ms);
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

/* Each source has two workers, so that its next feed comes while its pictures do. */
static bool is_for_pictures(const struct fetcher *fetcher, size_t index)
{
    return index >= fetcher->source_count;
}

static int64_t due_ms(void *context, size_t index)
{
    const struct fetcher *fetcher = context;
    const struct fetcher_source *source = &fetcher->sources[index % fetcher->source_count];
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

static void release(struct fetcher *fetcher)
{
    if (fetcher_release(fetcher, clock_mono_ms(), clock_wall_ms())) {
        write_status(fetcher, clock_wall_ms(), clock_mono_ms());
    }
}

static void run_feed(struct fetcher *fetcher, struct fetcher_source *source,
    struct workers *workers, const atomic_bool *stop)
{
    release(fetcher);
    if (fetcher->is_once || source->schedule.next_ms <= clock_mono_ms()) {
        struct arrival arrival = { .now_mono_ms = clock_mono_ms(),
            .now_wall_ms = clock_wall_ms() };
        bool done = ask(fetcher, source, workers, &arrival, stop);
        source->is_asked = true;
        source->result = done ? (struct error) { 0 } : arrival.error;
        release(fetcher); /* what was approved while it was away */
    }
}

static void run(void *context, size_t index, struct workers *workers, const atomic_bool *stop)
{
    struct fetcher *fetcher = context;
    struct fetcher_source *source = &fetcher->sources[index % fetcher->source_count];
    if (is_for_pictures(fetcher, index)) {
        const struct fetch_now now = { clock_mono_ms(), clock_wall_ms() };
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
        write_status(fetcher, clock_wall_ms(), clock_mono_ms());
        fetcher->workers = workers_create(&job, 2 * fetcher->source_count, error);
    }
    return fetcher->workers;
}

void fetcher_rest(struct fetcher *fetcher)
{
    workers_destroy(fetcher->workers);
    fetcher->workers = NULL;
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
    release(fetcher);
    workers_away(fetcher->workers);
    return true;
}
