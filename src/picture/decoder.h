/* The picture decoder, a program of its own (decode/wire.h says what passes), as a child. */
#pragma once

#include "base/system/helper.h"

/* Starts it on the file with those arguments, of which the last one is NULL. It has as long as
 * max_ms for everything. False with an error when it cannot be started. */
bool decoder_start(struct helper *decoder, const char *path, const char *const *arguments,
    int64_t max_ms, struct error *error);

/* The same on a file that is open, from where that stands; it stays the caller's. */
bool decoder_start_on(struct helper *decoder, int input, const char *const *arguments,
    int64_t max_ms, struct error *error);

/* Ends one that did not answer, or nonsense, and says why, as far as how it ended tells.
 * Always false. */
bool decoder_give_up(struct helper *decoder, struct error *error);
