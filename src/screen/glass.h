/* How pixels reach the window: two ways, one table each. Private to the stage. */
#pragma once

#include "base/error.h"
#include "screen/picture.h"

#include <SDL2/SDL.h>

/* What to show: `to`, or a mix of both. Rows outside first..last are as they were in the frame
 * before. Serials change whenever the pixels of a picture did. */
struct frame {
    const struct picture *from, *to; /* from is NULL when `to` stands alone */
    unsigned from_serial, to_serial;
    int weight; /* of `to`, 0 to 256 */
    int first_row, last_row;
};

struct glass;

struct glass_kind {
    const char *name;
    /* What SDL_CreateWindow needs to know. */
    uint32_t window_flags;
    bool waits_for_display; /* show() returns with the display's refresh */
    struct glass *(*create)(SDL_Window *window, struct error *error);
    void (*destroy)(struct glass *glass);
    /* False when the window cannot be drawn to just now. */
    bool (*show)(struct glass *glass, const struct frame *frame);
    /* Reads back what the window shows into a picture of its size; NULL where that is not to be
     * had. */
    bool (*recall)(struct glass *glass, struct picture *picture);
    /* What was uploaded is gone. */
    void (*lose)(struct glass *glass);
};

/* The window's own memory, mixed by the CPU: nothing between the slide and the X server. */
extern const struct glass_kind glass_surface;

/* SDL's renderer on a graphics card. create() fails when the driver turns out to be software.
 */
extern const struct glass_kind glass_renderer;

/* Which of the two suits this machine, without starting a GL driver: llvmpipe would cost 110 MB
 * and 300 ms. Call after SDL_Init. */
const struct glass_kind *glass_choose(void);
