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
};

/* False after an error, with the exit status. */
bool place_init(
    struct place *place, const struct invocation *invocation, int *status, struct error *error);
void place_finish(struct place *place);
