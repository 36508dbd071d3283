/* A picture whose rows are cropped, resized and sent as they are made, a band at a time: while
 * one is sent by the second thread, the next is made. No more than two bands are ever there. Of
 * src/decode only. */
#pragma once

#include "decode/decoded.h"

/* Whoever takes them. */
struct decode_outlet {
    /* Before the first row: how large all is. */
    bool (*begin)(const struct decode_reply *reply);
    /* Rows of swapped pixels (struct decode_picture). From the second thread, never both. */
    bool (*send)(const uint8_t *rows, size_t bytes);
};

/* Where they come from: the next `count` rows, opaque and swapped. False when there are none.
 * Asks for no memory of the caller's. */
struct bands_source {
    void *context;
    bool (*make)(void *context, uint8_t *rows, int count);
};

/* Whether the picture, which has no pixels yet, can be sent so: from its first row to its last.
 * Sets how it is shown. */
bool bands_can(const struct decode_wish *wish, const struct decoded *decoded, struct fit *fit);

/* Sends what is shown of the picture that `decoded` describes, whose size becomes that one's.
 * Whether all rows were made and what is shown of them taken; from the first row on it is sent,
 * in any case. */
bool bands_send(const struct decode_outlet *outlet, const struct bands_source *source,
    const struct fit *fit, struct decoded *decoded);
