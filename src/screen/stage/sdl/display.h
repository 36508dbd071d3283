/* SDL's side of the stage: connecting, where the window goes and that it stays there, what to
 * sleep on. Private to the stage. */
#pragma once

#include "base/error.h"
#include "screen/stage/window.h"

#include <SDL2/SDL.h>

struct x11;

struct display {
    struct stage_options options;
    struct x11 *x11; /* NULL with any other driver */
    SDL_Rect place;  /* where the window belongs */
    int fd;          /* of x11's connection and the window's, both; or -1 */
};

/* Connects; finish it in any case. */
bool display_init(
    struct display *display, const struct stage_options *options, struct error *error);
void display_finish(struct display *display);

int64_t display_frame_us(const struct display *display);

/* NULL with an error that says what to do about the X screen, if that is what is wrong. */
SDL_Window *display_open_window(struct display *display, uint32_t flags, struct error *error);
void display_blame(const struct display *display, struct error *error);

/* Whether the display came, went or changed and a window without frame has another place now:
 * then display_put. */
bool display_has_changed(struct display *display);

/* Whether there is more to be looked at so, which no descriptor tells. */
bool display_has_news(const struct display *display);

/* Whether such a window is somewhere else (a window manager moved, resized or hid it) and may
 * be put back; one that is not let back is left in peace for a while. */
bool display_is_astray(struct display *display, SDL_Window *window, int64_t now_us);
void display_put(struct display *display, SDL_Window *window);

/* What is readable when the display server has something to say, or -1. */
int display_fd(struct display *display, SDL_Window *window);

const char *display_driver(void);

/* What a key says in a window. */
enum window_news display_key(SDL_Keycode key);
