/* What became of each digit; for phone_compose.c only. */
#pragma once

#include "content/phone/layout/phone_layout.h"
#include "content/phone/phone_reading.h"

/* What became of the digits of a step. */
struct phone_owner {
    enum phone_use use;
    size_t entry, extension;
    bool gives_area; /* left over, but for the area's code that its first group is */
};

/* Fills in the digits of a reading, by the owners of the steps and the places of the texts.
 * False when memory is out. */
bool phone_digits_trace(struct arena *arena, const struct phone_row *row,
    const struct phone_place *places, const struct phone_owner *owners,
    struct phone_reading *out);

/* Whether the text of a piece is shown beside a number that is. */
bool phone_piece_is_shown(const struct phone_row *row, const struct phone_place *places,
    const struct phone_owner *owners, size_t element);

/* The longest run of digits in a token. */
int phone_token_run(const struct phone_tokens *tokens, size_t token);
