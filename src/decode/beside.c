#include "decode/beside.h"

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

/* The resampler takes no more than a page of it. */
enum { STACK_BYTES = 128 * 1024 };

static struct {
    bool is_there; /* set once, as the two below */
    pthread_mutex_t lock;
    pthread_cond_t changed;
    /* under the lock: whether it waits; what is to be done; NULL once it is */
    bool has_begun;
    void (*work)(void *half);
    void *half;
} second = { .lock = PTHREAD_MUTEX_INITIALIZER, .changed = PTHREAD_COND_INITIALIZER };

/* Until the program ends. */
static void *wait_for_work(void *context)
{
    (void)context;
    pthread_mutex_lock(&second.lock);
    second.has_begun = true;
    pthread_cond_signal(&second.changed);
    for (;;) {
        while (!second.work) {
            pthread_cond_wait(&second.changed, &second.lock);
        }
        void (*work)(void *) = second.work;
        void *half = second.half;
        pthread_mutex_unlock(&second.lock);
        work(half);
        pthread_mutex_lock(&second.lock);
        second.work = NULL;
        pthread_cond_signal(&second.changed);
    }
    return NULL;
}

void beside_begin(void)
{
    pthread_t thread;
    pthread_attr_t attributes;
    if (second.is_there || pthread_attr_init(&attributes) != 0) {
        return;
    }
    pthread_attr_setstacksize(&attributes, STACK_BYTES);
    second.is_there = pthread_create(&thread, &attributes, wait_for_work, NULL) == 0;
    pthread_attr_destroy(&attributes);
    /* A thread that begins asks the system for more than the sandbox lets it. */
    pthread_mutex_lock(&second.lock);
    while (second.is_there && !second.has_begun) {
        pthread_cond_wait(&second.changed, &second.lock);
    }
    pthread_mutex_unlock(&second.lock);
}

void beside_do(void (*work)(void *half), void *here, void *beside)
{
    if (!second.is_there) {
        work(here);
        work(beside);
        return;
    }
    pthread_mutex_lock(&second.lock);
    second.half = beside;
    second.work = work;
    pthread_cond_signal(&second.changed);
    pthread_mutex_unlock(&second.lock);
    work(here);
    pthread_mutex_lock(&second.lock);
    while (second.work) {
        pthread_cond_wait(&second.changed, &second.lock);
    }
    pthread_mutex_unlock(&second.lock);
}
