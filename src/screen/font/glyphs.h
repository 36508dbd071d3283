/* The ink of runs already drawn, so that Han text is not drawn anew. Bounded in bytes; the run
 * that was not used for longest goes first. Preparer thread only. */
#pragma once

#include "screen/font/fonts.h"

struct glyphs;

/* Borrows fonts. max_bytes counts pixels and keys. */
struct glyphs *glyphs_create(struct fonts *fonts, size_t max_bytes);
void glyphs_destroy(struct glyphs *glyphs);

/* NULL when memory is out or the face cannot draw the run. Valid until the next call. */
const struct ink *glyphs_get(struct glyphs *glyphs, const struct font_run *run, int px);

/* A run that will be asked for in that size; its text stays the caller's. */
struct glyph_wish {
    struct font_run run;
    int px;
};

/* Draws what a first slide needs, by two threads where there are two processors: until it is
 * there, the second has nothing to do. What is not drawn here is drawn when it is asked for. */
void glyphs_draw_all(struct glyphs *glyphs, const struct glyph_wish *wishes, size_t count);

size_t glyphs_bytes(const struct glyphs *glyphs);
