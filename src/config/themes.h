/* The themes that a config asks for: its own, and those of certain hours. */
#pragma once

#include "config/theme.h"

/* The first is [theme] name with what the config changes of it, the others are those of by_hour
 * in their order. Plain data. */
struct themes {
    struct theme list[1 + BY_HOUR_MAX];
    size_t count;
};

/* False with one line: the file and the line of the theme or of the config, what is wrong, and
 * what would do instead. */
bool themes_load(struct themes *themes, const char *data_dir, const struct config *config,
    struct error *error);
