/* The threads that judge and handle requests, and the queues to and from them. Private to
 * net/serve. A job moves: who has put it forgets it until serve_pool_take gives it back. */
#pragma once

#include "net/serve/serve.h"

enum serve_task { SERVE_JUDGE, SERVE_HANDLE };

struct serve_job {
    struct serve_job *next; /* in whatever list has it */
    struct serve_request request;
    struct serve_answer answer;
    enum serve_task task;
    bool is_admitted; /* what judging came to, with body_max */
    size_t body_max;
    unsigned woken;   /* how often serve_wake had been called before it was handled */
    void *connection; /* of who has put it */
    int state;        /* the same */
};

struct serve_job *serve_job_create(void);
void serve_job_destroy(struct serve_job *job);
/* What a handler left in it is given back: as before it was handled. */
void serve_job_reset(struct serve_job *job);

struct serve_pool;

/* `done` is called by its threads, after a job is where serve_pool_take finds it. */
struct serve_pool *serve_pool_create(const struct serve_handler *handler, size_t threads,
    void (*done)(void *context), void *context, struct error *error);
/* Jobs that nobody has taken are destroyed. */
void serve_pool_destroy(struct serve_pool *pool);

void serve_pool_put(struct serve_pool *pool, struct serve_job *job);
/* All that are done, the first one first; NULL for none. Never waits. */
struct serve_job *serve_pool_take(struct serve_pool *pool);

/* For serve_wake, and whether it was called since the job was begun. Any thread. */
void serve_pool_wake(struct serve_pool *pool);
bool serve_pool_has_woken(struct serve_pool *pool, const struct serve_job *job);
