/* The server as libmicrohttpd's callbacks see it. Private to serve_mhd*.c. */
#pragma once

#include "net/serve/serve_connections.h"
#include "net/serve/serve_pool.h"

#include <microhttpd.h>
#include <stdatomic.h>

/* What a job of a connection is at. */
enum {
    JOB_NEW,      /* its head is being read */
    JOB_OUT,      /* with the pool */
    JOB_ADMITTED, /* a body is to come */
    JOB_BODY,
    JOB_ANSWER, /* one is there */
};

struct peer {
    struct serve_connection connection;
    struct MHD_Connection *mhd;
    struct serve_job *job; /* NULL between two requests, and while the pool has it */
    int fd;
};

struct serve {
    struct serve_rules rules;
    struct MHD_Daemon *daemon;
    struct serve_pool *pool;
    struct serve_connections connections;
    struct serve_job *parked;
    size_t out_count; /* jobs that are with the pool or parked */
    int listen_fd, epoll_fd, wake_fd, port;
    struct bytes cert, key;
    struct serve_tls *tls; /* NULL where it speaks in the open */
    atomic_bool is_stopping;
};

/* Who is at the other end; NULL where memory was out when it came. */
struct peer *serve_mhd_peer(struct MHD_Connection *mhd);

/* MHD's access handler; its context is a struct serve. */
enum MHD_Result serve_mhd_request(void *context, struct MHD_Connection *mhd, const char *url,
    const char *method, const char *version, const char *data, size_t *size, void **slot);
