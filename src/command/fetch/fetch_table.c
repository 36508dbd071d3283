/* The command of `lobbycard-fetch`: the network, and no display. */
#include "command/common/arguments.h"

const struct command commands[] = {
    { "fetch", COMMAND_FETCH, command_fetch },
};

const size_t command_count = sizeof commands / sizeof *commands;
