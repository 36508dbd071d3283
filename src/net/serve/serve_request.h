/* A request as its handler sees it, and what is read from its texts: target, query, cookies,
 * who asks. Nothing here knows a library or a socket. */
#pragma once

#include "base/arena.h"
#include "base/bytes.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SERVE_PAIRS_MAX = 100, SERVE_ADDRESS_BYTES = 48 };

/* What stands in a path for an encoded slash, which parts nothing: no other control is in it.
 */
enum { SERVE_SLASH = 0x1f };

struct serve_pair {
    const char *name, *value;
};

struct serve_request {
    struct arena
        arena; /* holds all texts; the handler may use it for its own and its answer's */
    const char *method; /* "GET" where it was HEAD: the body is left out by itself */
    const char *path;   /* decoded (SERVE_SLASH), well-formed UTF-8: begins with /, no //, no
                           /./ or /../ */
    struct serve_pair queries[SERVE_PAIRS_MAX]; /* decoded */
    size_t query_count;
    struct serve_pair headers[SERVE_PAIRS_MAX]; /* as sent, without blanks around them */
    size_t header_count;
    char address[SERVE_ADDRESS_BYTES]; /* who asks, as a trusted proxy tells it, or the peer */
    bool is_proxied;                   /* the peer is a trusted proxy */
    bool is_secure;                    /* TLS, or https as a trusted proxy tells it */
    bool has_body;                     /* one is, or was, to come */
    struct bytes body;                 /* whole; empty where it went to a file */
    int body_file;                     /* -1, or one without a name that holds the body */
    size_t body_size;
    bool is_body_lost; /* it could not be kept: the disk is full, most likely */
    unsigned parked;   /* how often it was parked */
    bool is_last;      /* handled for the last time: it cannot be parked again */
    int64_t came_ms;   /* monotonic */
};

void serve_request_init(struct serve_request *request);
void serve_request_finish(struct serve_request *request);

/* Reads "/path?query" as it stands in the request's first line. False where it is no path that
 * a handler should see: not well-formed UTF-8 after decoding, U+0000 or controls, a segment .
 * or .. in whatever spelling, a backslash, too many queries. */
bool serve_request_target(struct serve_request *request, const char *target);

/* Takes copies; false when memory is out or there are too many. */
bool serve_request_header(struct serve_request *request, const char *name, const char *value);

/* Who asks, of a peer (text) that may be one of the proxies: then the last address in
 * X-Forwarded-For that is none of them, and X-Forwarded-Proto. After the headers. */
void serve_request_from(struct serve_request *request, const char *peer,
    const char *const *proxies, size_t proxy_count);

/* NULL where there is none. Of several headers of that name the first one; name in any case. */
const char *serve_header(const struct serve_request *request, const char *name);
const char *serve_query(const struct serve_request *request, const char *name);

/* Writes the cookie's value; false where there is none or it does not fit. */
bool serve_cookie(
    const struct serve_request *request, const char *name, char *out, size_t capacity);

/* Whether the address is in the list, however either is spelled. */
bool serve_address_is_in(const char *address, const char *const *list, size_t count);
