/* A web server on 127.0.0.1 that answers from a table, badly where a test wants that. One
 * connection at a time, in a thread of its own. */
#pragma once

#include <arpa/inet.h>
#include <poll.h>
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum loopback_manner {
    LOOPBACK_SEND,    /* the text, then close */
    LOOPBACK_DRIP,    /* a byte every 50 ms */
    LOOPBACK_HANG,    /* the text, then nothing until the client leaves */
    LOOPBACK_RESET,   /* the text, then a reset */
    LOOPBACK_ENDLESS, /* the text, then `more` for ever */
};

struct loopback_answer {
    const char *path; /* of the request, or an absolute URL where it comes through a proxy */
    const char *text; /* head and body as they go over the wire */
    enum loopback_manner manner;
    const char *more;
    size_t size; /* 0: strlen(text) */
};

struct loopback_server {
    /* set once */
    const struct loopback_answer *answers; /* ends with a path of NULL */
    int fd, port;
    pthread_t thread;
    /* under the lock */
    pthread_mutex_t lock;
    int requests;
    char newest[4096]; /* request, as it came */
};

/* Whether the client is still there after waiting. */
static inline bool loopback_wait(int client, int ms)
{
    char byte;
    struct pollfd poll_fd = { .fd = client, .events = POLLIN };
    return poll(&poll_fd, 1, ms) == 0 || recv(client, &byte, 1, 0) > 0;
}

static inline bool loopback_send(int client, const char *data, size_t size)
{
    while (size > 0) {
        ssize_t sent = send(client, data, size, MSG_NOSIGNAL);
        if (sent <= 0) {
            return false;
        }
        data += sent;
        size -= (size_t)sent;
    }
    return true;
}

static inline void loopback_answer_with(int client, const struct loopback_answer *answer)
{
    size_t size = answer->size ? answer->size : strlen(answer->text);
    switch (answer->manner) {
    case LOOPBACK_SEND:
        loopback_send(client, answer->text, size);
        break;
    case LOOPBACK_DRIP:
        for (size_t i = 0; i < size && loopback_send(client, answer->text + i, 1); i++) {
            loopback_wait(client, 50);
        }
        break;
    case LOOPBACK_HANG:
        loopback_send(client, answer->text, size);
        while (loopback_wait(client, 100)) {
        }
        break;
    case LOOPBACK_RESET:
        loopback_send(client, answer->text, size);
        setsockopt(client, SOL_SOCKET, SO_LINGER, &(struct linger) { .l_onoff = 1 },
            sizeof(struct linger));
        break;
    case LOOPBACK_ENDLESS:
        loopback_send(client, answer->text, size);
        while (loopback_send(client, answer->more, strlen(answer->more))) {
        }
        break;
    }
}

static inline void loopback_serve(struct loopback_server *server, int client)
{
    char request[4096] = { 0 }, path[1024] = { 0 };
    size_t size = 0;
    while (size < sizeof request - 1 && !strstr(request, "\r\n\r\n")) {
        ssize_t got = recv(client, request + size, sizeof request - 1 - size, 0);
        if (got <= 0) {
            return;
        }
        size += (size_t)got;
    }
    pthread_mutex_lock(&server->lock);
    server->requests++;
    memcpy(server->newest, request, sizeof request);
    pthread_mutex_unlock(&server->lock);
    if (sscanf(request, "GET %1023s", path) == 1) {
        for (const struct loopback_answer *at = server->answers; at->path; at++) {
            if (strcmp(at->path, path) == 0) {
                loopback_answer_with(client, at);
            }
        }
    }
}

static inline void *loopback_run(void *context)
{
    struct loopback_server *server = context;
    int client;
    while ((client = accept(server->fd, NULL, NULL)) >= 0) {
        loopback_serve(server, client);
        close(client);
    }
    return NULL;
}

/* Aborts the test where there is no such address. */
static inline struct loopback_server *loopback_server_create_at(
    const struct loopback_answer *answers, const struct sockaddr *address, socklen_t length)
{
    struct loopback_server *server = calloc(1, sizeof *server);
    struct sockaddr_in6 bound = { 0 };
    socklen_t room = sizeof bound;
    server->answers = answers;
    server->fd = socket(address->sa_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    pthread_mutex_init(&server->lock, NULL);
    if (bind(server->fd, address, length) < 0 || listen(server->fd, 8) < 0 ||
        getsockname(server->fd, (struct sockaddr *)&bound, &room) < 0 ||
        pthread_create(&server->thread, NULL, loopback_run, server) != 0) {
        abort();
    }
    server->port = ntohs(bound.sin6_port); /* where an IPv4 one has it, too */
    return server;
}

static inline struct loopback_server *loopback_server_create(
    const struct loopback_answer *answers)
{
    const struct sockaddr_in own = { .sin_family = AF_INET,
        .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    return loopback_server_create_at(
        answers, (const struct sockaddr *)(const void *)&own, sizeof own);
}

/* At all of this machine's addresses, of IPv6 as well where it has that. */
static inline struct loopback_server *loopback_server_create_everywhere(
    const struct loopback_answer *answers)
{
    const struct sockaddr_in6 six = { .sin6_family = AF_INET6 };
    const struct sockaddr_in four = { .sin_family = AF_INET };
    int fd = socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0);
    bool has_six =
        fd >= 0 && bind(fd, (const struct sockaddr *)(const void *)&six, sizeof six) == 0;
    if (fd >= 0) {
        close(fd);
    }
    return has_six ? loopback_server_create_at(
                         answers, (const struct sockaddr *)(const void *)&six, sizeof six)
                   : loopback_server_create_at(
                         answers, (const struct sockaddr *)(const void *)&four, sizeof four);
}

static inline void loopback_server_destroy(struct loopback_server *server)
{
    shutdown(server->fd, SHUT_RDWR);
    pthread_join(server->thread, NULL);
    close(server->fd);
    pthread_mutex_destroy(&server->lock);
    free(server);
}

static inline int loopback_server_requests(struct loopback_server *server)
{
    pthread_mutex_lock(&server->lock);
    int requests = server->requests;
    pthread_mutex_unlock(&server->lock);
    return requests;
}

static inline void loopback_server_newest(struct loopback_server *server, char out[4096])
{
    pthread_mutex_lock(&server->lock);
    memcpy(out, server->newest, sizeof server->newest);
    pthread_mutex_unlock(&server->lock);
}
