/* What stands still while slides change: header and footer. */
#pragma once

#include "slide/page/pen.h"

/* Fills the grid of a pen that was just made; the heights of header and footer follow from how
 * long the name is and how much there is to say in the footer. */
void band_grid(struct pen *pen);

void band_header(struct pen *pen);
/* `view` is the slide's: when its feed has expired, the footer has the date. There is room for
 * that on every slide of a screen with such a feed, so that nothing else moves. */
void band_footer(struct pen *pen, const struct view *view);

/* Whether nothing stands at the foot of any slide, the mark neither. */
bool band_footer_is_empty(struct pen *pen);

/* The campus's mark, in the band whose corner it has, where the slide has that band. */
void band_mark(struct pen *pen, bool has_header, bool has_footer);

/* For band.c: how many rows of small text the footer has, at least one. */
int band_footer_rows(struct pen *pen);
