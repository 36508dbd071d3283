/* What is done from the command line: `lobbycard desk add NAME` and the like. Whoever can do it
 * may read the desk's data, so that no password is asked. */
#pragma once

#include "command/common/command.h"
#include "command/desk/core/visit.h"

/* For --help; the last has no name. */
extern const struct command_word console_words[];

/* False with an error, or after one was said; *status is the exit status. */
bool console_run(const struct desk *desk, const struct invocation *invocation, int *status,
    struct error *error);
