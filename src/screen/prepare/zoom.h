/* A photograph that grows slowly while its slide stands, and what stands still in front of it.
 * No SDL in here. One owner, like the picture of the slide. */
#pragma once

#include "picture/picture.h"
#include "slide/scene/scene.h"

struct zoom {
    struct picture *growing; /* the slide with nothing in front of the photograph */
    char object[65];         /* that it shows, may be empty */
    int focus_x, focus_y;    /* the place that does not move */
    struct pixel_rect still; /* what is in front: nothing moves in there */
    /* see zoom_begin; monotonic */
    int64_t from_us, until_us, next_us;
    double growth, scale; /* what it grows by, and how large it was painted last */
    /* work space, so that painting cannot fail: a row, its pixels' neighbours on both sides,
     * and for each pixel where it comes from and four times, a byte each, how much of the right
     * one */
    uint32_t *row, *left, *right;
    uint16_t *source;
    uint8_t *weights;
};

/* picture shows the scene as far as box number `box`, a photograph that grows; it is copied.
 * What follows must cover its rectangle (text on a strip). Stands still until zoom_begin. NULL
 * when memory is out. */
struct zoom *zoom_create(const struct picture *picture, const struct scene *scene, size_t box);
void zoom_destroy(struct zoom *zoom);

/* Has it grow between two times, gently at both ends: by a hundredth a second, a twentieth at
 * most. Not at all when there is no time in between. */
void zoom_begin(struct zoom *zoom, int64_t from_us, int64_t until_us);

/* Has it go on where `before` is, and paints `picture` so, when both are of the same
 * photograph: a slide that is made anew while it stands. Otherwise nothing happens; either may
 * be NULL. */
void zoom_resume(struct zoom *zoom, const struct zoom *before, struct picture *picture);

/* When zoom_step has to be called next; INT64_MAX once it is as large as it will be,
 * and for NULL. */
int64_t zoom_due_us(const struct zoom *zoom);

/* Paints the photograph into a picture of its size as large as it is now. False, and nothing
 * painted, while that is not due; so for NULL. */
bool zoom_step(struct zoom *zoom, int64_t now_us, struct picture *onto);
