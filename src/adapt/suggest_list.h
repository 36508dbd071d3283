/* The list of entries in a JSON document, and which member of an entry is which member of an
 * item. Guesses. */
#pragma once

#include "adapt/adapt_json.h"

enum suggest_role {
    SUGGEST_ID,
    SUGGEST_TITLE,
    SUGGEST_PUBLISHED,
    SUGGEST_SOURCE,
    SUGGEST_URL,
    SUGGEST_BODY,
    SUGGEST_IMAGE,
    SUGGEST_ROLES,
};

struct suggest_list {
    const char *pointer; /* "/data/list", "/" for the document itself; in the arena */
    const cJSON *list;   /* borrowed from the document; NULL: there is none */
    const char *path[SUGGEST_ROLES]; /* "/title"; NULL: none is it */
    int score;
};

/* As a key of a [map]. */
extern const char *const suggest_role_names[SUGGEST_ROLES];

/* The list that looks most like one of articles. */
struct suggest_list suggest_find_list(
    struct arena *arena, const cJSON *document, int64_t local_now_ms);
