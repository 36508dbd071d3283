/* The command line, read and checked before anything runs. */
#pragma once

#include "base/error.h"
#include "command/common/command.h"

enum arguments_wish { WISH_COMMAND, WISH_HELP, WISH_VERSION };

struct arguments {
    enum arguments_wish wish;
    const struct command *command; /* NULL where the wish is about none */
    struct invocation invocation;  /* texts point into argv */
    /* What --help and --version set. */
    bool wants_help, wants_version;
};

/* False with what is wrong and what was expected. Reads no clock and no file. arguments_finish
 * in any case. */
bool arguments_read(char *const *argv, struct arguments *arguments, struct error *error);
void arguments_finish(struct arguments *arguments);

/* The usage of all commands, of the one that is named, or of its word. */
void arguments_print_help(const struct arguments *arguments);
