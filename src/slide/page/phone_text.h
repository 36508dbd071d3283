/* A telephone number as a slide has it: its extension in the slide's language. */
#pragma once

#include "slide/page/pen.h"

/* "转 8001"; "" without one. Both are in the arena; NULL when memory is out. */
const char *phone_extension_text(
    struct arena *arena, const struct pen *pen, const struct phone *phone);
/* "023-65763111 转 8001", with that between the two. */
const char *phone_text(
    struct arena *arena, const struct pen *pen, const struct phone *phone, const char *between);
