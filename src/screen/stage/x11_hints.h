/* What a window manager is told about the kiosk's window. Private to x11*.c. */
#pragma once

#include "slide/scene/scene.h"

#include <X11/Xlib.h>

struct x11_atoms {
    Atom protocols, closes, ping;
};

/* Before the window is mapped: its name, that it has no frame and stands above others, and that
 * it can be closed. */
void x11_hint(Display *server, Window window, struct x11_atoms *atoms);

/* Where it belongs: before it is mapped, and where that changes. */
void x11_hint_place(Display *server, Window window, const struct pixel_rect *place);

/* No pointer over it, and no screensaver while it is there. */
void x11_hide_pointer(Display *server, Window window);
void x11_stay_awake(Display *server);
