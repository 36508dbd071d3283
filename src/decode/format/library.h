/* Libraries that few pictures need: loaded when one does, so that the others do not pay for
 * them. Of src/decode only. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* One function of a library: its name, and where its address goes in the caller's table. */
struct library_function {
    const char *name;
    size_t offset;
};

/* Fills the table with functions of that library and of what it needs itself. It stays loaded.
 * False where it is not installed, or is one that lacks any of them. */
bool library_load(
    const char *soname, const struct library_function *functions, size_t count, void *table);
