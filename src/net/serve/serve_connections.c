#include "net/serve/serve_connections.h"

#include "net/serve/serve.h"

#include <string.h>

/* An answer that is not taken by then may be cut off for the sake of others. */
enum { SLOW_ANSWER_MS = 20 * 1000 };

static const int64_t allowed_ms[] = { [SERVE_AT_HEAD] = SERVE_HEAD_MS,
    [SERVE_AT_BODY] = SERVE_BODY_MS,
    [SERVE_AT_WORK] = 0,
    [SERVE_AT_ANSWER] = SERVE_ANSWER_MS };

void serve_connections_add(struct serve_connections *all, struct serve_connection *connection)
{
    connection->next = all->first;
    connection->link = &all->first;
    if (all->first) {
        all->first->link = &connection->next;
    }
    all->first = connection;
    all->count++;
}

void serve_connections_remove(
    struct serve_connections *all, struct serve_connection *connection)
{
    serve_connections_let_go(all, connection);
    *connection->link = connection->next;
    if (connection->next) {
        connection->next->link = connection->link;
    }
}

void serve_connections_let_go(
    struct serve_connections *all, struct serve_connection *connection)
{
    if (!connection->is_gone) {
        connection->is_gone = true;
        all->count--;
    }
}

void serve_connection_enter(
    struct serve_connection *connection, enum serve_phase phase, int64_t now_ms)
{
    connection->phase = phase;
    connection->since_ms = now_ms;
}

static size_t count_of(const struct serve_connections *all, const char *peer)
{
    size_t count = 0;
    for (const struct serve_connection *one = all->first; one; one = one->next) {
        count += !one->is_gone && strcmp(one->peer, peer) == 0;
    }
    return count;
}

/* Of all, or of an address that is not NULL. */
static struct serve_connection *oldest(
    const struct serve_connections *all, const char *peer, enum serve_phase phase)
{
    struct serve_connection *found = NULL;
    for (struct serve_connection *one = all->first; one; one = one->next) {
        if (!one->is_gone && one->phase == phase && (!peer || strcmp(one->peer, peer) == 0) &&
            (!found || one->since_ms < found->since_ms)) {
            found = one;
        }
    }
    return found;
}

bool serve_connections_admit(const struct serve_connections *all, const char *peer,
    bool is_exempt, int64_t now_ms, struct serve_connection **victim)
{
    bool is_its_own = !is_exempt && count_of(all, peer) >= SERVE_CONNECTIONS_EACH;
    *victim = NULL;
    if (!is_its_own && all->count < SERVE_CONNECTIONS) {
        return true;
    }
    const char *whose = is_its_own ? peer : NULL;
    *victim = oldest(all, whose, SERVE_AT_HEAD);
    if (!*victim) {
        struct serve_connection *slow = oldest(all, whose, SERVE_AT_ANSWER);
        *victim = slow && slow->since_ms + SLOW_ANSWER_MS < now_ms ? slow : NULL;
    }
    return *victim;
}

struct serve_connection *serve_connections_late(
    const struct serve_connections *all, int64_t now_ms, int64_t *next_ms)
{
    *next_ms = INT64_MAX;
    for (struct serve_connection *one = all->first; one; one = one->next) {
        if (one->is_gone || allowed_ms[one->phase] == 0) {
            continue;
        }
        int64_t end_ms = one->since_ms + allowed_ms[one->phase];
        if (end_ms <= now_ms) {
            return one;
        }
        *next_ms = end_ms < *next_ms ? end_ms : *next_ms;
    }
    return NULL;
}
