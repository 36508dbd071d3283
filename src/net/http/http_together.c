#include "net/http/http_together.h"

#include <pthread.h>

struct errand {
    const struct http *http;
    struct http_job *job;
    const atomic_bool *stop;
    pthread_t thread;
    bool has_thread;
};

static void *go(void *context)
{
    struct errand *errand = context;
    struct http_job *job = errand->job;
    job->outcome = errand->http->get(
        errand->http->context, &job->request, errand->stop, &job->response, &job->error);
    return NULL;
}

void http_get_together(
    const struct http *http, struct http_job *jobs, size_t count, const atomic_bool *stop)
{
    struct errand errands[HTTP_TOGETHER_MAX];
    if (http->together) {
        http->together(http->context, jobs, count, stop);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        errands[i] = (struct errand) { .http = http, .job = &jobs[i], .stop = stop };
    }
    /* The first one, and those that get no thread, are this thread's. */
    for (size_t i = 1; i < count; i++) {
        errands[i].has_thread = pthread_create(&errands[i].thread, NULL, go, &errands[i]) == 0;
    }
    for (size_t i = 0; i < count; i++) {
        if (errands[i].has_thread) {
            pthread_join(errands[i].thread, NULL);
        } else {
            go(&errands[i]);
        }
    }
}
