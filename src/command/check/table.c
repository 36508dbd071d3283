/* The commands of `lobbycard-check`, which has the network and the fonts: those of the desk. */
#include "command/common/command.h"

extern const struct command command_check, command_adapt;

const struct command *const commands[] = { &command_check, &command_adapt };
const size_t command_count = sizeof commands / sizeof *commands;
