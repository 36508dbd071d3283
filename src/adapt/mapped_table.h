/* A table by a [map]: its rows are a list, and each cell a value in an entry of that. Of
 * mapped.c only. */
#pragma once

#include "adapt/map_value.h"

/* Columns, rows and what is told of the whole, into the item that was begun for place->entry.
 */
void mapped_table(
    const struct adapt_request *request, struct adapt_out *out, const struct map_place *place);
