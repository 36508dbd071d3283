/* What a picture's layout and its painting share: where, and in which colour. */
#pragma once

#include <stdint.h>

/* In pixels of the picture; x and y may lie outside it. */
struct pixel_rect {
    int x, y, w, h;
};

struct colour {
    uint8_t r, g, b;
};
