/* The commands that are programs of their own, so that what shows does not load curl (10 ms and
 * 4 MB with all that it needs) and what fetches does not load SDL. They stand beside this
 * program, or where they were installed. */
#pragma once

#include "command/common/command.h"

/* The command as it was typed is run over there, by exec. */
extern const struct command command_fetch_elsewhere, command_check_elsewhere,
    command_adapt_elsewhere, command_desk_elsewhere;

extern const char fetch_program[];
