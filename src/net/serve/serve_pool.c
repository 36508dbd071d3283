#include "net/serve/serve_pool.h"

#include "base/clock.h"
#include "base/translated.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct queue {
    struct serve_job *first, **last;
};

struct worker {
    struct serve_pool *pool;
    pthread_t thread;
    void *own;
};

struct serve_pool {
    /* set once */
    struct serve_handler handler;
    void (*done)(void *context);
    void *context;
    struct worker workers[SERVE_THREADS];
    size_t worker_count;
    atomic_uint woken;
    /* under the lock */
    pthread_mutex_t lock;
    pthread_cond_t has_work;
    struct queue waiting, finished;
    bool is_ending;
};

struct serve_job *serve_job_create(void)
{
    struct serve_job *job = calloc(1, sizeof *job);
    if (job) {
        serve_request_init(&job->request);
        job->request.came_ms = clock_mono_ms();
    }
    return job;
}

void serve_job_reset(struct serve_job *job)
{
    if (job->answer.is_file) {
        close(job->answer.file);
    }
    bytes_finish(&job->answer.body);
    job->answer = (struct serve_answer) { 0 };
}

void serve_job_destroy(struct serve_job *job)
{
    if (job) {
        serve_job_reset(job);
        serve_request_finish(&job->request);
        free(job);
    }
}

bool serve_answer_header(struct serve_answer *answer, const char *name, const char *value)
{
    size_t most = sizeof answer->headers / sizeof *answer->headers;
    if (answer->header_count == most || strpbrk(name, "\r\n") || strpbrk(value, "\r\n")) {
        return false;
    }
    answer->headers[answer->header_count++] = (struct serve_pair) { name, value };
    return true;
}

static void push(struct queue *queue, struct serve_job *job)
{
    job->next = NULL;
    *queue->last = job;
    queue->last = &job->next;
}

static struct serve_job *pop_all(struct queue *queue)
{
    struct serve_job *first = queue->first;
    queue->first = NULL;
    queue->last = &queue->first;
    return first;
}

static struct serve_job *pop(struct queue *queue)
{
    struct serve_job *job = queue->first;
    queue->first = job->next;
    if (!queue->first) {
        queue->last = &queue->first;
    }
    return job;
}

static void work(struct serve_pool *pool, void *own, struct serve_job *job)
{
    const struct serve_handler *handler = &pool->handler;
    job->woken = atomic_load(&pool->woken);
    if (job->task == SERVE_JUDGE) {
        job->is_admitted = handler->judge(own, &job->request, &job->body_max, &job->answer);
    } else {
        handler->handle(own, &job->request, &job->answer);
    }
}

static void *run(void *context)
{
    struct worker *worker = context;
    struct serve_pool *pool = worker->pool;
    pthread_mutex_lock(&pool->lock);
    for (;;) {
        while (!pool->waiting.first && !pool->is_ending) {
            pthread_cond_wait(&pool->has_work, &pool->lock);
        }
        if (!pool->waiting.first) {
            break;
        }
        struct serve_job *job = pop(&pool->waiting);
        pthread_mutex_unlock(&pool->lock);
        work(pool, worker->own, job);
        pthread_mutex_lock(&pool->lock);
        push(&pool->finished, job);
        pool->done(pool->context);
    }
    pthread_mutex_unlock(&pool->lock);
    return NULL;
}

/* Its `own` is made here, so that what cannot be made is told before anything is served. */
static bool start(struct serve_pool *pool, struct error *error)
{
    struct worker *worker = &pool->workers[pool->worker_count];
    worker->pool = pool;
    worker->own = pool->handler.begin(pool->handler.context, error);
    if (!worker->own) {
        return false;
    }
    int status = pthread_create(&worker->thread, NULL, run, worker);
    if (status != 0) {
        pool->handler.end(worker->own);
        return error_set(error, "thread: %s", translated_errno(status));
    }
    pool->worker_count++;
    return true;
}

struct serve_pool *serve_pool_create(const struct serve_handler *handler, size_t threads,
    void (*done)(void *context), void *context, struct error *error)
{
    struct serve_pool *pool = calloc(1, sizeof *pool);
    if (!pool) {
        error_set(error, "out of memory");
        return NULL;
    }
    pool->handler = *handler;
    pool->done = done;
    pool->context = context;
    pool->waiting.last = &pool->waiting.first;
    pool->finished.last = &pool->finished.first;
    pthread_mutex_init(&pool->lock, NULL);
    pthread_cond_init(&pool->has_work, NULL);
    sigset_t all, before; /* signals are the main thread's */
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    bool started = true;
    for (size_t i = 0; started && i < threads && i < SERVE_THREADS; i++) {
        started = start(pool, error);
    }
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (!started) {
        serve_pool_destroy(pool);
        return NULL;
    }
    return pool;
}

static void destroy_all(struct serve_job *job)
{
    while (job) {
        struct serve_job *next = job->next;
        serve_job_destroy(job);
        job = next;
    }
}

void serve_pool_destroy(struct serve_pool *pool)
{
    if (!pool) {
        return;
    }
    pthread_mutex_lock(&pool->lock);
    pool->is_ending = true;
    pthread_cond_broadcast(&pool->has_work);
    pthread_mutex_unlock(&pool->lock);
    for (size_t i = 0; i < pool->worker_count; i++) {
        pthread_join(pool->workers[i].thread, NULL);
        pool->handler.end(pool->workers[i].own);
    }
    destroy_all(pop_all(&pool->waiting));
    destroy_all(pop_all(&pool->finished));
    pthread_cond_destroy(&pool->has_work);
    pthread_mutex_destroy(&pool->lock);
    free(pool);
}

void serve_pool_put(struct serve_pool *pool, struct serve_job *job)
{
    pthread_mutex_lock(&pool->lock);
    push(&pool->waiting, job);
    pthread_cond_signal(&pool->has_work);
    pthread_mutex_unlock(&pool->lock);
}

struct serve_job *serve_pool_take(struct serve_pool *pool)
{
    pthread_mutex_lock(&pool->lock);
    struct serve_job *first = pop_all(&pool->finished);
    pthread_mutex_unlock(&pool->lock);
    return first;
}

void serve_pool_wake(struct serve_pool *pool)
{
    atomic_fetch_add(&pool->woken, 1);
}

bool serve_pool_has_woken(struct serve_pool *pool, const struct serve_job *job)
{
    return atomic_load(&pool->woken) != job->woken;
}
