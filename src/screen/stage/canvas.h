/* Memory of pixels as a picture's, which somebody else owns: what a window was shown last. No
 * SDL in here. */
#pragma once

#include "screen/stage/frame.h"

struct canvas {
    uint32_t *pixels;
    size_t stride; /* in pixels */
    int width, height;
};

/* A frame's rows, from its upper left corner on. False where it is larger than the canvas. */
bool canvas_draw(const struct canvas *canvas, const struct frame *frame);

/* Reads it back into a picture; false where that has another size. */
bool canvas_recall(const struct canvas *canvas, struct picture *picture);

/* Puts a picture there; what reaches out is cut. */
void canvas_patch(const struct canvas *canvas, int x, int y, const struct picture *picture);
