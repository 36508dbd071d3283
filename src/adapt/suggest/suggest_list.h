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
    bool is_exact[SUGGEST_ROLES];    /* its name is one that systems have for that */
    int score;
};

/* As a key of a [map]. */
extern const char *const suggest_role_names[SUGGEST_ROLES];

/* The paths to what an entry holds that is no object and no list. */
enum { SUGGEST_PATHS_MAX = 160, SUGGEST_NAME_BYTES = 40 };
struct suggest_paths {
    const char *at[SUGGEST_PATHS_MAX];
    size_t count;
};
void suggest_collect(struct arena *arena, const cJSON *entry, struct suggest_paths *paths);

/* What such a path leads to. */
const cJSON *suggest_value_at(const cJSON *entry, const char *path);

/* The name that says what is there, in small letters, without blanks, _ and -: the last, or of
 * /title/0/value and /cover/url the one above. */
void suggest_plain_name(const char *path, char out[SUGGEST_NAME_BYTES]);

/* The list that looks most like one of articles. */
struct suggest_list suggest_find_list(
    struct arena *arena, const cJSON *document, int64_t local_now_ms);
