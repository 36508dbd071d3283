/* Which text belongs to which number: the layouts that a string may follow, scored as a whole;
 * for phone*.c only. */
#pragma once

#include "content/phone/layout/phone_pieces.h"

enum { PHONE_NOWHERE = -1 };

/* Where a piece belongs. */
struct phone_place {
    int anchor;       /* an element, or PHONE_NOWHERE */
    bool is_in_front; /* of it */
};

struct phone_layout {
    const struct phone_place *places; /* of each element of the row */
    const struct phone_place *others; /* of another that scores the same; NULL: none does */
    int score;
};

/* Marks what is dropped and locked in the row. False when memory is out. */
bool phone_layout_find(struct arena *arena, struct phone_row *row, struct phone_layout *out);

/* Whether the anchor is read as a number or as something of one. */
bool phone_anchor_is_read(const struct phone_row *row, size_t element);
