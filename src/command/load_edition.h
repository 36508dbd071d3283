/* The content that a command at the desk works on. */
#pragma once

#include "command/common/command.h"
#include "edition/edition.h"

/* The files of --feed; or the newest edition of the store, where a config or a store was named;
 * or the demo's feed. NULL with an error. */
struct edition *command_load_edition(const struct invocation *invocation,
    const struct option_texts *feeds, const struct config *config, struct error *error);
