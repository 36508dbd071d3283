/* The kiosk's window on an X server without a graphics card behind it: nothing between the
 * slide and the server but memory that both see. */
#include "base/clock.h"
#include "base/log.h"
#include "screen/stage/window.h"
#include "screen/stage/x11.h"
#include "screen/stage/x11_hints.h"
#include "screen/stage/x11_image.h"
#include "screen/stage/x11_private.h"

#include <poll.h>
#include <stdlib.h>

struct window {
    struct x11 *x11;
    Window id;
    struct x11_atoms atoms;
    struct x11_image image;
    struct pixel_rect place, is; /* where it belongs, and where it is */
    bool is_mapped;
    /* what was heard and is still to be told */
    bool has_display_news, was_resized, was_exposed, was_closed;
};

static void destroy(struct window *window)
{
    if (window) {
        x11_image_finish(&window->image);
        x11_destroy(window->x11);
        free(window);
    }
}

static struct window *create(const struct stage_options *options, struct error *error)
{
    struct window *window = calloc(1, sizeof *window);
    if (!window || !(window->x11 = x11_create(options)) ||
        !x11_image_fits(window->x11->server)) {
        error_set(error, "display: no X server that has pixels as ours");
        destroy(window);
        return NULL;
    }
    window->place = (struct pixel_rect) { 0, 0, USUAL_WIDTH, USUAL_HEIGHT };
    x11_place(window->x11, &window->place);
    window->is = window->place;
    if (options->display >= x11_display_count(window->x11)) {
        log_warning("[screen] display = %d: there are %d, counted from 0: the first is taken",
            options->display, x11_display_count(window->x11));
    }
    return window;
}

/* Nothing is drawn below it, so that what was there stays until the first slide comes. */
static bool open(struct window *window, struct error *error)
{
    Display *server = window->x11->server;
    const struct pixel_rect *place = &window->place;
    XSetWindowAttributes wishes = { .background_pixmap = None,
        .event_mask = StructureNotifyMask | ExposureMask };
    window->id = window->x11->window = XCreateWindow(server, window->x11->root, place->x,
        place->y, (unsigned)place->w, (unsigned)place->h, 0, CopyFromParent, InputOutput,
        CopyFromParent, CWBackPixmap | CWEventMask, &wishes);
    window->x11->has_window = true;
    x11_handle_errors(window->x11);
    x11_hint(server, window->id, &window->atoms);
    x11_hint_place(server, window->id, place);
    x11_hide_pointer(server, window->id);
    x11_stay_awake(server);
    if (!x11_image_init(&window->image, server, window->id, place->w, place->h)) {
        return error_set(error, "window: out of memory");
    }
    return true;
}

static void take_place(struct window *window, const XConfigureEvent *event)
{
    Window child;
    struct pixel_rect is = { event->x, event->y, event->width, event->height };
    /* What a window manager says is of the screen, what the server says is of its frame. */
    if (!event->send_event) {
        XTranslateCoordinates(
            window->x11->server, window->id, window->x11->root, 0, 0, &is.x, &is.y, &child);
    }
    window->was_resized = window->was_resized || is.w != window->is.w || is.h != window->is.h;
    window->is = is;
}

static void take_message(struct window *window, XClientMessageEvent *event)
{
    if (event->message_type != window->atoms.protocols || event->format != 32) {
        return;
    }
    Atom said = (Atom)event->data.l[0];
    if (said == window->atoms.closes) {
        window->was_closed = true;
    } else if (said == window->atoms.ping) {
        event->window = window->x11->root;
        XSendEvent(window->x11->server, window->x11->root, False,
            SubstructureNotifyMask | SubstructureRedirectMask, (XEvent *)event);
    }
}

static void take_event(struct window *window, XEvent *event)
{
    window->has_display_news = x11_hear(window->x11, event) || window->has_display_news;
    if (event->xany.window != window->id) {
        return;
    }
    switch (event->type) {
    case ConfigureNotify:
        take_place(window, &event->xconfigure);
        break;
    case MapNotify:
        window->is_mapped = true;
        break;
    case UnmapNotify:
        window->is_mapped = false;
        break;
    case Expose:
        window->was_exposed = true;
        break;
    case ClientMessage:
        take_message(window, &event->xclient);
        break;
    }
}

static void take_events(struct window *window)
{
    while (XPending(window->x11->server)) {
        XEvent event;
        XNextEvent(window->x11->server, &event);
        take_event(window, &event);
    }
}

static bool is_same(const struct pixel_rect *a, const struct pixel_rect *b)
{
    return a->x == b->x && a->y == b->y && a->w == b->w && a->h == b->h;
}

static bool is_settled(const struct window *window)
{
    return window->is_mapped && is_same(&window->is, &window->place);
}

/* Window managers take their time, and some never do as they are asked. */
static void settle(struct window *window)
{
    enum { PATIENCE_US = 100 * 1000 };
    int64_t end_us = clock_mono_us() + PATIENCE_US, left_us;
    XSync(window->x11->server, False);
    take_events(window);
    while (!is_settled(window) && (left_us = end_us - clock_mono_us()) > 0) {
        struct pollfd pollfd = { .fd = x11_fd(window->x11), .events = POLLIN };
        poll(&pollfd, 1, (int)(left_us / 1000) + 1);
        take_events(window);
    }
}

