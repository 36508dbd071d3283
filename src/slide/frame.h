/* What stands still while slides change: header and footer. */
#pragma once

#include "slide/pen.h"

/* Fills pen->grid; the footer's height follows from how much there is to say in it. */
void frame_grid(struct pen *pen);

void frame_header(struct pen *pen);
void frame_footer(struct pen *pen);
