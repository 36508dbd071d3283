/* What the files that speak X11 share. Private to x11*.c. */
#pragma once

#include <X11/Xlib.h>
#include <stdbool.h>
#include <stdint.h>

struct x11 {
    Display *server;
    Window root; /* of the X screen that DISPLAY names */
    int wanted;  /* the number of the display */
    bool has_monitors;
    int first_event; /* of RandR's */
    Window window;   /* ours, or SDL's; None before */
    bool has_window; /* it was made over this connection */
    void (*leave)(void *context);
    void *context;
    /* as x11_place found it last */
    Atom taken; /* the name of the display that stays taken, or None */
    int count, hertz;
    /* putting the window back: how often since when, monotonic */
    int tries;
    int64_t tries_since_us;
};

/* Whether the event says that displays came, went or changed. One that says that somebody else
 * destroyed the window ends in options->leave. */
bool x11_hear(struct x11 *x11, const XEvent *event);

/* From now on options->leave has the end of the server, and what goes wrong with the window. */
void x11_handle_errors(struct x11 *x11);
