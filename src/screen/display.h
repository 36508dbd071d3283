/* SDL's side of the stage: connecting, where the window goes, what to sleep on. Private to the
 * stage. */
#pragma once

#include "screen/stage.h"

#include <SDL2/SDL.h>

bool display_connect(struct error *error);

/* Where the window goes and how large it is. */
SDL_Rect display_place(const struct stage_options *options);
int64_t display_frame_us(const struct stage_options *options);
SDL_Window *display_open_window(
    const struct stage_options *options, uint32_t flags, struct error *error);

/* After displays came, went or changed: puts a window without frame back over its display. */
void display_follow(SDL_Window *window, const struct stage_options *options);

/* KMS only: false elsewhere. */
bool display_power(SDL_Window *window, bool is_on);

/* The display server's connection, or -1. */
int display_fd(SDL_Window *window);

/* What a key says in a window. */
enum stage_event display_key(SDL_Keycode key);
