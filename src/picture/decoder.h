/* The picture decoder, a program of its own (decode/wire.h says what passes), as a child. */
#pragma once

#include "base/system/helper.h"

/* What judges a picture is the processor's time, which the decoder limits itself (SIGXCPU). How
 * long it is waited for is only for one that does not get the processor, or hangs: less where a
 * screen waits. */
enum { DECODER_MAX_MS = 60 * 1000, DECODER_AWAITED_MAX_MS = 10 * 1000 };

/* Starts it on the file with those arguments, of which the last one is NULL. It has as long as
 * max_ms for everything. False with an error when it cannot be started. */
bool decoder_start(struct helper *decoder, const char *path, const char *const *arguments,
    int64_t max_ms, struct error *error);

/* The same on a file that is open, from where that stands; it stays the caller's. */
bool decoder_start_on(struct helper *decoder, int input, const char *const *arguments,
    int64_t max_ms, struct error *error);

/* Ends one that did not answer, or nonsense, and says why, as far as how it ended tells.
 * Whether that is no fault of the picture's: it was late, memory was short, or it could not
 * begin. */
bool decoder_give_up(struct helper *decoder, struct error *error);
