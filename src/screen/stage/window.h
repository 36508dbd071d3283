/* The window and the display server behind it, as the stage knows them: three kinds, one
 * table each. X11 is spoken to directly (x11_window.c); all else is in a module of its own
 * beside the program (sdl/), which is loaded where it is needed: it and what it brings would
 * cost each start a fifth of its time. There the kernel's displays are driven directly where no
 * card has GL (window_kms.c), and all else is SDL's. Private to the stage; main thread only. */
#pragma once

#include "base/error.h"
#include "screen/stage/fade.h"
#include "screen/stage/frame.h"
#include "screen/stage/stage_types.h"

struct window;

enum window_news {
    WINDOW_NOTHING, /* no more of it: sleep */
    WINDOW_SIZED,   /* window_kind.size gives another one, perhaps */
    WINDOW_EXPOSED,
    WINDOW_LOST, /* what was uploaded is gone */
    WINDOW_CLOSED,
    WINDOW_PAUSE, /* three keys */
    WINDOW_NEXT,
    WINDOW_PREVIOUS,
};

struct window_kind {
    /* Connects; no window yet, but its size is known. */
    struct window *(*create)(const struct stage_options *options, struct error *error);
    void (*destroy)(struct window *window);
    /* Makes the window, still hidden. */
    bool (*open)(struct window *window, struct error *error);
    void (*appear)(struct window *window);

    const char *(*driver)(const struct window *window);     /* "x11", "wayland", "KMSDRM" */
    const char *(*way)(const struct window *window);        /* "software" or "accelerated" */
    bool (*waits_for_display)(const struct window *window); /* show(): for its refresh */
    void (*size)(const struct window *window, int *width, int *height);
    int64_t (*frame_us)(const struct window *window);
    int (*fd)(const struct window *window); /* readable when there is news; or -1 */

    enum window_news (*next)(struct window *window);
    /* Whether the window belongs elsewhere now, or is somewhere else and may be put back; then
     * put() does that. */
    bool (*is_astray)(struct window *window, bool is_visible, int64_t now_us);
    void (*put)(struct window *window);
    /* Whether more was heard since next() said that there was none, which fd() does not tell:
     * while the server answered something else, such as where its displays are. */
    bool (*has_news)(const struct window *window);
    bool (*power)(struct window *window, bool is_on); /* KMS only: false elsewhere */

    /* False when the window cannot be drawn to just now. */
    bool (*show)(struct window *window, const struct frame *frame);
    /* Whether it keeps what it was shown last, so that it can be asked for the next four. */
    bool (*keeps)(const struct window *window);
    /* Puts parts of what the window was shown last there once more, FADE_PARTS at most. */
    bool (*again)(struct window *window, const struct pixel_rect *parts, size_t count);
    /* Where what the window was shown last lies, or what it is shown first may be laid: to be
     * changed and then put there by again(). False where its pixels are not a picture's. */
    bool (*memory)(struct window *window, struct canvas *canvas);
    /* Reads back what the window was shown last into a picture of the size that it had then. */
    bool (*recall)(struct window *window, struct picture *picture);
    /* Puts a picture into what the window was shown last, to be put there by again(); what
     * reaches out is cut. */
    bool (*patch)(struct window *window, int x, int y, const struct picture *picture);
    void (*lose)(struct window *window); /* what was uploaded is gone */
};

/* create() fails where no X server answers, or its pixels lie otherwise than ours. */
extern const struct window_kind window_x11;

/* Whether it is worth trying: no graphics card that would draw faster, nobody who wished for
 * something else (SDL's variables), and the kiosk's window: keys and frames are SDL's. */
bool window_may_be_x11(const struct stage_options *options);

/* Whether the kernel alone may drive a display: no display server that is named, no graphics
 * card with GL, nobody who wished for something else, and the kiosk's window. */
bool window_may_be_kms(const struct stage_options *options);

/* What is in the module: SDL's kind, and that of the kernel's displays; create() of that one
 * fails where there is none, or another program has it. NULL with an error where the module is
 * not installed. The program loads it (window_module.c), a test may have it linked. */
const struct window_kind *window_by_sdl(struct error *error);
const struct window_kind *window_by_kms(struct error *error);
