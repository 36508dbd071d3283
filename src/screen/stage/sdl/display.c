#include "screen/stage/sdl/display.h"

#include "base/log.h"
#include "screen/stage/sdl/kms.h"
#include "screen/stage/x11.h"

#include <SDL2/SDL_syswm.h>
#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

const char *display_driver(void)
{
    const char *driver = SDL_GetCurrentVideoDriver();
    return driver ? driver : "";
}

static bool is_x11(void)
{
    return strcmp(display_driver(), "x11") == 0;
}

/* SDL falls back to drivers without a display. They are for those who ask for them: a kiosk
 * that starts before its display is there must leave and be started again. */
static bool shows_nothing(void)
{
    static const char *const blind[] = { "offscreen", "dummy", "evdev" };
    const char *driver = SDL_GetCurrentVideoDriver();
    bool is_blind = !driver;
    for (size_t i = 0; driver && i < sizeof blind / sizeof *blind; i++) {
        is_blind = is_blind || strcmp(blind[i], driver) == 0;
    }
    return is_blind;
}

/* libwayland complains on stderr where it is asked and has no folder to look in. */
static bool may_have_wayland(void)
{
    const char *display = getenv("WAYLAND_DISPLAY");
    return getenv("XDG_RUNTIME_DIR") || getenv("WAYLAND_SOCKET") ||
           (display && *display == '/');
}

static bool no_display(struct error *error)
{
    const char *name = getenv("DISPLAY"), *wayland = getenv("WAYLAND_DISPLAY");
    struct error why = { "" };
    kms_blame("/dev/dri", "/sys/class/drm", &why);
    if (name && *name) {
        return error_set(error,
            "display: none: no X server answers at DISPLAY=%s (start it, or name another), no "
            "Wayland; KMS: %s",
            name, why.text);
    }
    return wayland && *wayland
               ? error_set(error,
                     "display: none: no Wayland answers at WAYLAND_DISPLAY=%s; KMS: %s",
                     wayland, why.text)
               : error_set(error,
                     "display: none: neither DISPLAY nor WAYLAND_DISPLAY is set; KMS: %s",
                     why.text);
}

static void set_hints(void)
{
    SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0"); /* or a window's memory means GL */
    SDL_SetHint(SDL_HINT_VIDEO_X11_NET_WM_BYPASS_COMPOSITOR, "1");
    /* We ask RandR ourselves. With it SDL takes the first X screen, whatever DISPLAY says. */
    SDL_SetHint(SDL_HINT_VIDEO_X11_XRANDR, "0");
    SDL_SetHint(SDL_HINT_VIDEO_MINIMIZE_ON_FOCUS_LOSS, "0");
    SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "0");
    SDL_SetHint(SDL_HINT_APP_NAME, "lobbycard");
}

static bool connect(struct error *error)
{
    set_hints();
    const char *wish = SDL_GetHint(SDL_HINT_VIDEODRIVER);
    bool has_wish = wish && *wish;
    if (!has_wish && !may_have_wayland()) {
        SDL_SetHint(SDL_HINT_VIDEODRIVER, "x11,KMSDRM,offscreen");
    }
    if (SDL_Init(SDL_INIT_VIDEO) < 0) {
        return has_wish && strcmp(wish, "x11") == 0
                   ? no_display(error)
                   : error_set(error, "display: %s", SDL_GetError());
    }
    if (!has_wish && shows_nothing()) {
        return no_display(error);
    }
    SDL_StopTextInput();
    return true;
}

static int display_count(const struct display *display)
{
    return display->x11 ? x11_display_count(display->x11) : SDL_GetNumVideoDisplays();
}

static int which_display(const struct display *display)
{
    return !display->x11 && display->options.display < SDL_GetNumVideoDisplays()
               ? display->options.display
               : 0;
}

/* False while there is none: everything stays where it is. */
static bool find_bounds(struct display *display, SDL_Rect *bounds)
{
    struct pixel_rect found;
    if (!display->x11) {
        return SDL_GetDisplayBounds(which_display(display), bounds) == 0;
    }
    if (!x11_place(display->x11, &found)) {
        return false;
    }
    *bounds = (SDL_Rect) { found.x, found.y, found.w, found.h };
    return true;
}

static SDL_Rect centred(const struct display *display, const SDL_Rect *bounds)
{
    SDL_Rect place = { 0, 0, display->options.width, display->options.height };
    if (place.w <= 0) {
        place.w = bounds->w * 3 / 4;
        place.h = bounds->h * 3 / 4;
    }
    place.x = bounds->x + (bounds->w - place.w) / 2;
    place.y = bounds->y + (bounds->h - place.h) / 2;
    return place;
}

bool display_init(
    struct display *display, const struct stage_options *options, struct error *error)
{
    *display = (struct display) { .options = *options, .fd = -1 };
    if (!connect(error)) {
        return false;
    }
    SDL_Rect bounds = { 0, 0, USUAL_WIDTH, USUAL_HEIGHT };
    display->x11 = is_x11() ? x11_create(options) : NULL;
    find_bounds(display, &bounds);
    display->place = options->windowed ? centred(display, &bounds) : bounds;
    if (options->display >= display_count(display)) {
        log_warning("[screen] display = %d: there are %d, counted from 0: the first is taken",
            options->display, display_count(display));
    }
    return true;
}

void display_finish(struct display *display)
{
    if (display->fd >= 0) {
        close(display->fd);
    }
    x11_destroy(display->x11);
    SDL_Quit();
}

int64_t display_frame_us(const struct display *display)
{
    SDL_DisplayMode mode = { 0 };
    SDL_GetCurrentDisplayMode(which_display(display), &mode);
    int hertz = display->x11 ? x11_hertz(display->x11) : mode.refresh_rate;
    return 1000000 / (hertz >= 24 && hertz <= 75 ? hertz : 60);
}

