/* The command line, read and checked before anything runs. */
#pragma once

#include "base/error.h"
#include "command/command.h"

enum wish { WISH_COMMAND, WISH_HELP, WISH_VERSION };

struct arguments {
    enum wish wish;
    int (*run)(const struct invocation *invocation); /* of WISH_COMMAND */
    struct invocation invocation;                    /* texts point into argv */
    const char *clock;                               /* --clock SPEC or NULL */
    bool verbose;
};

/* False with what is wrong and what was expected. Reads no clock and no file. */
bool arguments_read(
    int argc, char *const *argv, struct arguments *arguments, struct error *error);

extern const char arguments_help[];
