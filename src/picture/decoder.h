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

/* One that is begun before anybody knows for which picture, so that it is ready by then. NULL
 * where it cannot be. */
struct decoder_waiting *decoder_wait(void);

/* Has it decode that file, as decoder_start would. `waiting` is gone in any case. False where
 * it died, or the file cannot be opened: decoder_start says why. */
bool decoder_tell(struct decoder_waiting *waiting, const char *path,
    const char *const *arguments, int64_t max_ms, struct helper *decoder);

/* Not wanted after all; NULL is fine. */
void decoder_let_go(struct decoder_waiting *waiting);

/* Ends one that did not answer, or nonsense, and says why, as far as how it ended tells.
 * Always false. */
bool decoder_give_up(struct helper *decoder, struct error *error);
