/* The command line, read and checked before anything runs. */
#pragma once

#include "base/error.h"
#include "command/common/command.h"

enum {
    COMMAND_PLAY = 1,
    COMMAND_FETCH = 2,
    COMMAND_RENDER = 4,
    COMMAND_CHECK = 8,
    COMMAND_STATUS = 16,
    COMMAND_PROGRAMME = 32,
    COMMAND_APPROVE = 64,
    COMMAND_ALL = 127,
};

struct command {
    const char *name;
    unsigned bit;
    int (*run)(const struct invocation *invocation);
};

/* The commands of this program: table.c for `lobbycard`, fetch_table.c and
 * check_table.c for those that are programs of their own. */
extern const struct command commands[];
extern const size_t command_count;

enum arguments_wish { WISH_COMMAND, WISH_HELP, WISH_VERSION };

struct arguments {
    enum arguments_wish wish;
    int (*run)(const struct invocation *invocation); /* of WISH_COMMAND */
    struct invocation invocation;                    /* texts point into argv */
    const char *clock;                               /* --clock SPEC or NULL */
    bool verbose;
};

/* False with what is wrong and what was expected. Reads no clock and no file. */
bool arguments_read(
    int argc, char *const *argv, struct arguments *arguments, struct error *error);

extern const char arguments_help[];
