/* The command of `lobbycard-check`: the network and the fonts. */
#include "command/common/arguments.h"

const struct command commands[] = {
    { "check", COMMAND_CHECK, command_check },
};

const size_t command_count = sizeof commands / sizeof *commands;
