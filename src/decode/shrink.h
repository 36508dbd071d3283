/* The way to a much smaller picture. Of src/decode only. */
#pragma once

#include <stdint.h>

/* A part of a picture, four bytes a pixel, whose rows lie `stride` pixels apart. */
struct region {
    uint8_t *pixels;
    int width, height, stride;
};

/* Where the region is four times as large as what is wanted of it, or more, averages whole
 * blocks of it in linear light, in place, so that it is still twice as large: a filter over
 * all pixels costs the more the smaller its result is, and would be cut off for it. At most
 * half a pixel of the result is lost at the right and lower edges. */
void region_shrink(struct region *region, int width, int height);

/* How many pixels a side those blocks have; below 2 nothing is to be done. */
int region_shrink_side(const struct region *region, int width, int height);
