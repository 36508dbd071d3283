/* Which colours a logo has. Pure. */
#pragma once

#include "picture/picture.h"

struct palette_entry {
    struct colour colour;
    int share_pct; /* of what of the logo is not clear */
};

/* The colours that people would name, the one that says most first: much of it, and not grey.
 * Greys come last. */
enum { PALETTE_MAX = 5 };
struct palette {
    struct palette_entry list[PALETTE_MAX];
    int count;
    bool has_hue;  /* the first is no grey */
    bool is_clear; /* nothing of it can be seen: it has none */
};

/* pixels are straight-alpha 0xAARRGGBB. */
void palette_find(const struct picture *logo, bool has_alpha, struct palette *palette);
