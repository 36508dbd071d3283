#include "net/fetch/road/workers.h"

#include "base/clock.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <time.h>

/* Parsing a feed and a TLS handshake stay well below this. */
enum { STACK_BYTES = 512 * 1024, STOP_LOOK_MS = 200 };

struct worker {
    /* set once */
    struct workers *workers;
    size_t index;
    pthread_t thread;
    pthread_cond_t due;
    /* under the turn */
    int64_t until_ms; /* it sleeps until then; INT64_MIN: it is awake */
};

struct workers {
    /* set once */
    struct workers_job job;
    size_t count; /* that were started */
    atomic_bool stop;
    pthread_mutex_t turn; /* whoever runs holds it */
    atomic_size_t coming; /* they wait for it */
    /* under it */
    pthread_cond_t given_up, idle;
    struct worker list[];
};

static void take_turn(struct workers *workers)
{
    atomic_fetch_add(&workers->coming, 1);
    pthread_mutex_lock(&workers->turn);
    atomic_fetch_sub(&workers->coming, 1);
}

static int64_t due_ms(const struct workers *workers, size_t index)
{
    return workers->job.due_ms(workers->job.context, index);
}

static void sleep_until(struct workers *workers, pthread_cond_t *changed, int64_t mono_ms)
{
    if (mono_ms == INT64_MAX) {
        pthread_cond_wait(changed, &workers->turn);
    } else {
        const struct timespec until = { mono_ms / 1000, mono_ms % 1000 * 1000000 };
        pthread_cond_timedwait(changed, &workers->turn, &until);
    }
}

/* What just ran may have made others due: those alone are woken. With a source a worker, all of
 * them at each news would wake each other the day long. */
static void tell(struct workers *workers)
{
    for (size_t i = 0; i < workers->count; i++) {
        struct worker *worker = &workers->list[i];
        if (worker->until_ms != INT64_MIN && due_ms(workers, i) < worker->until_ms) {
            worker->until_ms = INT64_MIN;
            pthread_cond_signal(&worker->due);
        }
    }
    pthread_cond_broadcast(&workers->given_up);
    pthread_cond_signal(&workers->idle);
}

static void *work(void *context)
{
    struct worker *worker = context;
    struct workers *workers = worker->workers;
    take_turn(workers);
    while (!atomic_load(&workers->stop)) {
        int64_t next_ms = due_ms(workers, worker->index);
        if (next_ms > clock_mono_ms()) {
            worker->until_ms = next_ms;
            pthread_cond_broadcast(&workers->given_up);
            sleep_until(workers, &worker->due, next_ms);
            worker->until_ms = INT64_MIN;
            continue;
        }
        workers->job.run(workers->job.context, worker->index, workers, &workers->stop);
        tell(workers);
    }
    pthread_mutex_unlock(&workers->turn);
    return NULL;
}

/* Each is one that waits by the monotonic clock. */
static bool init_conditions(pthread_cond_t *const *list, size_t count)
{
    size_t made = 0;
    pthread_condattr_t attributes;
    if (pthread_condattr_init(&attributes) != 0) {
        return false;
    }
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    while (made < count && pthread_cond_init(list[made], &attributes) == 0) {
        made++;
    }
    pthread_condattr_destroy(&attributes);
    for (size_t i = 0; made < count && i < made; i++) {
        pthread_cond_destroy(list[i]);
    }
    return made == count;
}

static bool init_locks(struct workers *workers)
{
    pthread_cond_t *const list[] = { &workers->given_up, &workers->idle };
    bool done = init_conditions(list, 2);
    if (done && pthread_mutex_init(&workers->turn, NULL) != 0) {
        pthread_cond_destroy(&workers->given_up);
        pthread_cond_destroy(&workers->idle);
        done = false;
    }
    return done;
}

static bool start_one(struct workers *workers, size_t index, const pthread_attr_t *attributes)
{
    struct worker *worker = &workers->list[index];
    pthread_cond_t *due = &worker->due;
    *worker = (struct worker) { .workers = workers, .index = index, .until_ms = INT64_MIN };
    if (!init_conditions(&due, 1)) {
        return false;
    }
    if (pthread_create(&worker->thread, attributes, work, worker) != 0) {
        pthread_cond_destroy(due);
        return false;
    }
    return true;
}

/* Signals are the main thread's. Nobody runs before all are there: they wake each other. */
static bool start(struct workers *workers, size_t count)
{
    sigset_t all, before;
    pthread_attr_t attributes;
    bool done = pthread_attr_init(&attributes) == 0;
    if (!done) {
        return false;
    }
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    pthread_attr_setstacksize(&attributes, STACK_BYTES);
    pthread_mutex_lock(&workers->turn);
    for (size_t i = 0; done && i < count; i++) {
        done = start_one(workers, i, &attributes);
        workers->count += done;
    }
    pthread_mutex_unlock(&workers->turn);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    pthread_attr_destroy(&attributes);
    return done;
}

struct workers *workers_create(const struct workers_job *job, size_t count, struct error *error)
{
    struct workers *workers = calloc(1, sizeof *workers + count * sizeof *workers->list);
    if (workers) {
        workers->job = *job;
    }
    if (!workers || !init_locks(workers)) {
        free(workers);
        workers = NULL;
    } else if (!start(workers, count)) {
        workers_destroy(workers);
        workers = NULL;
    }
    if (!workers) {
        error_set(error, "the system has no thread to give");
    }
    return workers;
}

void workers_destroy(struct workers *workers)
{
    if (!workers) {
        return;
    }
    atomic_store(&workers->stop, true);
    pthread_mutex_lock(&workers->turn);
    for (size_t i = 0; i < workers->count; i++) {
        pthread_cond_signal(&workers->list[i].due);
    }
    pthread_cond_broadcast(&workers->given_up);
    pthread_mutex_unlock(&workers->turn);
    for (size_t i = 0; i < workers->count; i++) {
        pthread_join(workers->list[i].thread, NULL);
        pthread_cond_destroy(&workers->list[i].due);
    }
    pthread_cond_destroy(&workers->given_up);
    pthread_cond_destroy(&workers->idle);
    pthread_mutex_destroy(&workers->turn);
    free(workers);
}

void workers_away(struct workers *workers)
{
    tell(workers);
    pthread_mutex_unlock(&workers->turn);
}

void workers_back(struct workers *workers)
{
    take_turn(workers);
}

bool workers_let_others(struct workers *workers, int64_t until_ms)
{
    if (atomic_load(&workers->coming) == 0 || atomic_load(&workers->stop) ||
        clock_mono_ms() >= until_ms) {
        return false;
    }
    sleep_until(workers, &workers->given_up, until_ms);
    return true;
}

static bool is_done(const struct workers *workers)
{
    for (size_t i = 0; i < workers->count; i++) {
        if (due_ms(workers, i) != INT64_MAX) {
            return false;
        }
    }
    return true;
}

void workers_wait(struct workers *workers, const atomic_bool *stop)
{
    pthread_mutex_lock(&workers->turn);
    while (!is_done(workers) && !atomic_load(stop)) {
        sleep_until(workers, &workers->idle, clock_mono_ms() + STOP_LOOK_MS);
    }
    pthread_mutex_unlock(&workers->turn);
}
