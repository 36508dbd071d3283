/* This program's other commands as children: `check` and `render` say of a draft what they say
 * of a feed. Any thread. */
#pragma once

#include "base/bytes.h"
#include "base/error.h"

#include <stdint.h>

/* At most so many run at once in the whole program, and who comes then waits; set once. */
void tool_limit(int at_once);

/* The newest processors that there are. */
int tool_processors(void);

struct tool_wish {
    const char *program;          /* "lobbycard", "lobbycard-check" */
    const char *const *arguments; /* behind the name; end with NULL */
    int64_t max_ms;
    bool leaves_errors_out; /* of what it says: its standard output alone */
    bool (*is_stale)(
        void *context); /* asked before it begins and while it runs: nobody wants it now */
    void *context;
};

enum tool_outcome { TOOL_DONE, TOOL_STALE, TOOL_FAILED };

/* Appends what it wrote to its standard output and its standard error; *status is its exit
 * status. Failed with an error when it could not be started, was killed, or took too long. */
enum tool_outcome tool_run(
    const struct tool_wish *wish, struct bytes *out, int *status, struct error *error);
