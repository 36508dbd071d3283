/* The ink of runs already drawn, so that Han text is not drawn anew. Bounded in bytes; the run that was not used for
 * longest goes first. Preparer thread only. */
#pragma once

#include "screen/font/fonts.h"

struct glyphs;

/* Borrows fonts. max_bytes counts pixels and keys. */
struct glyphs *glyphs_create(struct fonts *fonts, size_t max_bytes);
void glyphs_destroy(struct glyphs *glyphs);

/* NULL when memory is out or the face cannot draw the run. Valid until the next call. */
const struct ink *glyphs_get(struct glyphs *glyphs, const struct font_run *run, int px);

size_t glyphs_bytes(const struct glyphs *glyphs);
