/* The table of SDL's window, over the display and the two ways to the glass. */
#include "base/log.h"
#include "screen/stage/sdl/display.h"
#include "screen/stage/sdl/glass.h"
#include "screen/stage/sdl/kms_output.h"

#include <SDL2/SDL_syswm.h>
#include <stdlib.h>

struct window {
    struct display display;
    const struct glass_kind *kind;
    SDL_Window *handle;
    struct glass *glass;
    int fd;
};

static void close_handle(struct window *window)
{
    if (window->glass) {
        window->kind->destroy(window->glass);
        window->glass = NULL;
    }
    if (window->handle) {
        SDL_DestroyWindow(window->handle);
        window->handle = NULL;
    }
}

static void destroy(struct window *window)
{
    if (window) {
        close_handle(window);
        display_finish(&window->display);
        free(window);
    }
}

static struct window *create(const struct stage_options *options, struct error *error)
{
    struct window *window = calloc(1, sizeof *window);
    if (!window) {
        error_set(error, "stage: out of memory");
        return NULL;
    }
    window->fd = -1;
    if (!display_init(&window->display, options, error)) {
        destroy(window);
        return NULL;
    }
    window->kind = glass_choose();
    return window;
}

static bool open_handle(struct window *window, struct error *error)
{
    window->handle = display_open_window(&window->display, window->kind->window_flags, error);
    if (window->handle) {
        window->glass = window->kind->create(window->handle, error);
    }
    if (!window->glass) {
        close_handle(window);
    }
    return window->glass != NULL;
}

static bool open(struct window *window, struct error *error)
{
    bool is_open = open_handle(window, error);
    if (!is_open && window->kind != &glass_surface) {
        window->kind = &glass_surface;
        is_open = open_handle(window, error);
    }
    if (!is_open) {
        display_blame(&window->display, error);
        return false;
    }
    window->fd = display_fd(&window->display, window->handle);
    return true;
}

static void appear(struct window *window)
{
    SDL_ShowWindow(window->handle);
}

static const char *driver(const struct window *window)
{
    (void)window;
    return display_driver();
}

static const char *way(const struct window *window)
{
    return window->kind->name;
}

static bool waits_for_display(const struct window *window)
{
    return window->kind->waits_for_display;
}

static void size(const struct window *window, int *width, int *height)
{
    if (window->handle) {
        SDL_GetWindowSize(window->handle, width, height);
    } else {
        *width = window->display.place.w;
        *height = window->display.place.h;
    }
}

static int64_t frame_us(const struct window *window)
{
    return display_frame_us(&window->display);
}

static int fd(const struct window *window)
{
    return window->fd;
}

static enum window_news read_window_event(const SDL_WindowEvent *event)
{
    return event->event == SDL_WINDOWEVENT_SIZE_CHANGED ? WINDOW_SIZED
           : event->event == SDL_WINDOWEVENT_EXPOSED    ? WINDOW_EXPOSED
                                                        : WINDOW_NOTHING;
}

static enum window_news read_event(const struct window *window, const SDL_Event *event)
{
    switch (event->type) {
    case SDL_QUIT:
        log_info("the window was closed");
        return WINDOW_CLOSED;
    case SDL_KEYDOWN:
        return window->display.options.windowed ? display_key(event->key.keysym.sym)
                                                : WINDOW_NOTHING;
    case SDL_WINDOWEVENT:
        return read_window_event(&event->window);
    case SDL_RENDER_TARGETS_RESET:
    case SDL_RENDER_DEVICE_RESET:
        return WINDOW_LOST;
    default:
        return WINDOW_NOTHING;
    }
}

static enum window_news next(struct window *window)
{
    SDL_Event event;
    while (SDL_PollEvent(&event)) {
        enum window_news news = read_event(window, &event);
        if (news != WINDOW_NOTHING) {
            return news;
        }
    }
    return WINDOW_NOTHING;
}

static bool is_astray(struct window *window, bool is_visible, int64_t now_us)
{
    return display_has_changed(&window->display) ||
           (is_visible && display_is_astray(&window->display, window->handle, now_us));
}

static void put(struct window *window)
{
    display_put(&window->display, window->handle);
}

static bool has_news(const struct window *window)
{
    return display_has_news(&window->display);
}

/* SDL's own descriptor is the master of the card. */
static bool power(struct window *window, bool is_on)
{
    SDL_SysWMinfo info;
    SDL_VERSION(&info.version);
    return SDL_GetWindowWMInfo(window->handle, &info) && info.subsystem == SDL_SYSWM_KMSDRM &&
           kms_power(info.info.kmsdrm.drm_fd, is_on);
}

static bool show(struct window *window, const struct frame *frame)
{
    return window->kind->show(window->glass, frame);
}

static bool keeps(const struct window *window)
{
    return window->kind->recall != NULL;
}

static bool again(struct window *window, const struct pixel_rect *parts, size_t count)
{
    return window->kind->again(window->glass, parts, count);
}

static bool memory(struct window *window, struct canvas *canvas)
{
    return window->kind->memory && window->kind->memory(window->glass, canvas);
}

static bool recall(struct window *window, struct picture *picture)
{
    return window->kind->recall(window->glass, picture);
}

static bool patch(struct window *window, int x, int y, const struct picture *picture)
{
    return window->kind->patch(window->glass, x, y, picture);
}

static void lose(struct window *window)
{
    window->kind->lose(window->glass);
}

extern const struct window_kind window_sdl; /* the module's one name */

const struct window_kind window_sdl = { .create = create,
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
