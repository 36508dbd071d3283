/* The next feed out of the last one and the parts that change. What is not touched stays byte
 * for byte as it was written, members that nobody here knows among it. Any thread. */
#pragma once

#include "base/bytes.h"
#include "base/error.h"
#include "content/json/json_tree.h"

#include <stdint.h>

/* What is edited alone: an item ("i-" and its id), or "site", "hotlines", "links". */
struct compose_part {
    const char *name;
    const char *content; /* its JSON in the feed; NULL: it is taken out */
};

struct compose_wish {
    const struct bytes *feed; /* a feed; empty: none yet */
    const struct compose_part *parts;
    size_t part_count;
    int64_t serial;
    const char *issued;  /* RFC 3339 */
    const char *expires; /* RFC 3339; NULL: stays as it is */
};

bool compose_feed(const struct compose_wish *wish, struct bytes *out, struct error *error);

/* Where the part stands in the feed, or NULL. The first of several items with one id. */
const struct json_node *compose_find(const struct json_tree *feed, const char *part);

/* Whether the name is one that a part may have: an id is of 2097 bytes at most, without
 * controls and backslashes. */
bool compose_is_part(const char *name);
