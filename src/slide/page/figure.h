/* The pictures in an article's body, each with its caption, beside or between its text. */
#pragma once

#include "slide/page/pen.h"

struct figure {
    const struct picture_ref *picture;
    const char *caption;
    int width, height; /* of the picture; only their proportions matter */
};

/* False when the block's picture is not there or is broken. */
bool figure_find(struct pen *pen, const struct block *block, struct figure *out);

/* What it takes at the head of a column of that size: picture, caption and the white below. The
 * picture is as wide as the column; one too high for that is cropped a little, or narrower. */
int figure_height(struct pen *pen, const struct figure *figure, int width, int height);

/* Draws it there. */
void figure_add(struct pen *pen, const struct figure *figure, struct pixel_rect column);

/* Draws it as large as the room allows, the caption beside it where there is room for one. */
void figure_add_alone(struct pen *pen, const struct figure *figure, struct pixel_rect room);
