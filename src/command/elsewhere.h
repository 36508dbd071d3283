/* The commands that are programs of their own, so that what shows does not load curl (10 ms and
 * 4 MB with all that it needs) and what fetches does not load SDL. They stand beside this
 * program, or where they were installed. */
#pragma once

#include "command/common/command.h"

/* The command as it was typed, over there. Returns only when there is no such program. */
int command_fetch_elsewhere(const struct invocation *invocation);
int command_check_elsewhere(const struct invocation *invocation);

extern const char fetch_program[];
