/* The pixels that an X server is shown: memory that is shared with it where it is on this
 * machine. Private to x11*.c. */
#pragma once

#include "screen/stage/frame.h"

#include <X11/Xlib.h>
#include <X11/extensions/XShm.h>

struct x11_image {
    Display *server;
    GC gc;
    XImage *image;
    XShmSegmentInfo memory;
    bool is_shared;
};

/* Whether pixels of that X screen lie as those of pictures do. */
bool x11_image_fits(Display *server);

/* So large as the drawable, as which it has the depth. False when memory is out. Handlers of
 * errors are as they were then. */
bool x11_image_init(
    struct x11_image *image, Display *server, Window window, int width, int height);
void x11_image_finish(struct x11_image *image);

uint32_t *x11_image_row(const struct x11_image *image, int y);
void x11_image_put(
    struct x11_image *image, Window window, const struct pixel_rect *parts, size_t count);
