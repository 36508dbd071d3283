/* A photograph that grows slowly while its slide stands, and what stands still in front of it.
 * No SDL in here. */
#pragma once

#include "screen/prepare/moving.h"
#include "slide/scene/scene.h"

struct zoom {
    struct moving moving;    /* first: a moving of zooms is a zoom */
    struct picture *growing; /* the slide with nothing in front of the photograph */
    char object[65];         /* that it shows, may be empty */
    int focus_x, focus_y;    /* the place that does not move */
    struct pixel_rect still; /* what is in front: nothing moves in there */
    int64_t from_us, until_us;
    double growth, scale; /* what it grows by, and how large it was painted last */
    /* work space, so that painting cannot fail: a row, its pixels' neighbours on both sides,
     * and for each pixel where it comes from and four times, a byte each, how much of the right
     * one */
    uint32_t *row, *left, *right;
    uint16_t *source;
    uint8_t *weights;
};

/* picture shows the scene as far as box number `box`, a photograph that grows; it is copied.
 * What follows must cover its rectangle (text on a strip). Begun, it grows between the two
 * times, gently at both ends: by a hundredth a second, a twentieth at most, and not at all when
 * there is no time in between. Give it back with moving_destroy. NULL when memory is out. */
struct zoom *zoom_create(const struct picture *picture, const struct scene *scene, size_t box);
