/* Deny lists: one rule a line, # begins a comment. A rule is a phrase, or `re:` and an ICU
 * regular expression, or `offer:` and a phrase that is let through in a text with one of the
 * words that the list has behind `warning:`. All of them meet folded text
 * (content/text/normalise.h). */
#pragma once

#include "content/text/normalise.h"

enum deny_kind { DENY_PHRASE, DENY_REGULAR, DENY_OFFER, DENY_WARNING };

struct deny_rule {
    enum deny_kind kind;
    const char *list; /* the file's name without its folder and .txt */
    int line;
    const char *folded;      /* the phrase */
    struct pattern *pattern; /* of DENY_REGULAR */
};

struct deny {
    struct arena *arena; /* both borrowed; set before the first list */
    const struct text_folder *folder;
    struct deny_rule *rules;
    size_t count, capacity;
};

/* Adds a list. False with FILE:LINE. */
bool deny_load(struct deny *deny, const char *path, struct error *error);
void deny_finish(struct deny *deny);

/* The first rule that the folded text meets, or NULL. *is_ended: its expression ran too long,
 * and nobody knows. */
const struct deny_rule *deny_find(const struct deny *deny, const char *folded, bool *is_ended);
