#include "command/desk/core/tries.h"

#include <arpa/inet.h>
#include <pthread.h>
#include <sodium.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

enum { WAYS = 8, SETS = 1024, ONE_S = 1000 };

struct slot {
    uint64_t key; /* 0: free */
    unsigned count;
    int64_t last_ms;
};

struct tries {
    unsigned char secret[crypto_shorthash_KEYBYTES]; /* so that nobody aims at a set */
    atomic_int queued;
    /* under the lock */
    pthread_mutex_t lock;
    struct slot slots[SETS][WAYS];
};

struct tries *tries_create(void)
{
    struct tries *tries = calloc(1, sizeof *tries);
    if (tries) {
        randombytes_buf(tries->secret, sizeof tries->secret);
        pthread_mutex_init(&tries->lock, NULL);
    }
    return tries;
}

void tries_destroy(struct tries *tries)
{
    if (tries) {
        pthread_mutex_destroy(&tries->lock);
        free(tries);
    }
}

/* Somebody with IPv6 has a /64 to choose from (RFC 6177). */
static void network_of(const char *address, unsigned char out[8])
{
    struct in6_addr six;
    struct in_addr four;
    memset(out, 0, 8);
    if (inet_pton(AF_INET6, address, &six) == 1) {
        memcpy(out, &six, 8);
    } else if (inet_pton(AF_INET, address, &four) == 1) {
        memcpy(out + 4, &four, 4);
        out[0] = 0xff;
    }
}

/* As SQLite's NOCASE compares names: ASCII alone. */
static char folded(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 'a' - 'A') : c;
}

struct keys {
    uint64_t pair, address;
};

static uint64_t key_of(
    const struct tries *tries, const unsigned char where[8], const char *name)
{
    unsigned char text[8 + 256];
    size_t size = 8;
    uint64_t key = 0;
    memcpy(text, where, 8);
    for (const char *c = name; *c && size < sizeof text; c++) {
        text[size++] = (unsigned char)folded(*c);
    }
    crypto_shorthash((unsigned char *)&key, text, size, tries->secret);
    return key | 1;
}

static struct keys keys_of(const struct tries *tries, const struct try *one)
{
    static const unsigned char known[8] = { 0xfe };
    unsigned char where[8];
    network_of(one->address, where);
    return (struct keys) { key_of(tries, one->is_known ? known : where, one->name),
        key_of(tries, where, "") };
}

static struct slot *find(struct tries *tries, uint64_t key)
{
    struct slot *set = tries->slots[(key >> 1) % SETS], *found = NULL;
    for (int i = 0; i < WAYS; i++) {
        if (set[i].key == key) {
            found = &set[i];
        }
    }
    return found;
}

/* Of a full set the one goes that has waited longest. */
static struct slot *find_or_make(struct tries *tries, uint64_t key)
{
    struct slot *found = find(tries, key), *set = tries->slots[(key >> 1) % SETS];
    if (!found) {
        found = set;
        for (int i = 1; i < WAYS; i++) {
            if (!set[i].key ? found->key != 0 : found->key && set[i].last_ms < found->last_ms) {
                found = &set[i];
            }
        }
        *found = (struct slot) { .key = key };
    }
    return found;
}

static int64_t wait_of(struct slot *slot, unsigned free, int64_t now_ms)
{
    if (now_ms - slot->last_ms > TRIES_FORGOTTEN_S * INT64_C(1000)) {
        slot->count = 0;
    }
    if (slot->count < free) {
        return 0;
    }
    unsigned doubled = slot->count - free;
    int64_t wait_s = doubled < 10 ? INT64_C(1) << doubled : TRIES_WAIT_MAX_S;
    wait_s = wait_s < TRIES_WAIT_MAX_S ? wait_s : TRIES_WAIT_MAX_S;
    int64_t left_ms = slot->last_ms + wait_s * ONE_S - now_ms;
    return left_ms > 0 ? left_ms : 0;
}

static void count(struct slot *slot, int64_t now_ms)
{
    slot->count++;
    slot->last_ms = now_ms;
}

int64_t tries_take(struct tries *tries, const struct try *one, int64_t now_ms)
{
    struct keys keys = keys_of(tries, one);
    pthread_mutex_lock(&tries->lock);
    struct slot *pair = find_or_make(tries, keys.pair);
    struct slot *address = one->is_known ? NULL : find_or_make(tries, keys.address);
    int64_t wait_ms = wait_of(pair, TRIES_FREE, now_ms);
    if (wait_ms == 0 && address) {
        wait_ms = wait_of(address, TRIES_FREE_ADDRESS, now_ms);
    }
    if (wait_ms == 0) {
        count(pair, now_ms);
    }
    if (wait_ms == 0 && address) {
        count(address, now_ms);
    }
    pthread_mutex_unlock(&tries->lock);
    return wait_ms;
}

void tries_forgive(struct tries *tries, const struct try *one)
{
    struct keys keys = keys_of(tries, one);
    pthread_mutex_lock(&tries->lock);
    struct slot *pair = find(tries, keys.pair), *address = find(tries, keys.address);
    if (pair) {
        pair->count = 0;
    }
    if (address && !one->is_known && address->count > 0) {
        address->count--;
    }
    pthread_mutex_unlock(&tries->lock);
}

bool tries_queue(struct tries *tries, bool stood_in_it)
{
    if (atomic_fetch_add(&tries->queued, 1) < TRIES_QUEUE_MAX || stood_in_it) {
        return true;
    }
    atomic_fetch_sub(&tries->queued, 1);
    return false;
}

void tries_leave_queue(struct tries *tries)
{
    atomic_fetch_sub(&tries->queued, 1);
}
