/* One way to write a JSON value, and its hash: what an approval is over. Members stand in the
 * order of their names' bytes, strings as content/json/json_text.h writes them, numbers as they
 * were written, with no white space: a value that was only set differently has the same hash.
 * Any thread. */
#pragma once

#include "base/bytes.h"
#include "base/error.h"
#include "content/json/json_tree.h"

enum { CANONICAL_HASH_BYTES = 65 }; /* SHA-256 in hexadecimal, and its end */

/* False when memory is out. */
bool canonical_print(
    const struct json_tree *tree, const struct json_node *node, struct bytes *out);

/* Of a text that may be no JSON: false with an error then. `out` gets the canonical form. */
bool canonical_text(const char *text, size_t size, struct bytes *out, struct error *error);

/* Of what canonical_text made. */
void canonical_hash(const struct bytes *canonical, char hash[CANONICAL_HASH_BYTES]);
