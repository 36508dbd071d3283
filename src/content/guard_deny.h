/* Deny lists: one rule a line, # begins a comment, `re:` an ICU regular expression. Both kinds
 * meet folded text (content/normalise.h). */
#pragma once

#include "content/normalise.h"

struct deny_rule {
    const char *list; /* the file's name without its folder and .txt */
    int line;
    const char *folded; /* of a plain rule */
    struct pattern *pattern;
};

struct deny {
    struct deny_rule *rules;
    size_t count, capacity;
};

/* Adds a list. False with FILE:LINE. */
bool deny_load(struct deny *deny, struct arena *arena, const struct folder *folder,
    const char *path, struct error *error);
void deny_finish(struct deny *deny);

/* The first rule that the folded text meets, or NULL. */
const struct deny_rule *deny_find(const struct deny *deny, const char *folded);
