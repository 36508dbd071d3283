/* Private to glyphs*.c. */
#pragma once

#include "screen/font/face.h"

struct font_run;
struct fonts;
struct glyphs;

/* Takes the ink, which was drawn elsewhere; lets it go where there is one already. */
void glyphs_put(
    struct glyphs *glyphs, const struct font_run *run, int px, const struct ink *ink);

struct fonts *glyphs_fonts(const struct glyphs *glyphs);
