#include "net/fetch/workers.h"

#include "base/clock.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <time.h>

/* Parsing a feed and a TLS handshake stay well below this. */
enum { STACK_BYTES = 512 * 1024, STOP_LOOK_MS = 200 };

struct worker {
    struct workers *workers;
    size_t index;
    pthread_t thread;
};

struct workers {
    /* set once */
    struct workers_job job;
    size_t count; /* that were started */
    atomic_bool stop;
    pthread_mutex_t turn; /* whoever runs holds it */
    /* under it */
    pthread_cond_t changed;
    struct worker list[];
};

static int64_t due_ms(const struct workers *workers, size_t index)
{
    return workers->job.due_ms(workers->job.context, index);
}

static void sleep_until(struct workers *workers, int64_t mono_ms)
{
    if (mono_ms == INT64_MAX) {
        pthread_cond_wait(&workers->changed, &workers->turn);
    } else {
        const struct timespec until = { mono_ms / 1000, mono_ms % 1000 * 1000000 };
        pthread_cond_timedwait(&workers->changed, &workers->turn, &until);
    }
}

static void *work(void *context)
{
    struct worker *worker = context;
    struct workers *workers = worker->workers;
    pthread_mutex_lock(&workers->turn);
    while (!atomic_load(&workers->stop)) {
        int64_t next_ms = due_ms(workers, worker->index);
        if (next_ms > clock_mono_ms()) {
            sleep_until(workers, next_ms);
            continue;
        }
        workers->job.run(workers->job.context, worker->index, workers, &workers->stop);
        pthread_cond_broadcast(&workers->changed);
    }
    pthread_mutex_unlock(&workers->turn);
    return NULL;
}

static bool init_locks(struct workers *workers)
{
    pthread_condattr_t attributes;
    if (pthread_condattr_init(&attributes) != 0) {
        return false;
    }
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    bool done = pthread_cond_init(&workers->changed, &attributes) == 0;
    pthread_condattr_destroy(&attributes);
    if (done && pthread_mutex_init(&workers->turn, NULL) != 0) {
        pthread_cond_destroy(&workers->changed);
        done = false;
    }
    return done;
}

/* Signals are the main thread's. */
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
    for (size_t i = 0; done && i < count; i++) {
        struct worker *worker = &workers->list[i];
        *worker = (struct worker) { .workers = workers, .index = i };
        done = pthread_create(&worker->thread, &attributes, work, worker) == 0;
        workers->count += done;
    }
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
    pthread_cond_broadcast(&workers->changed);
    pthread_mutex_unlock(&workers->turn);
    for (size_t i = 0; i < workers->count; i++) {
        pthread_join(workers->list[i].thread, NULL);
    }
    pthread_cond_destroy(&workers->changed);
    pthread_mutex_destroy(&workers->turn);
    free(workers);
}

void workers_away(struct workers *workers)
{
    pthread_cond_broadcast(&workers->changed); /* one may have made another due */
    pthread_mutex_unlock(&workers->turn);
}

void workers_back(struct workers *workers)
{
    pthread_mutex_lock(&workers->turn);
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
        sleep_until(workers, clock_mono_ms() + STOP_LOOK_MS);
    }
    pthread_mutex_unlock(&workers->turn);
}
