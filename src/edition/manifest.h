/* The manifest of an edition as bytes: an object of its own, strict JSON. Of src/store only. */
#pragma once

#include "base/bytes.h"
#include "edition/edition.h"

bool manifest_print(
    const struct edition_source *sources, size_t count, struct bytes *out, struct error *error);

/* Fills edition->sources from its arena; feeds stay NULL. */
bool manifest_parse(
    const char *text, size_t size, struct edition *edition, struct error *error);

/* Whether both give the same bodies to the same names, in the same order, and know the same of
 * their pictures: times and ETags do not matter to what is shown. */
bool manifest_same(const struct edition_source *a, size_t a_count,
    const struct edition_source *b, size_t b_count);
