/* The title of a text on the pages behind its first: small and quiet, on a line, in portrait on
 * two where it needs them. */
#pragma once

#include "slide/page/pen.h"

/* Its lines at the top of the body, and these with the white below them; 0 without a title. */
struct pixel_rect running_head_room(struct pen *pen, struct pixel_rect body, const char *title);
int running_head_height(struct pen *pen, struct pixel_rect body, const char *title);

/* All of the title, or what of it ends with a clause. */
void running_head_add(
    struct pen *pen, struct pixel_rect room, const char *title, struct colour colour);