SDL_Window *display_open_window(struct display *display, uint32_t flags, struct error *error)
{
    const SDL_Rect *place = &display->place;
    flags |= SDL_WINDOW_HIDDEN;
    if (display->options.windowed) {
        flags |= SDL_WINDOW_RESIZABLE;
    } else if (is_x11()) {
        /* SDL's fullscreen flag waits 100 ms for the window manager. */
        flags |= SDL_WINDOW_BORDERLESS | SDL_WINDOW_ALWAYS_ON_TOP;
    } else {
        flags |= SDL_WINDOW_FULLSCREEN_DESKTOP;
    }
    SDL_Window *window =
        SDL_CreateWindow("lobbycard", place->x, place->y, place->w, place->h, flags);
    if (!window) {
        error_set(error, "window: %s", SDL_GetError());
        return NULL;
    }
    if (!display->options.windowed) {
        SDL_ShowCursor(SDL_DISABLE);
    }
    SDL_DisableScreenSaver();
    return window;
}

void display_blame(const struct display *display, struct error *error)
{
    int depth = display->x11 ? x11_depth(display->x11) : 24;
    if (depth != 24 && depth != 32) {
        error_set(error,
            "display: DISPLAY=%s has %d bits a pixel, which nothing here can draw: set 24 "
            "(DefaultDepth 24 in xorg.conf)",
            getenv("DISPLAY"), depth);
    }
}

bool display_has_changed(struct display *display)
{
    SDL_Rect place;
    if (!display->x11 || !x11_take_news(display->x11) || display->options.windowed ||
        !find_bounds(display, &place) || SDL_RectEquals(&place, &display->place)) {
        return false;
    }
    display->place = place;
    x11_may_again(display->x11);
    return true;
}

bool display_has_news(const struct display *display)
{
    return display->x11 && x11_has_news(display->x11);
}

static bool is_at_place(const struct display *display, SDL_Window *window)
{
    SDL_Rect now;
    SDL_GetWindowPosition(window, &now.x, &now.y);
    SDL_GetWindowSize(window, &now.w, &now.h);
    return SDL_RectEquals(&now, &display->place);
}

static bool is_hidden(SDL_Window *window)
{
    return SDL_GetWindowFlags(window) & (SDL_WINDOW_HIDDEN | SDL_WINDOW_MINIMIZED);
}

bool display_is_astray(struct display *display, SDL_Window *window, int64_t now_us)
{
    return display->x11 && !display->options.windowed &&
           (is_hidden(window) || !is_at_place(display, window)) &&
           x11_may_put_back(display->x11, now_us);
}

static unsigned long x11_window(SDL_Window *window)
{
    SDL_SysWMinfo info;
    SDL_VERSION(&info.version);
    return SDL_GetWindowWMInfo(window, &info) ? info.info.x11.window : 0;
}

void display_put(struct display *display, SDL_Window *window)
{
    const SDL_Rect *place = &display->place;
    if (is_hidden(window)) {
        x11_map(display->x11, x11_window(window));
    }
    SDL_SetWindowPosition(window, place->x, place->y);
    SDL_SetWindowSize(window, place->w, place->h);
}

/* libwayland is SDL's business; it is asked for this one number where SDL has loaded it. */
static int wayland_fd(struct wl_display *display)
{
    int (*get_fd)(struct wl_display *) = NULL;
    void *library = dlopen("libwayland-client.so.0", RTLD_LAZY | RTLD_NOLOAD);
    void *found = library ? dlsym(library, "wl_display_get_fd") : NULL;
    memcpy(&get_fd, &found, sizeof get_fd);
    int fd = get_fd ? get_fd(display) : -1;
    if (library) {
        dlclose(library); /* SDL still holds it */
    }
    return fd;
}

static int window_fd(SDL_Window *window)
{
    SDL_SysWMinfo info;
    SDL_VERSION(&info.version);
    if (!SDL_GetWindowWMInfo(window, &info)) {
        return -1;
    }
    switch (info.subsystem) {
    case SDL_SYSWM_X11:
        return ConnectionNumber(info.info.x11.display);
    case SDL_SYSWM_WAYLAND:
        return wayland_fd(info.info.wl.display);
    default:
        return -1;
    }
}

int display_fd(struct display *display, SDL_Window *window)
{
    SDL_SysWMinfo info;
    SDL_VERSION(&info.version);
    if (!display->x11 || !SDL_GetWindowWMInfo(window, &info)) {
        return window_fd(window);
    }
    x11_guard(display->x11, info.info.x11.window);
    const int fds[] = { window_fd(window), x11_fd(display->x11) };
    display->fd = epoll_create1(EPOLL_CLOEXEC);
    for (size_t i = 0; display->fd >= 0 && i < sizeof fds / sizeof *fds; i++) {
        struct epoll_event event = { .events = EPOLLIN };
        epoll_ctl(display->fd, EPOLL_CTL_ADD, fds[i], &event);
    }
    return display->fd;
}

enum window_news display_key(SDL_Keycode key)
{
    static const struct {
        SDL_Keycode key;
        enum window_news news;
    } keys[] = { { SDLK_q, WINDOW_CLOSED }, { SDLK_ESCAPE, WINDOW_CLOSED },
        { SDLK_SPACE, WINDOW_PAUSE }, { SDLK_RIGHT, WINDOW_NEXT },
        { SDLK_LEFT, WINDOW_PREVIOUS } };
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (keys[i].key == key) {
            return keys[i].news;
        }
    }
    return WINDOW_NOTHING;
}
