/* A list whose entries are rows of a table, and the [map] that makes one of it. Guesses. */
#pragma once

#include "adapt/suggest/suggest_list.h"
#include "base/bytes.h"

enum { SUGGEST_COLUMNS_MAX = 8 };

struct suggest_table {
    const char *columns[SUGGEST_COLUMNS_MAX]; /* paths in an entry */
    size_t count;                             /* 0: the list is none */
    const char *state;                        /* a word about the row, or NULL */
    const char *title, *as_of;                /* values of a [map], or NULL */
};

/* Several short members, and none that only news have: a text, an address, a picture, a title
 * with the day on which it was published. */
struct suggest_table suggest_find_table(struct arena *arena, const cJSON *document,
    const struct suggest_list *list, int64_t local_now_ms);

/* The keys of the [map], a line each. */
bool suggest_print_table(
    const struct suggest_list *list, const struct suggest_table *table, struct bytes *text);
