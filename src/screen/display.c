#include "screen/display.h"

#include <SDL2/SDL_syswm.h>
#include <dirent.h>
#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

enum { USUAL_WIDTH = 1920, USUAL_HEIGHT = 1080 };

/* The first mode of a connected connector is the one that its display prefers. */
static bool read_connector(const char *name, int *width, int *height)
{
    char path[512], line[64] = "";
    snprintf(path, sizeof path, "/sys/class/drm/%s/modes", name);
    FILE *file = fopen(path, "re");
    bool found = file && fgets(line, sizeof line, file) &&
                 sscanf(line, "%dx%d", width, height) == 2 && *width > 0 && *height > 0;
    if (file) {
        fclose(file);
    }
    return found;
}

void stage_guess_size(const struct stage_options *options, int *width, int *height)
{
    bool found = options->windowed && options->width > 0;
    if (found) {
        *width = options->width;
        *height = options->height;
    }
    DIR *folder = found ? NULL : opendir("/sys/class/drm");
    struct dirent *entry;
    while (folder && !found && (entry = readdir(folder))) {
        found = read_connector(entry->d_name, width, height);
    }
    if (folder) {
        closedir(folder);
    }
    if (!found) {
        *width = USUAL_WIDTH;
        *height = USUAL_HEIGHT;
    }
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

bool display_connect(struct error *error)
{
    /* SDL asks D-Bus about input methods and the screensaver; without a session bus libdbus
     * would start one (20 ms, and a daemon that outlives us). */
    setenv("DBUS_SESSION_BUS_ADDRESS", "disabled:", 0);
    SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0"); /* or a window's memory means GL */
    SDL_SetHint(SDL_HINT_VIDEO_X11_NET_WM_BYPASS_COMPOSITOR, "1");
    SDL_SetHint(SDL_HINT_VIDEO_MINIMIZE_ON_FOCUS_LOSS, "0");
    SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "0");
    SDL_SetHint(SDL_HINT_APP_NAME, "lobbycard");
    const char *wish = SDL_GetHint(SDL_HINT_VIDEODRIVER);
    bool has_wish = wish && *wish;
    if (!has_wish && !may_have_wayland()) {
        SDL_SetHint(SDL_HINT_VIDEODRIVER, "x11,KMSDRM,offscreen");
    }
    if (SDL_Init(SDL_INIT_VIDEO) < 0) {
        return error_set(error, "display: %s", SDL_GetError());
    }
    if (!has_wish && shows_nothing()) {
        SDL_Quit();
        return error_set(error, "display: none: no X server, no Wayland, no display that KMS "
                                "can have");
    }
    SDL_StopTextInput();
    return true;
}

static int which_display(const struct stage_options *options)
{
    return options->display < SDL_GetNumVideoDisplays() ? options->display : 0;
}

SDL_Rect display_place(const struct stage_options *options)
{
    SDL_Rect bounds = { 0, 0, USUAL_WIDTH, USUAL_HEIGHT };
    SDL_GetDisplayBounds(which_display(options), &bounds);
    if (!options->windowed) {
        return bounds;
    }
    SDL_Rect place = { 0, 0, options->width, options->height };
    if (place.w <= 0) {
        place.w = bounds.w * 3 / 4;
        place.h = bounds.h * 3 / 4;
    }
    place.x = place.y = (int)SDL_WINDOWPOS_CENTERED_DISPLAY(which_display(options));
    return place;
}

int64_t display_frame_us(const struct stage_options *options)
{
    SDL_DisplayMode mode = { 0 };
    SDL_GetCurrentDisplayMode(which_display(options), &mode);
    int hertz = mode.refresh_rate >= 24 && mode.refresh_rate <= 75 ? mode.refresh_rate : 60;
    return 1000000 / hertz;
}

const char *stage_driver(void)
{
    const char *driver = SDL_GetCurrentVideoDriver();
    return driver ? driver : "";
}

static bool is_x11(void)
{
    return strcmp(stage_driver(), "x11") == 0;
}

SDL_Window *display_open_window(
    const struct stage_options *options, uint32_t flags, struct error *error)
{
    SDL_Rect place = display_place(options);
    flags |= SDL_WINDOW_HIDDEN;
    if (options->windowed) {
        flags |= SDL_WINDOW_RESIZABLE;
    } else if (is_x11()) {
        /* SDL's fullscreen flag waits 100 ms for the window manager. */
        flags |= SDL_WINDOW_BORDERLESS | SDL_WINDOW_ALWAYS_ON_TOP;
    } else {
        flags |= SDL_WINDOW_FULLSCREEN_DESKTOP;
    }
    SDL_Window *window =
        SDL_CreateWindow("lobbycard", place.x, place.y, place.w, place.h, flags);
    if (!window) {
        error_set(error, "window: %s", SDL_GetError());
        return NULL;
    }
    if (!options->windowed) {
        SDL_ShowCursor(SDL_DISABLE);
    }
    SDL_DisableScreenSaver();
    return window;
}

void display_follow(SDL_Window *window, const struct stage_options *options)
{
    if (!options->windowed && is_x11()) {
        SDL_Rect place = display_place(options);
        SDL_SetWindowPosition(window, place.x, place.y);
        SDL_SetWindowSize(window, place.w, place.h);
    }
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

int display_fd(SDL_Window *window)
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

enum stage_event display_key(SDL_Keycode key)
{
    static const struct {
        SDL_Keycode key;
        enum stage_event event;
    } keys[] = { { SDLK_q, STAGE_LEAVE }, { SDLK_ESCAPE, STAGE_LEAVE },
        { SDLK_SPACE, STAGE_PAUSE }, { SDLK_RIGHT, STAGE_NEXT },
        { SDLK_LEFT, STAGE_PREVIOUS } };
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (keys[i].key == key) {
            return keys[i].event;
        }
    }
    return STAGE_NOTHING;
}
