/* The site's mark in the header, left of the name: whose name hangs there, his logo. */
#pragma once

#include "slide/page/pen.h"

/* How much of the row it takes at its left end, the white behind it included: 0 where there is
 * no logo or it is broken. */
int logo_width(struct pen *pen, struct pixel_rect row);

/* Draws it there; returns the same. */
int logo_add(struct pen *pen, struct pixel_rect row);
