/* A picture whose rows are sent as they are made, a band at a time: while one is sent by the
 * second thread, the next is made. Of src/decode only. */
#pragma once

#include "decode/decoded.h"

/* Whoever takes them. */
struct decode_outlet {
    /* Before the first row: how large all is. */
    bool (*begin)(const struct decode_reply *reply);
    /* Rows of swapped pixels (struct decode_picture). From the second thread, never both. */
    bool (*send)(const uint8_t *rows, size_t bytes);
};

/* Where they come from: the next `count` rows. False when there are none. Asks for no memory of
 * the caller's. */
struct bands_source {
    void *context;
    bool (*make)(void *context, uint8_t *rows, int count);
};

/* Sends all of the picture that `decoded` describes, which has no pixels. Whether all were made
 * and taken; from here on it is sent, in any case. */
bool bands_send(const struct decode_outlet *outlet, const struct bands_source *source,
    struct decoded *decoded);
