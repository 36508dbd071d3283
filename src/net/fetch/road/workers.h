/* A thread for each of several things that wait for others, so that none holds up the rest.
 * They share everything and need no locks of their own, because only one of them runs at a
 * time: the others wait for the network or a decoder (between workers_away and workers_back),
 * or for their next turn. */
#pragma once

#include "base/error.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct workers;

/* Called with nobody else running. `index` counts the workers from 0. */
struct workers_job {
    void *context;
    int64_t (*due_ms)(void *context, size_t index); /* monotonic; INT64_MAX: never */
    /* Does what is due. Must move due_ms on, and come back soon once *stop is set. */
    void (*run)(void *context, size_t index, struct workers *workers, const atomic_bool *stop);
};

/* Starts them. NULL when the system has no thread to give. */
struct workers *workers_create(
    const struct workers_job *job, size_t count, struct error *error);

/* Sets *stop and waits for them. */
void workers_destroy(struct workers *workers);

/* Inside run: what is between the two takes long and touches nothing that is shared. The owner
 * takes a turn of its own the other way round. */
void workers_away(struct workers *workers);
void workers_back(struct workers *workers);

/* Inside run: lets one of those that wait for their turn have theirs, and says whether anybody
 * did; not behind until_ms (monotonic), nor once they are to stop. Like away, it touches
 * nothing meanwhile. */
bool workers_let_others(struct workers *workers, int64_t until_ms);

/* Waits until nothing will ever be due, or *stop is set. From outside. */
void workers_wait(struct workers *workers, const atomic_bool *stop);
