/* The seam between setting text and the fonts that draw it. typeset/ and slide/ know widths
 * only through here: the real one is in screen/, tests use a fixed-width one. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* Lengths inside a line are in 1/64 px, so that a quarter em and justification do not drift. */
enum { MEASURE_UNIT = 64 };

struct text_style {
    int px; /* em size in pixels */
    bool bold;
    bool is_title;    /* in the second pair of faces, where there is one */
    const char *lang; /* BCP 47, chooses Han shapes; NULL: zh-Hans */
};

struct measure {
    void *context;
    /* Width of the text set as one run, in 1/64 px. `text` is a grapheme cluster or a word. */
    int (*advance)(
        void *context, const struct text_style *style, const char *text, size_t size);
    /* From the baseline, in px, both positive. */
    void (*metrics)(void *context, const struct text_style *style, int *ascent, int *descent);
    /* False when no face has a glyph for the cluster; 〓 is set in its place and reported. May
     * be NULL: all are there. */
    bool (*covers)(
        void *context, const struct text_style *style, const char *text, size_t size);
};