/* Whatever is shown next is shown whole. */
static void appear(struct window *window)
{
    x11_map(window->x11, window->id);
    settle(window);
    window->was_exposed = false;
}

static const char *driver(const struct window *window)
{
    (void)window;
    return "x11";
}

static const char *way(const struct window *window)
{
    (void)window;
    return "software";
}

static bool waits_for_display(const struct window *window)
{
    (void)window;
    return false;
}

static void size(const struct window *window, int *width, int *height)
{
    *width = window->is.w;
    *height = window->is.h;
}

static int64_t frame_us(const struct window *window)
{
    int hertz = x11_hertz(window->x11);
    return 1000000 / (hertz >= 24 && hertz <= 75 ? hertz : 60);
}

static int fd(const struct window *window)
{
    return x11_fd(window->x11);
}

static bool take(bool *flag)
{
    bool was = *flag;
    *flag = false;
    return was;
}

static enum window_news next(struct window *window)
{
    take_events(window);
    if (take(&window->was_closed)) {
        log_info("the window was closed");
        return WINDOW_CLOSED;
    }
    return take(&window->was_resized)   ? WINDOW_SIZED
           : take(&window->was_exposed) ? WINDOW_EXPOSED
                                        : WINDOW_NOTHING;
}

static bool has_other_place(struct window *window)
{
    struct pixel_rect place;
    if (!take(&window->has_display_news) || !x11_place(window->x11, &place) ||
        is_same(&place, &window->place)) {
        return false;
    }
    window->place = place;
    x11_may_again(window->x11);
    return true;
}

static bool is_astray(struct window *window, bool is_visible, int64_t now_us)
{
    return has_other_place(window) ||
           (is_visible && !is_settled(window) && x11_may_put_back(window->x11, now_us));
}

static void put(struct window *window)
{
    const struct pixel_rect *place = &window->place;
    Display *server = window->x11->server;
    x11_hint_place(server, window->id, place);
    XMoveResizeWindow(
        server, window->id, place->x, place->y, (unsigned)place->w, (unsigned)place->h);
    if (!window->is_mapped) {
        x11_map(window->x11, window->id);
    }
    settle(window);
}

static bool has_news(const struct window *window)
{
    return x11_has_news(window->x11);
}

static bool power(struct window *window, bool is_on)
{
    (void)window;
    (void)is_on;
    return false;
}

/* The image has the window's size, as far as that is known. */
static bool have_image(struct window *window)
{
    const XImage *image = window->image.image;
    if (image && image->width == window->is.w && image->height == window->is.h) {
        return true;
    }
    x11_image_finish(&window->image);
    return x11_image_init(
        &window->image, window->x11->server, window->id, window->is.w, window->is.h);
}

static bool again(struct window *window, const struct pixel_rect *parts, size_t count)
{
    if (!window->image.image) {
        return false;
    }
    x11_image_put(&window->image, window->id, parts, count);
    return true;
}

static bool memory(struct window *window, struct canvas *canvas)
{
    const XImage *image = window->image.image;
    if (!image || image->bytes_per_line % (int)sizeof *canvas->pixels != 0) {
        return false;
    }
    *canvas = (struct canvas) { .pixels = x11_image_row(&window->image, 0),
        .stride = (size_t)image->bytes_per_line / sizeof *canvas->pixels,
        .width = image->width,
        .height = image->height };
    return true;
}

static bool show(struct window *window, const struct frame *frame)
{
    struct canvas canvas;
    if (!have_image(window) || !memory(window, &canvas) || !canvas_draw(&canvas, frame)) {
        return false;
    }
    const struct pixel_rect band = { 0, frame->first_row, canvas.width,
        frame->last_row - frame->first_row + 1 };
    return again(window, &band, 1);
}

static bool keeps(const struct window *window)
{
    (void)window;
    return true;
}

static bool recall(struct window *window, struct picture *picture)
{
    struct canvas canvas;
    return memory(window, &canvas) && canvas_recall(&canvas, picture);
}

static bool patch(struct window *window, int x, int y, const struct picture *picture)
{
    struct canvas canvas;
    bool has_memory = memory(window, &canvas);
    if (has_memory) {
        canvas_patch(&canvas, x, y, picture);
    }
    return has_memory;
}

static void lose(struct window *window)
{
    (void)window; /* nothing is kept outside our own memory */
}

const struct window_kind window_x11 = { .create = create,
    .destroy = destroy,
    .open = open,
    .appear = appear,
    .driver = driver,
    .way = way,
    .waits_for_display = waits_for_display,
    .size = size,
    .frame_us = frame_us,
    .fd = fd,
    .next = next,
    .is_astray = is_astray,
    .put = put,
    .has_news = has_news,
    .power = power,
    .show = show,
    .keeps = keeps,
    .again = again,
    .memory = memory,
    .recall = recall,
    .patch = patch,
    .lose = lose };
