/* How often somebody may try a password: by who is meant and from where (the growing wait of
 * one pair), and by where alone, whoever is meant. Nobody is locked out: whoever comes from
 * another address, or from a browser that was let in before (the mark), is judged apart. Of
 * bounded size, in memory; any thread. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

enum {
    TRIES_FREE = 5,          /* of one name from one address; then 1 s, 2 s, 4 s ... */
    TRIES_FREE_ADDRESS = 20, /* of one address (of IPv6: the /64) */
    TRIES_WAIT_MAX_S = 15 * 60,
    TRIES_FORGOTTEN_S = 60 * 60,
    TRIES_QUEUE_MAX = 32,
};

struct tries;

struct tries *tries_create(void);
void tries_destroy(struct tries *tries);

struct
try {
    const char *name, *address;
    bool is_known; /* the browser has the mark that this name was let in there before */
};

/* 0: it may be tried now, and is counted as one that failed; else how long it has to wait, and
 * nothing is counted. now_ms is monotonic. */
int64_t tries_take(struct tries *tries, const struct try *one, int64_t now_ms);

/* The line of those who wait until a password may be looked at: false where it is full, unless
 * for who stood in it just now. */
bool tries_queue(struct tries *tries, bool stood_in_it);
void tries_leave_queue(struct tries *tries);

/* The password was right: what was counted for this name there is forgotten. */
void tries_forgive(struct tries *tries, const struct try *one);
