/* The picture decoder, a program of its own (decode/wire.h says what passes), as a child. */
#pragma once

#include "base/error.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct decoder {
    pid_t pid;
    int fd; /* its standard output */
    int64_t end_us;
    bool has_ended;          /* there is no more to read */
    bool is_late;            /* its time was over before it was done */
    const atomic_bool *stop; /* NULL, or set by the owner: ends what is being read */
};

/* Starts it on the file with those arguments, of which the last one is NULL. It has as long as
 * max_ms for everything. False with an error when it cannot be started. */
bool decoder_start(struct decoder *decoder, const char *path, const char *const *arguments,
    int64_t max_ms, struct error *error);

/* The same on a file that is open, from where that stands; it stays the caller's. */
bool decoder_start_on(struct decoder *decoder, int input, const char *const *arguments,
    int64_t max_ms, struct error *error);

/* Reads exactly as much of what it writes; false when it ends, its time is over or *stop is set
 * before. */
bool decoder_read(struct decoder *decoder, void *data, size_t size);

/* Ends it, whether it is done or not. */
void decoder_stop(struct decoder *decoder);

/* The same of one that did not answer, or nonsense: says why, as far as how it ended tells.
 * Always false. */
bool decoder_give_up(struct decoder *decoder, struct error *error);
