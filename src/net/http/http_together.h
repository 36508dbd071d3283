/* A few requests at a time. Of src/net only. */
#pragma once

#include "net/http/http.h"

enum { HTTP_TOGETHER_MAX = 3 };

struct http_job {
    struct http_request request;
    struct http_response response; /* as http->get wants it; the caller finishes its body */
    struct error error;
    enum http_outcome outcome;
};

/* Makes all of them at once, at most HTTP_TOGETHER_MAX, and comes back with the last. */
void http_get_together(
    const struct http *http, struct http_job *jobs, size_t count, const atomic_bool *stop);
