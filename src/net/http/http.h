/* The HTTP seam: what fetching needs to know of HTTP, with curl behind it
 * (net/http/http_curl.c) and a fake one in tests. */
#pragma once

#include "base/bytes.h"
#include "base/error.h"
#include "net/http/http_login.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

enum { HTTP_POST_TYPE_MAX_BYTES = 120 };

enum http_outcome {
    HTTP_FRESH,     /* use the body */
    HTTP_UNCHANGED, /* keep what we have */
    HTTP_LATER,     /* back off and ask again */
    HTTP_REFUSED,   /* asking again will not help until the config or the server changes */
};

/* The beginning of a body whose transfer broke off, for another try to go on behind it. */
struct http_part {
    struct bytes body;   /* empty: there is none */
    char validator[256]; /* strong ETag or date of the whole */
};

struct http_request {
    const char *url;
    const char *etag, *last_modified; /* of the bytes we hold, or empty */
    const char *post;      /* the body of a POST, which has no validators; NULL: GET */
    const char *post_type; /* its media type, or empty */
    struct http_login login;
    const char *proxy;   /* or empty: none, whatever the environment says */
    const char *ca_file; /* authorities in PEM, or empty or NULL: the system's */
    bool allow_http;     /* plain http to hosts that are not loopback */
    /* The feed whose picture it is; NULL: it is the feed's own, or its signature. The feed's
     * host alone may have an address that is not public: any other's is looked at once its name
     * is known, redirects' too; behind a proxy, only where it is written as an address. For the
     * feed and its signature ca_file alone speaks, for pictures of other hosts the system's
     * authorities as well. Beside a feed from a file, a file outside of its folder is not read.
     */
    const char *feed_url;
    int64_t connect_timeout_ms, total_timeout_ms;
    int64_t max_bytes; /* counted after decompression */
    /* Where the body may come in several tries: what the last one left, and where this one
     * leaves what it got in vain. The asker finishes its body. Or NULL. */
    struct http_part *part;
};

struct http_response {
    struct bytes body;                 /* of HTTP_FRESH */
    char etag[256], last_modified[64]; /* printable ASCII or empty, */
    char content_type[120];            /* as well */
    /* The date is not before the answer's own: it may change once more, and neither the date
     * nor an ETag, which nginx and others make of date and size, would tell. */
    bool is_too_new;
    int64_t retry_after_ms; /* 0 unless the server said so */
    int64_t took_ms;        /* from the call to its end; also where it failed */
    long status;            /* 0 when there was no answer, and for file: */
    char final_host[256];   /* after redirects; empty for file: */
};

struct http_job;

struct http {
    void *context;
    /* Blocks, for at most total_timeout_ms. `response` comes in zeroed with its body
     * initialised; the caller finishes the body with bytes_finish. The error says in an
     * administrator's words what went wrong. Returns early (HTTP_LATER) once *stop is set. */
    enum http_outcome (*get)(void *context, const struct http_request *request,
        const atomic_bool *stop, struct http_response *response, struct error *error);
    /* Where several at a time need something around them (http_together.h); or NULL. */
    void (*together)(
        void *context, struct http_job *jobs, size_t count, const atomic_bool *stop);
};

struct http_curl;

/* Any thread may ask, several at a time. Nothing of curl is kept in memory between two requests
 * but what its libraries hold for the process, and that only after the first one that needed
 * them.
 */
struct http_curl *http_curl_create(struct error *error);
void http_curl_destroy(struct http_curl *curl);
struct http http_curl_seam(struct http_curl *curl);
