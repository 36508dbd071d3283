/* A picture under text: where on it text may stand, and how much of the theme's paper lies over
 * it there so that every text of the theme keeps its contrast on every pixel (WCAG 2.1, 1.4.3).
 * Pure. */
#pragma once

#include "base/error.h"
#include "config/theme.h"
#include "picture/picture.h"

struct veil {
    struct pixel_rect calm; /* in pixels of the picture */
    int weight;             /* of paper, of 256 */
};

/* More than so much of 256 would leave nothing of the picture. */
enum { VEIL_MOST = 230 };

/* Lays it over the picture: whole over what is calm and `around_px` around it, where text may
 * hang out, and from there to nothing over `fade_px`. calm: where text shall stand; 0 wide: a
 * part of two thirds of width and height at the least is found that needs little. False, and
 * nothing done, where it would be more than VEIL_MOST: *veil says how much. */
struct veil_edge {
    int around_px, fade_px;
};
bool veil_lay(struct picture *picture, const struct theme *theme, struct pixel_rect calm,
    struct veil_edge edge, struct veil *veil);
