/* Ordinary pictures without codes: charts, boards, pages, screens, patterns. */
#pragma once

#include "decode/canvas.h"

struct ordinary_kind {
    const char *name;
    void (*draw)(struct canvas *canvas);
};

enum { ORDINARY_PATTERNS = 13 };

extern const struct ordinary_kind ordinary_patterns[ORDINARY_PATTERNS];

/* The caller finishes the canvas. Returns what it is, static text; NULL when memory is out. */
const char *ordinary_make(struct canvas *canvas, unsigned seed);
