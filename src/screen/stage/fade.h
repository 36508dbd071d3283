/* The way from what lies in a window's memory to a picture, painted into that memory: of both
 * sides only what differs is kept, and an area of one colour as that colour. So neither slide
 * is there as a whole while one goes over into the other, and what is alike costs no time. No
 * SDL in here. */
#pragma once

#include "screen/stage/canvas.h"

struct fade;

/* What the last fade leaves for the next one: memory that is touched for the first time costs
 * the system a page fault each 4 KB. Begin with a zeroed one; at most 2 MB of it are used. */
struct fade_room {
    void *mapped; /* or NULL */
    size_t bytes;
};
void fade_room_empty(struct fade_room *room);

/* From what the canvas has now to the picture of its size, perhaps packed, which is taken. NULL
 * when memory is out: then the picture stays the caller's. */
struct fade *fade_create(
    const struct canvas *canvas, struct picture *picture, struct fade_room *room);
void fade_destroy(struct fade *fade, struct fade_room *room);

/* Paints what differs, mixed; weight of the picture 0 to 256. What is alike is left as it is.
 */
void fade_paint(const struct fade *fade, const struct canvas *canvas, int weight);

/* The rectangles outside of which nothing is painted; none where both look the same. */
enum { FADE_PARTS = 16 };
size_t fade_parts(const struct fade *fade, const struct pixel_rect **parts);

/* The memory that it takes, for tests. */
size_t fade_bytes(const struct fade *fade);
