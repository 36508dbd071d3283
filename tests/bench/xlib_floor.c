/* What the job takes with nothing around it at all: Xlib and its shared memory, no fonts, no
 * feeds, no library between.
 *
 *   xlib_floor start        opens the whole screen, draws bars on paper, presents, waits
 *   xlib_floor fade         and fades between eight ready pictures: every 4 s, for 800 ms, at
 *                           60 Hz, until a signal comes
 *
 * script/bench measures it from outside, as it does play. */
#include <X11/Xlib.h>
#include <X11/extensions/XShm.h>

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <time.h>

enum { PICTURES = 8, DWELL_US = 4000000, FADE_US = 800000, HERTZ = 60 };

struct floor_window {
    Display *server;
    Window window;
    GC gc;
    XImage *image;
    XShmSegmentInfo memory;
    int width, height;
};

static bool open_window(struct floor_window *out)
{
    out->server = XOpenDisplay(NULL);
    if (!out->server) {
        return false;
    }
    int screen = DefaultScreen(out->server);
    XSetWindowAttributes wish = { .override_redirect = True };
    out->width = DisplayWidth(out->server, screen);
    out->height = DisplayHeight(out->server, screen);
    out->window = XCreateWindow(out->server, RootWindow(out->server, screen), 0, 0,
        (unsigned)out->width, (unsigned)out->height, 0, CopyFromParent, InputOutput,
        CopyFromParent, CWOverrideRedirect, &wish);
    out->gc = XCreateGC(out->server, out->window, 0, NULL);
    out->image = XShmCreateImage(out->server, DefaultVisual(out->server, screen),
        (unsigned)DefaultDepth(out->server, screen), ZPixmap, NULL, &out->memory,
        (unsigned)out->width, (unsigned)out->height);
    if (!out->image || out->image->bits_per_pixel != 32) {
        return false;
    }
    out->memory.shmid = shmget(IPC_PRIVATE,
        (size_t)out->image->bytes_per_line * (size_t)out->height, IPC_CREAT | 0600);
    out->memory.shmaddr = out->image->data = shmat(out->memory.shmid, NULL, 0);
    bool done = out->memory.shmaddr != (char *)-1 && XShmAttach(out->server, &out->memory);
    XSync(out->server, False);
    shmctl(out->memory.shmid, IPC_RMID, NULL);
    return done;
}

static void present(struct floor_window *window)
{
    XShmPutImage(window->server, window->window, window->gc, window->image, 0, 0, 0, 0,
        (unsigned)window->width, (unsigned)window->height, False);
    XSync(window->server, False);
}

/* Paper with as much ink as a slide has. */
static void draw(const struct floor_window *window, int number, uint32_t *pixels)
{
    for (int y = 0; y < window->height; y++) {
        uint32_t *row = pixels + (size_t)y * (size_t)window->width;
        bool is_line = y / 40 % 2 == number % 2;
        for (int x = 0; x < window->width; x++) {
            row[x] = is_line && x / 23 % 3 == 1 ? 0xff1d1b18 : 0xfff6f2e9;
        }
    }
}

/* Eight bits a channel, to the nearest: the form that compilers turn into wide instructions. */
static void mix(uint8_t *out, const uint8_t *from, const uint8_t *to, size_t count, int weight)
{
    uint16_t add = (uint16_t)weight, keep = (uint16_t)(256 - weight);
    for (size_t i = 0; i < count; i++) {
        out[i] = (uint8_t)((uint16_t)(from[i] * keep + to[i] * add + 128) >> 8);
    }
}

static void sleep_until(int64_t us)
{
    const struct timespec until = { us / 1000000, us % 1000000 * 1000 };
    clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, NULL);
}

static void fade(
    struct floor_window *window, const uint32_t *from, const uint32_t *to, int64_t start_us)
{
    size_t bytes = (size_t)window->width * (size_t)window->height * sizeof *from;
    const int frames = FADE_US * HERTZ / 1000000;
    for (int frame = 1; frame <= frames; frame++) {
        sleep_until(start_us + (int64_t)frame * 1000000 / HERTZ);
        mix((uint8_t *)window->image->data, (const uint8_t *)from, (const uint8_t *)to, bytes,
            frame * 256 / frames);
        present(window);
    }
}

static void fade_for_ever(struct floor_window *window)
{
    size_t count = (size_t)window->width * (size_t)window->height;
    uint32_t *pictures[PICTURES];
    struct timespec now;
    for (int i = 0; i < PICTURES; i++) {
        pictures[i] = malloc(count * sizeof *pictures[i]);
        if (!pictures[i]) {
            return;
        }
        draw(window, i, pictures[i]);
    }
    clock_gettime(CLOCK_MONOTONIC, &now);
    int64_t next_us = now.tv_sec * INT64_C(1000000) + now.tv_nsec / 1000;
    for (int i = 0;; i = (i + 1) % PICTURES, next_us += DWELL_US) {
        sleep_until(next_us);
        fade(window, pictures[i], pictures[(i + 1) % PICTURES], next_us);
    }
}

int main(int argc, char **argv)
{
    bool is_start = argc == 2 && strcmp(argv[1], "start") == 0;
    struct floor_window window = { 0 };
    XEvent event;
    if (!is_start && !(argc == 2 && strcmp(argv[1], "fade") == 0)) {
        fprintf(stderr, "usage: xlib_floor start | xlib_floor fade\n");
        return 2;
    }
    if (!open_window(&window)) {
        fprintf(stderr, "xlib_floor: no display with 32 bits a pixel and shared memory\n");
        return 1;
    }
    draw(&window, 0, (uint32_t *)(void *)window.image->data);
    XMapRaised(window.server, window.window);
    present(&window);
    if (!is_start) {
        fade_for_ever(&window);
    }
    for (;;) {
        XNextEvent(window.server, &event);
    }
}
