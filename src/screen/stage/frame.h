/* One frame of the way from a picture to the next, row by row. No SDL in here. */
#pragma once

#include "picture/picture.h"

/* What to show: `to`, or something between both. Rows outside first_row..last_row are as they
 * were in the frame before. Serials change whenever the pixels of a picture did. */
struct frame {
    const struct picture *from, *to; /* from is NULL when `to` stands alone */
    unsigned from_serial, to_serial;
    int weight; /* of `to` where the two are mixed, 0 to 256 */
    int first_row, last_row;
    /* Rows in which `to` pushes `from` out to the left, by so many pixels; none when the first
     * is behind the last. */
    int push_first, push_last, push_px;
};

/* Composes row y into `out`, which has the pictures' width and may be the row of `from`. */
void frame_row(const struct frame *frame, int y, uint32_t *out);
