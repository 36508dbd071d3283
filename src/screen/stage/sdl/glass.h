/* How pixels reach the window: two ways, one table each. Private to the stage. */
#pragma once

#include "base/error.h"
#include "screen/stage/fade.h"
#include "screen/stage/frame.h"

#include <SDL2/SDL.h>

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
    /* Puts parts of what the window was shown last there once more. With recall, or NULL. */
    bool (*again)(struct glass *glass, const struct pixel_rect *parts, size_t count);
    /* Where what the window was shown last lies, to be changed and then put there by again().
     * With recall, or NULL. False where its pixels are not a picture's. */
    bool (*memory)(struct glass *glass, struct canvas *canvas);
    /* Reads back what the window was shown last into a picture of the size that it had then;
     * NULL where that is not to be had. */
    bool (*recall)(struct glass *glass, struct picture *picture);
    /* Puts a picture into what the window was shown last, to be put there by again(); what
     * reaches out is cut. With recall, or NULL. False where it cannot be. */
    bool (*patch)(struct glass *glass, int x, int y, const struct picture *picture);
    /* What was uploaded is gone. */
    void (*lose)(struct glass *glass);
};

/* The window's own memory, mixed by the CPU: nothing between the slide and the X server. */
extern const struct glass_kind glass_surface;

/* SDL's renderer on a graphics card. create() fails when the driver turns out to be software
 * and the window could have memory of its own. */
extern const struct glass_kind glass_renderer;

/* Its glass over a renderer of the caller's, which it takes: create() behind its choice. NULL
 * when memory is out. */
struct glass *glass_over(SDL_Renderer *renderer);

/* Whether SDL's driver gives a window memory of its own: the others (Wayland, KMS) have GL
 * alone, drawn by the CPU where there is no card. Call after SDL_Init. */
bool glass_has_memory(void);

/* Which of the two suits this machine, without starting a GL driver: llvmpipe would cost 110 MB
 * and 300 ms. Call after SDL_Init. */
const struct glass_kind *glass_choose(void);
