/* Where the corpora that nobody here wrote are, and how a test skips without them. */
#pragma once

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* Writes the folder's path; false when it is not on this machine. */
static inline bool corpora_find(const char *name, char *out, size_t capacity)
{
    const char *root = getenv("LOBBYCARD_CORPORA");
    snprintf(out, capacity, "%s/%s", root ? root : TEST_ROOT "/../shared/corpora", name);
    return access(out, R_OK) == 0;
}
