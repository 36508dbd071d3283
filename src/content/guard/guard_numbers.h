/* Which telephone numbers people may be told to call. Of content/guard only. */
#pragma once

#include "base/arena.h"
#include "base/error.h"

struct number_rules {
    const char **beginnings; /* digits alone */
    size_t count;            /* 0: any number */
};

bool number_rules_init(struct number_rules *rules, struct arena *arena,
    const char *const *beginnings, size_t count, struct error *error);

/* False with why not. */
bool number_rules_allow(const struct number_rules *rules, struct arena *scratch,
    const char *number, struct error *why);
