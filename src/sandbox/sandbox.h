/* What a hostile document or picture could reach from the program that reads it: nothing. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

struct sandbox_limits {
    size_t memory_bytes; /* of its whole address space, libraries and all */
    unsigned cpu_seconds;
};

/* From here on the process, with all of its threads, may read its standard input, write its
 * standard output, take memory up to a limit, compute for so many seconds and leave. What
 * libraries ask for and can do without (files, the time zone, how many processors there are) is
 * denied; anything else kills it. Under a sanitizer, which needs more, only the limit of time
 * holds. NULL, or why the machine cannot hold it to that and what to do: static text. */
const char *sandbox_enter(const struct sandbox_limits *limits);

/* Whether somebody else's limit leaves it less memory than its own one would; once it has
 * entered. */
bool sandbox_is_tight(void);
