/* What an entry of a document says by a value of a [map] (mapping/mapping.h), which was
 * checked. */
#pragma once

#include "adapt/adapt_json.h"

/* Where pointers lead. */
struct map_place {
    const cJSON *document, *entry;
    struct arena *arena; /* of the texts */
};

/* In the arena; NULL where none of the value's sequences is there, or it is NULL. */
const char *map_value_text(const struct map_place *place, const char *value);

/* Of values behind commas: each in its place, "" where it is not there; of one pointer alone
 * that leads to a list, what is in that. At most `max`; gives how many. */
size_t map_value_list(
    const struct map_place *place, const char *value, const char **texts, size_t max);

/* What a single pointer leads to. */
const cJSON *map_value_at(const struct map_place *place, const char *value);

/* The value that the request's [map] has for that key; NULL without one. */
const char *map_value_of(const struct adapt_request *request, const char *key);

/* A decimal number and nothing else: no "nan", "infinity" or "0x10". */
bool map_value_number(const char *text, double *number);

/* Whether all conditions hold; without any (NULL) they do. A value that is not there equals
 * nothing, and is neither above nor below. */
bool map_value_holds(const struct map_place *place, const char *conditions);
