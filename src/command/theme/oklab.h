/* OKLab (Ottosson 2020) in its polar form: colours as people see them, so that one can be made
 * lighter without becoming another. Pure. */
#pragma once

#include "base/pixels.h"

struct oklch {
    double lightness; /* 0 to 1 */
    double chroma;    /* 0: grey; 0.37 is as much as sRGB has */
    double hue;       /* radians */
};

struct oklch oklch_of(struct colour colour);

/* Where sRGB has no such colour, the one with less chroma that it has. */
struct colour oklch_colour(struct oklch from);
