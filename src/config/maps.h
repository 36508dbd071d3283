/* The sections [map NAME], whose keys are members of an item. Private to load.c and loading.c.
 */
#pragma once

#include "config/loading.h"

/* Whether the section is one: "map NAME". */
bool maps_is_section(const char *name);

/* Begins it, and takes a key of it. */
bool maps_begin(struct loading *loading, const char *name, int line, struct error *error);
bool maps_take_pair(
    struct loading *loading, const char *name, const char *value, struct error *error);

/* Whether every source that names one has it, and needs it. */
bool maps_check(const struct loading *loading, const char *path, struct error *error);
