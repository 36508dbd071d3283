/* The seam over libmicrohttpd: what listens. One thread reads and writes sockets (whoever calls
 * serve_run); a fixed number of others judge and handle requests, one each at a time, and may
 * wait for a disk. Limits are those of enum serve_limit below; who breaks one is refused or cut
 * off, whatever the handler does. HTTP/1.1, RFC 9110 and 9112. */
#pragma once

#include "base/error.h"
#include "net/serve/serve_request.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum serve_limit {
    SERVE_HEAD_BYTES = 32 * 1024,
    SERVE_BODY_BYTES = 2 * 1024 * 1024, /* what is larger goes to a file, not to memory */
    SERVE_CONNECTIONS = 200,            /* of one more the one that idles longest is dropped */
    SERVE_CONNECTIONS_EACH = 60,  /* of one address: an office of twenty people behind one;
                                     trusted proxies are not counted */
    SERVE_HEAD_MS = 15 * 1000,    /* until a head is there, also between two requests */
    SERVE_BODY_MS = 60 * 1000,    /* until its body is */
    SERVE_ANSWER_MS = 600 * 1000, /* until the answer was taken */
    SERVE_THREADS = 8,
};

/* What an answer is. All zero is 200 with nothing in it. */
struct serve_answer {
    int status;
    const char *type;  /* Content-Type, static or in the request's arena; NULL for none */
    struct bytes body; /* becomes the server's */
    int file;          /* its body, from its beginning, where is_file: becomes the server's */
    bool is_file;
    struct serve_pair headers[16]; /* static or in the request's arena */
    size_t header_count;
    /* Not yet: the request is handled again after serve_wake, or when so much time has passed
     * since it came (then request->is_last, and it cannot be parked any more). No thread waits
     * meanwhile. All else of the answer is then forgotten. */
    int64_t park_ms;
};

/* More than there is room for is left out, which is a mistake of the program's. Neither text
 * may have a line end: false then, and nothing is added. */
bool serve_answer_header(struct serve_answer *answer, const char *name, const char *value);

/* Who answers. Each thread has one `own`, made and ended there. */
struct serve_handler {
    void *context;
    void *(*begin)(void *context, struct error *error); /* NULL with an error: nothing serves */
    void (*end)(void *own);
    /* Once the head is there, if a body is still to come: sets how large it may be and returns
     * true, or fills the answer and returns false; then no byte of the body is read. */
    bool (*judge)(void *own, struct serve_request *request, size_t *body_max,
        struct serve_answer *answer);
    /* Once all is there. Has not been judged where it has no body. */
    void (*handle)(void *own, struct serve_request *request, struct serve_answer *answer);
};

struct serve_rules {
    const char *listen;         /* as [desk] listen */
    const char *cert, *key;     /* paths, PEM; NULL or "": no TLS */
    const char *spool;          /* a folder, for large bodies */
    const char *const *proxies; /* addresses; borrowed as long as the server lives */
    size_t proxy_count;
    struct serve_handler handler;
};

struct serve;

/* Listens at once; answers within serve_run. NULL with an error. */
struct serve *serve_create(const struct serve_rules *rules, struct error *error);

/* Not while serve_run runs. */
void serve_destroy(struct serve *serve);

/* The port it listens at. */
int serve_port(const struct serve *serve);

/* Answers until serve_stop; what is being handled then is still answered. */
void serve_run(struct serve *serve);

/* Any thread, and safe in a signal handler. */
void serve_stop(struct serve *serve);

/* Has every parked request handled again. Any thread. */
void serve_wake(struct serve *serve);
