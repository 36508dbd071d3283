/* Which tokens are a telephone number, by the Chinese numbering plan; for hotline*.c only. */
#pragma once

#include "content/phone/hotline_token.h"

struct hotline_number {
    char text[32];   /* "65763111", "138-0000-1234", "400-678-9012", "+852-2345-6789" */
    char area[5];    /* "023" or empty */
    bool is_local;   /* an area code given earlier holds for it */
    bool is_service; /* "110", "95588": takes no extension */
    size_t end;      /* the first token behind it */
};

/* "010", "02x", "03xx" to "09xx". */
bool number_is_area(const struct hotline_token *token);

/* True when a number begins at tokens[at]. */
bool number_match(const struct hotline_token *tokens, size_t at, struct hotline_number *out);
