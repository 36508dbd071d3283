/* The one command of `lobbycard-desk`: what listens. */
#include "command/common/command.h"

extern const struct command command_desk;

const struct command *const commands[] = { &command_desk };
const size_t command_count = 1;
