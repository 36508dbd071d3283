/* The title of a text on the pages behind its first: on one line, small and quiet. */
#pragma once

#include "slide/page/pen.h"

/* Its line at the top of the body, and the white below it. */
struct pixel_rect running_head_room(const struct pen *pen, struct pixel_rect body);
int running_head_height(const struct pen *pen);

/* All of the title, or what of it ends with a clause. */
void running_head_add(
    struct pen *pen, struct pixel_rect room, const char *title, struct colour colour);
