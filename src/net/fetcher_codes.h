/* What is found in a source's pictures, and kept of it. Of src/net only. */
#pragma once

#include "net/fetcher_source.h"
#include "net/picture_codes.h"
#include "net/road.h"

/* Looks into the bytes of body or, where that is NULL, into the file that input is. Out of its
 * turn: the decoder of a hostile picture takes its whole time. The codes are in the arena. */
enum picture_search fetcher_codes_find(struct arena *arena, struct picture_ref *picture,
    int input, const struct bytes *body, struct road *road, const atomic_bool *stop,
    struct error *why);

/* What was found in a wanted picture, to where it is replaced when it is looked at again: a
 * picture may change for months. The source's list follows. */
void fetcher_codes_keep(struct fetcher_source *source, struct picture_ref *picture);

/* To the log: why its codes are not known, and whether the guard holds it back for them. */
void fetcher_codes_tell(struct fetcher_source *source, const struct store *store,
    const struct picture_ref *picture, enum picture_search found, const struct error *trouble);

/* Those from before zbar was installed, of older versions, or whose decoder failed, which may
 * be for lack of time or memory: once, if it could be started. Says of how many there is
 * something new. */
size_t fetcher_codes_find_rest(struct fetcher_source *source, struct store *store,
    struct road *road, int64_t end_ms, const atomic_bool *stop);
