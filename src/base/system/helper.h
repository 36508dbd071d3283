/* A program of ours that does one hostile thing in a sandbox: what it is given stands on its
 * standard input, what it makes comes on its standard output, and it has so much time. */
#pragma once

#include "base/error.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct helper {
    pid_t pid;
    int fd; /* its standard output */
    int64_t end_us;
    bool has_ended;          /* there is no more to read */
    bool is_late;            /* its time was over before it was done */
    const atomic_bool *stop; /* NULL, or set by the owner: ends what is being read */
};

struct helper_wish {
    const char *program;          /* "lobbycard-decode" */
    const char *const *arguments; /* of which the last one is NULL; at most 6 */
    int input;                    /* from where it stands; stays the caller's */
    int64_t max_ms;               /* for everything */
};

/* False with an error, in an administrator's words, when it cannot be started. */
bool helper_start(struct helper *helper, const struct helper_wish *wish, struct error *error);

/* Reads exactly as much of what it writes; false when it ends, its time is over or *stop is set
 * before. */
bool helper_read(struct helper *helper, void *data, size_t size);

/* Reads what there is next, at most `size`: how much; 0 at its end, or where helper_read is
 * false. */
size_t helper_read_some(struct helper *helper, void *data, size_t size);

/* How one ended. */
struct helper_end {
    int signal;     /* that killed it by itself, or 0 */
    bool has_begun; /* the system could load it */
};

/* Ends it, whether it is done or not; of one that ended itself that counts. */
struct helper_end helper_stop(struct helper *helper);

/* Whether the limit on memory that this process has, and its children so, is below that. */
bool helper_is_limited(size_t memory_bytes);
