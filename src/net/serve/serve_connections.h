/* Who is connected, what each is at and since when: who must go, and when to look again. Knows
 * no socket; one thread. Private to net/serve. */
#pragma once

#include "net/serve/serve_request.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum serve_phase {
    SERVE_AT_HEAD, /* the next request's head is not there yet: idle */
    SERVE_AT_BODY,
    SERVE_AT_WORK, /* it waits for us */
    SERVE_AT_ANSWER,
};

struct serve_connection {
    struct serve_connection *next, **link;
    char peer[SERVE_ADDRESS_BYTES];
    bool is_exempt; /* a proxy: not counted by its address */
    bool is_gone;   /* was told to go, and is not counted any more */
    enum serve_phase phase;
    int64_t since_ms;
    void *handle; /* of who owns it */
};

struct serve_connections {
    struct serve_connection *first;
    size_t count; /* of those that are not gone */
};

void serve_connections_add(struct serve_connections *all, struct serve_connection *connection);
void serve_connections_remove(
    struct serve_connections *all, struct serve_connection *connection);
void serve_connection_enter(
    struct serve_connection *connection, enum serve_phase phase, int64_t now_ms);

/* Whether one more of that address may come. *victim, where not NULL then, has to go for it:
 * the one that idles longest, else whose answer is taken most slowly; of an address that has
 * its share, one of its own. */
bool serve_connections_admit(const struct serve_connections *all, const char *peer,
    bool is_exempt, int64_t now_ms, struct serve_connection **victim);

/* One whose time is over, or NULL; *next_ms is then when to look again (INT64_MAX: never). */
struct serve_connection *serve_connections_late(
    const struct serve_connections *all, int64_t now_ms, int64_t *next_ms);

/* It is not counted from now on. */
void serve_connections_let_go(
    struct serve_connections *all, struct serve_connection *connection);
