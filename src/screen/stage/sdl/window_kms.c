/* The kiosk's window where there is neither a display server nor a card with GL: virtual
 * machines, servers' boards, the firmware's framebuffer. SDL has GL alone there, drawn by the
 * CPU, which costs 110 MB, and Mesa 22 dies of cards without a render node. */
#include "screen/stage/sdl/keyboard.h"
#include "screen/stage/sdl/kms_output.h"
#include "screen/stage/window.h"

#include <stdlib.h>

struct window {
    struct kms_output *output;
    struct canvas canvas; /* what is on the glass, where it can be read */
    struct keyboard keyboard;
    bool is_on_glass;
};

static void destroy(struct window *window)
{
    keyboard_give_back(&window->keyboard);
    kms_output_destroy(window->output);
    free(window->canvas.pixels);
    free(window);
}

static struct window *create(const struct stage_options *options, struct error *error)
{
    struct window *window = calloc(1, sizeof *window);
    if (!window) {
        error_set(error, "stage: out of memory");
        return NULL;
    }
    window->output = kms_output_create(options->display, error);
    if (!window->output) {
        free(window);
        return NULL;
    }
    keyboard_take(&window->keyboard);
    kms_output_size(window->output, &window->canvas.width, &window->canvas.height);
    window->canvas.stride = (size_t)window->canvas.width;
    return window;
}

static bool open(struct window *window, struct error *error)
{
    struct canvas *canvas = &window->canvas;
    canvas->pixels = calloc(canvas->stride * (size_t)canvas->height, sizeof *canvas->pixels);
    return canvas->pixels ? kms_output_open(window->output, error)
                          : error_set(error, "window: out of memory");
}

/* The console's text stays until show() has the first slide. */
static void appear(struct window *window)
{
    (void)window;
}

static const char *driver(const struct window *window)
{
    (void)window;
    return "KMSDRM";
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
    *width = window->canvas.width;
    *height = window->canvas.height;
}

static int64_t frame_us(const struct window *window)
{
    int hertz = kms_output_hertz(window->output);
    return 1000000 / (hertz >= 24 && hertz <= 75 ? hertz : 60);
}

static int fd(const struct window *window)
{
    (void)window;
    return -1;
}

static enum window_news next(struct window *window)
{
    (void)window;
    return WINDOW_NOTHING;
}

static bool is_astray(struct window *window, bool is_visible, int64_t now_us)
{
    (void)window;
    (void)is_visible;
    (void)now_us;
    return false;
}

static void put(struct window *window)
{
    (void)window;
}

static bool has_news(const struct window *window)
{
    (void)window;
    return false;
}

static bool power(struct window *window, bool is_on)
{
    return kms_output_power(window->output, is_on);
}

/* What comes first turns the display on: the whole of a slide, or one that was laid into the
 * memory. */
static bool again(struct window *window, const struct pixel_rect *parts, size_t count)
{
    if (!kms_output_put(window->output, &window->canvas, parts, count)) {
        return false;
    }
    window->is_on_glass = window->is_on_glass || kms_output_appear(window->output);
    return window->is_on_glass;
}

static bool show(struct window *window, const struct frame *frame)
{
    const struct pixel_rect band = { 0, frame->first_row, window->canvas.width,
        frame->last_row - frame->first_row + 1 };
    return canvas_draw(&window->canvas, frame) && again(window, &band, 1);
}

static bool keeps(const struct window *window)
{
    (void)window;
    return true;
}

static bool memory(struct window *window, struct canvas *canvas)
{
    *canvas = window->canvas;
    return true;
}

static bool recall(struct window *window, struct picture *picture)
{
    return canvas_recall(&window->canvas, picture);
}

static bool patch(struct window *window, int x, int y, const struct picture *picture)
{
    canvas_patch(&window->canvas, x, y, picture);
    return true;
}

static void lose(struct window *window)
{
    (void)window; /* nothing is kept outside our own memory */
}

extern const struct window_kind window_kms; /* the module's other name */

const struct window_kind window_kms = { .create = create,
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
