/* Where a desk keeps what it has, and what all of its threads share. */
#pragma once

#include "command/common/command.h"
#include "command/desk/core/visit.h"

struct desk_options {
    const char *listen, *data, *role;
};

/* Of the config, and what the command line says instead. Makes the folder where it is not there
 * (0700, its owner's alone). place_finish in any case. */
struct place {
    struct arena arena;
    struct config *config;
    struct desk desk;
    const char *spool; /* what is being sent to us */
    int lock_fd;       /* -1, or the lock of place_lock */
};

/* False after an error, with the exit status. */
bool place_init(
    struct place *place, const struct invocation *invocation, int *status, struct error *error);
void place_finish(struct place *place);

/* Of all desks on one data folder one alone serves it, until place_finish. */
bool place_lock(struct place *place, struct error *error);
