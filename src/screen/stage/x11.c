#include "screen/stage/x11.h"

#include "base/log.h"
#include "screen/stage/x11_private.h"

#include <X11/extensions/Xrandr.h>
#include <stdlib.h>

/* Xlib's handlers know of nothing else. */
static struct x11 *guarded;

static void leave(void)
{
    if (guarded->leave) {
        guarded->leave(guarded->context);
    }
    exit(EXIT_FAILURE);
}

/* Of our own connection it means nothing, a display that went between two questions, unless it
 * is about the window. */
static int take_error(Display *server, XErrorEvent *event)
{
    char why[128];
    XGetErrorText(server, event->error_code, why, sizeof why);
    if (server == guarded->server &&
        !(guarded->has_window && event->resourceid == guarded->window)) {
        log_debug("X server: %s (request %d.%d)", why, event->request_code, event->minor_code);
        return 0;
    }
    log_error("the window is gone: X server: %s (request %d.%d)", why, event->request_code,
        event->minor_code);
    leave();
    return 0;
}

static int take_end(Display *server)
{
    log_error("the X server %s is gone", DisplayString(server));
    leave();
    return 0;
}

void x11_guard(struct x11 *x11, unsigned long window)
{
    x11->window = window;
    XSelectInput(x11->server, window, StructureNotifyMask); /* that it is destroyed */
    XFlush(x11->server);
    x11_handle_errors(x11);
}

void x11_handle_errors(struct x11 *x11)
{
    guarded = x11;
    XSetErrorHandler(take_error);
    XSetIOErrorHandler(take_end);
}

/* 1.5 has monitors, 1.2 events of each display. */
static bool has_randr(struct x11 *x11)
{
    int first_error, major = 0, minor = 0;
    return XRRQueryExtension(x11->server, &x11->first_event, &first_error) &&
           XRRQueryVersion(x11->server, &major, &minor) &&
           (major > 1 || (major == 1 && minor >= 5));
}

struct x11 *x11_create(const struct stage_options *options)
{
    struct x11 *x11 = calloc(1, sizeof *x11);
    if (!x11 || !(x11->server = XOpenDisplay(NULL))) {
        free(x11);
        return NULL;
    }
    x11->root = DefaultRootWindow(x11->server);
    x11->wanted = options->display;
    x11->leave = options->leave;
    x11->context = options->context;
    x11->has_monitors = has_randr(x11);
    XSelectInput(x11->server, x11->root, StructureNotifyMask);
    if (x11->has_monitors) {
        XRRSelectInput(x11->server, x11->root,
            RRScreenChangeNotifyMask | RRCrtcChangeNotifyMask | RROutputChangeNotifyMask);
    }
    XFlush(x11->server);
    return x11;
}

void x11_destroy(struct x11 *x11)
{
    if (x11) {
        XSetErrorHandler(NULL);
        XSetIOErrorHandler(NULL);
        guarded = NULL;
        XCloseDisplay(x11->server);
        free(x11);
    }
}

int x11_fd(const struct x11 *x11)
{
    return ConnectionNumber(x11->server);
}

static bool is_of_displays(const struct x11 *x11, const XEvent *event)
{
    return (event->type == ConfigureNotify && event->xconfigure.window == x11->root) ||
           (x11->has_monitors && (event->type == x11->first_event + RRScreenChangeNotify ||
                                     event->type == x11->first_event + RRNotify));
}

bool x11_hear(struct x11 *x11, const XEvent *event)
{
    if (event->type == DestroyNotify && event->xdestroywindow.window == x11->window) {
        log_error("somebody else destroyed the window");
        leave();
    }
    return is_of_displays(x11, event);
}

bool x11_take_news(struct x11 *x11)
{
    bool changed = false;
    while (XPending(x11->server)) {
        XEvent event;
        XNextEvent(x11->server, &event);
        changed = x11_hear(x11, &event) || changed;
    }
    return changed;
}

bool x11_has_news(const struct x11 *x11)
{
    return QLength(x11->server) > 0;
}

void x11_may_again(struct x11 *x11)
{
    x11->tries = 0;
}

