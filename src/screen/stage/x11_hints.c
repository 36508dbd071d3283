#include "screen/stage/x11_hints.h"

#include <X11/Xatom.h>
#include <X11/Xutil.h>
#include <X11/extensions/scrnsaver.h>
#include <unistd.h>

enum hint {
    HINT_PROTOCOLS,
    HINT_CLOSES,
    HINT_PING,
    HINT_NAME,
    HINT_UTF8,
    HINT_PID,
    HINT_FRAME,
    HINT_STATE,
    HINT_ABOVE,
    HINT_TYPE,
    HINT_NORMAL,
    HINT_BYPASS,
    HINT_COUNT
};

static void set_long(Display *server, Window window, Atom property, Atom type, long value)
{
    XChangeProperty(
        server, window, property, type, 32, PropModeReplace, (const unsigned char *)&value, 1);
}

static void set_usual(Display *server, Window window)
{
    XWMHints hints = {
        .flags = InputHint | StateHint, .input = True, .initial_state = NormalState
    };
    XClassHint class = { .res_name = (char[]) { "lobbycard" },
        .res_class = (char[]) { "lobbycard" } };
    XSetWMHints(server, window, &hints);
    XSetClassHint(server, window, &class);
    XStoreName(server, window, "lobbycard");
}

void x11_hint(Display *server, Window window, struct x11_atoms *atoms)
{
    /* Of the EWMH, and of Motif, by which window managers leave frames out. */
    static const char *const names[HINT_COUNT] = { [HINT_PROTOCOLS] = "WM_PROTOCOLS",
        [HINT_CLOSES] = "WM_DELETE_WINDOW",
        [HINT_PING] = "_NET_WM_PING",
        [HINT_NAME] = "_NET_WM_NAME",
        [HINT_UTF8] = "UTF8_STRING",
        [HINT_PID] = "_NET_WM_PID",
        [HINT_FRAME] = "_MOTIF_WM_HINTS",
        [HINT_STATE] = "_NET_WM_STATE",
        [HINT_ABOVE] = "_NET_WM_STATE_ABOVE",
        [HINT_TYPE] = "_NET_WM_WINDOW_TYPE",
        [HINT_NORMAL] = "_NET_WM_WINDOW_TYPE_NORMAL",
        [HINT_BYPASS] = "_NET_WM_BYPASS_COMPOSITOR" };
    static const unsigned char name[] = "lobbycard";
    const long no_frame[5] = { 1 << 1 /* decorations are told */, 0, 0, 0, 0 };
    Atom all[HINT_COUNT];
    XInternAtoms(server, (char **)names, HINT_COUNT, False, all); /* it only reads them */
    set_usual(server, window);
    XChangeProperty(server, window, all[HINT_NAME], all[HINT_UTF8], 8, PropModeReplace, name,
        sizeof name - 1);
    XChangeProperty(server, window, all[HINT_FRAME], all[HINT_FRAME], 32, PropModeReplace,
        (const unsigned char *)no_frame, 5);
    set_long(server, window, all[HINT_PID], XA_CARDINAL, getpid());
    set_long(server, window, all[HINT_STATE], XA_ATOM, (long)all[HINT_ABOVE]);
    set_long(server, window, all[HINT_TYPE], XA_ATOM, (long)all[HINT_NORMAL]);
    set_long(server, window, all[HINT_BYPASS], XA_CARDINAL, 1);
    *atoms = (struct x11_atoms) { all[HINT_PROTOCOLS], all[HINT_CLOSES], all[HINT_PING] };
    XSetWMProtocols(server, window, (Atom[]) { atoms->closes, atoms->ping }, 2);
}

void x11_hint_place(Display *server, Window window, const struct pixel_rect *place)
{
    XSizeHints hints = { .flags =
                             USPosition | PPosition | PSize | PMinSize | PMaxSize | PWinGravity,
        .x = place->x,
        .y = place->y,
        .width = place->w,
        .height = place->h,
        .min_width = place->w,
        .min_height = place->h,
        .max_width = place->w,
        .max_height = place->h,
        .win_gravity = StaticGravity };
    XSetWMNormalHints(server, window, &hints);
}

void x11_hide_pointer(Display *server, Window window)
{
    static const char nothing[1];
    XColor black = { .pixel = 0 };
    Pixmap empty = XCreateBitmapFromData(server, window, nothing, 1, 1);
    Cursor cursor = XCreatePixmapCursor(server, empty, empty, &black, &black, 0, 0);
    XDefineCursor(server, window, cursor);
    XFreeCursor(server, cursor);
    XFreePixmap(server, empty);
}

void x11_stay_awake(Display *server)
{
    int first_event, first_error;
    if (XScreenSaverQueryExtension(server, &first_event, &first_error)) {
        XScreenSaverSuspend(server, True);
    }
}
