/* Markup into the body of an item (adapt_out.h has the rest of it). */
#pragma once

#include "adapt/adapt_out.h"
#include "adapt/html/html_blocks.h"

/* What libxml2 sets up. Before the sandbox. */
void adapt_html_prepare(void);

/* What was read, at the end of the item's body: rows of a table as lines of one text, their
 * cells apart. A heading in front that only says the title again is left out. An article that
 * is nothing but a table with a head becomes a table. */
void adapt_body_blocks(
    struct adapt_out *out, const struct html_blocks *blocks, const char *base);