bool x11_may_put_back(struct x11 *x11, int64_t now_us)
{
    enum { MOST = 3, MINUTE_US = 60 * 1000000 };
    if (x11->tries == 0 || now_us - x11->tries_since_us >= MINUTE_US) {
        x11->tries = 0;
        x11->tries_since_us = now_us;
    }
    x11->tries++;
    if (x11->tries == MOST + 1) {
        log_warning(
            "the window is kept away from its display by somebody else: it stays there");
    }
    return x11->tries <= MOST;
}

static int mode_hertz(const XRRScreenResources *resources, RRMode id)
{
    for (int i = 0; i < resources->nmode; i++) {
        const XRRModeInfo *mode = &resources->modes[i];
        unsigned long dots = (unsigned long)mode->hTotal * mode->vTotal;
        if (mode->id == id && dots > 0) {
            return (int)((mode->dotClock + dots / 2) / dots);
        }
    }
    return 0;
}

/* That of its first output; a monitor of somebody's own making may have none. */
static int monitor_hertz(struct x11 *x11, const XRRMonitorInfo *monitor)
{
    int hertz = 0;
    XRRScreenResources *resources = XRRGetScreenResourcesCurrent(x11->server, x11->root);
    XRROutputInfo *output = resources && monitor->noutput > 0
                                ? XRRGetOutputInfo(x11->server, resources, monitor->outputs[0])
                                : NULL;
    XRRCrtcInfo *crtc =
        output && output->crtc ? XRRGetCrtcInfo(x11->server, resources, output->crtc) : NULL;
    if (crtc) {
        hertz = mode_hertz(resources, crtc->mode);
        XRRFreeCrtcInfo(crtc);
    }
    if (output) {
        XRRFreeOutputInfo(output);
    }
    if (resources) {
        XRRFreeScreenResources(resources);
    }
    return hertz;
}

/* The number-th, counted from the primary one on, or -1. */
static int nth_monitor(const XRRMonitorInfo *monitors, int count, int number)
{
    for (int is_primary = 1; is_primary >= 0; is_primary--) {
        for (int i = 0; i < count; i++) {
            if ((monitors[i].primary != 0) == is_primary && number-- == 0) {
                return i;
            }
        }
    }
    return -1;
}

static int choose(struct x11 *x11, const XRRMonitorInfo *monitors, int count)
{
    for (int i = 0; x11->taken && i < count; i++) {
        if (monitors[i].name == x11->taken) {
            return i;
        }
    }
    int found = nth_monitor(monitors, count, x11->wanted);
    if (found >= 0 && !x11->taken) {
        x11->taken = monitors[found].name;
    }
    return found >= 0 ? found : nth_monitor(monitors, count, 0);
}

static bool place_of_root(struct x11 *x11, struct pixel_rect *place)
{
    Window root;
    int x, y;
    unsigned width, height, border, depth;
    if (!XGetGeometry(
            x11->server, x11->root, &root, &x, &y, &width, &height, &border, &depth)) {
        return false;
    }
    *place = (struct pixel_rect) { 0, 0, (int)width, (int)height };
    x11->count = 1;
    return true;
}

bool x11_place(struct x11 *x11, struct pixel_rect *place)
{
    if (!x11->has_monitors) {
        return place_of_root(x11, place);
    }
    int count = 0;
    XRRMonitorInfo *monitors = XRRGetMonitors(x11->server, x11->root, True, &count);
    x11->count = monitors ? count : 0;
    bool found = x11->count > 0;
    if (found) {
        const XRRMonitorInfo *monitor = &monitors[choose(x11, monitors, count)];
        *place =
            (struct pixel_rect) { monitor->x, monitor->y, monitor->width, monitor->height };
        x11->hertz = monitor_hertz(x11, monitor);
    }
    if (monitors) {
        XRRFreeMonitors(monitors);
    }
    return found;
}

int x11_display_count(const struct x11 *x11)
{
    return x11->count;
}

int x11_hertz(const struct x11 *x11)
{
    return x11->hertz;
}

int x11_depth(const struct x11 *x11)
{
    return DefaultDepth(x11->server, DefaultScreen(x11->server));
}

void x11_map(struct x11 *x11, unsigned long window)
{
    XMapRaised(x11->server, window);
    XFlush(x11->server);
}
