/* What stands still while slides change: header and footer. */
#pragma once

#include "slide/pen.h"

/* Fills pen->grid; the footer's height follows from how much there is to say in it. */
void frame_grid(struct pen *pen);

void frame_header(struct pen *pen);
/* `view` is the slide's: when its feed has expired, the footer has the date. There is room for
 * that on every slide of a screen with such a feed, so that nothing else moves. */
void frame_footer(struct pen *pen, const struct view *view);
