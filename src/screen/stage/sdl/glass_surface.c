#include "screen/stage/sdl/glass.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

struct glass {
    SDL_Window *window;
    /* What was drawn to last. It lives until SDL is asked for the window's surface again, also
     * where the window has another size meanwhile. */
    SDL_Surface *surface;
    uint32_t *row; /* where a window's format is not ours: one row to convert from */
    int row_width;
};

bool glass_has_memory(void)
{
    static const char *const with_memory[] = { "x11", "dummy", "offscreen", "directfb", "vnc" };
    const char *driver = SDL_GetCurrentVideoDriver();
    for (size_t i = 0; driver && i < sizeof with_memory / sizeof *with_memory; i++) {
        if (strcmp(with_memory[i], driver) == 0) {
            return true;
        }
    }
    return false;
}

static SDL_Surface *renew(struct glass *glass)
{
    glass->surface = SDL_GetWindowSurface(glass->window);
    return glass->surface;
}

/* Touches the pages now, while the first slide is still being made: all at once where the
 * kernel does that (Linux 5.14). */
static void populate(SDL_Surface *surface)
{
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE), start = (uintptr_t)surface->pixels;
    uintptr_t first = (start + page - 1) / page * page;
    uintptr_t end = start + (uintptr_t)surface->h * (uintptr_t)surface->pitch;
    if (end <= first || madvise((void *)first, end - first, MADV_POPULATE_WRITE) != 0) {
        SDL_FillRect(surface, NULL, 0);
    }
}

static struct glass *create(SDL_Window *window, struct error *error)
{
    struct glass *glass = calloc(1, sizeof *glass);
    if (!glass) {
        error_set(error, "window: out of memory");
        return NULL;
    }
    glass->window = window;
    SDL_Surface *surface = renew(glass);
    if (!surface) {
        error_set(error, "window: %s", SDL_GetError());
        free(glass);
        return NULL;
    }
    populate(surface);
    return glass;
}

static void destroy(struct glass *glass)
{
    free(glass->row);
    free(glass);
}

static bool is_ours(const SDL_Surface *surface)
{
    return surface->format->format == SDL_PIXELFORMAT_RGB888 ||
           surface->format->format == SDL_PIXELFORMAT_ARGB8888;
}

static bool have_row(struct glass *glass, int width)
{
    if (glass->row_width < width) {
        free(glass->row);
        glass->row = malloc((size_t)width * sizeof *glass->row);
        glass->row_width = glass->row ? width : 0;
    }
    return glass->row != NULL;
}

static bool again(struct glass *glass, const struct pixel_rect *parts, size_t count)
{
    SDL_Rect rects[FADE_PARTS];
    int rect_count = 0;
    for (size_t i = 0; i < count && i < FADE_PARTS; i++) {
        rects[rect_count++] = (SDL_Rect) { parts[i].x, parts[i].y, parts[i].w, parts[i].h };
    }
    return SDL_UpdateWindowSurfaceRects(glass->window, rects, rect_count) == 0;
}

static bool memory(struct glass *glass, struct canvas *canvas)
{
    const SDL_Surface *surface = glass->surface;
    if (!surface || !is_ours(surface) || surface->pitch % (int)sizeof *canvas->pixels != 0) {
        return false;
    }
    *canvas = (struct canvas) { .pixels = surface->pixels,
        .stride = (size_t)surface->pitch / sizeof *canvas->pixels,
        .width = surface->w,
        .height = surface->h };
    return true;
}

static bool show(struct glass *glass, const struct frame *frame)
{
    SDL_Surface *surface = renew(glass);
    bool convert = surface && !is_ours(surface);
    if (!surface || surface->w < frame->to->width || surface->h < frame->to->height ||
        (convert && !have_row(glass, frame->to->width))) {
        return false;
    }
    size_t width = (size_t)frame->to->width;
    for (int y = frame->first_row; y <= frame->last_row; y++) {
        uint8_t *target = (uint8_t *)surface->pixels + (size_t)y * (size_t)surface->pitch;
        uint32_t *out = convert ? glass->row : (uint32_t *)(void *)target;
        frame_row(frame, y, out);
        if (convert) {
            SDL_ConvertPixels((int)width, 1, SDL_PIXELFORMAT_RGB888, out,
                (int)(width * sizeof *out), surface->format->format, target, surface->pitch);
        }
    }
    const struct pixel_rect band = { 0, frame->first_row, surface->w,
        frame->last_row - frame->first_row + 1 };
    return again(glass, &band, 1);
}

static bool recall(struct glass *glass, struct picture *picture)
{
    const SDL_Surface *surface = glass->surface;
    return surface && surface->w == picture->width && surface->h == picture->height &&
           SDL_ConvertPixels(surface->w, surface->h, surface->format->format, surface->pixels,
               surface->pitch, SDL_PIXELFORMAT_ARGB8888, picture->pixels,
               surface->w * (int)sizeof *picture->pixels) == 0;
}

static void put_row(SDL_Surface *surface, SDL_Rect part, int row, const uint32_t *from)
{
    uint8_t *to = (uint8_t *)surface->pixels + (size_t)(part.y + row) * (size_t)surface->pitch +
                  (size_t)part.x * surface->format->BytesPerPixel;
    size_t size = (size_t)part.w * sizeof *from;
    if (is_ours(surface)) {
        memcpy(to, from, size);
    } else {
        SDL_ConvertPixels(part.w, 1, SDL_PIXELFORMAT_RGB888, from, (int)size,
            surface->format->format, to, surface->pitch);
    }
}

static bool patch(struct glass *glass, int x, int y, const struct picture *picture)
{
    SDL_Surface *surface = glass->surface;
    const SDL_Rect wanted = { x, y, picture->width, picture->height };
    SDL_Rect part;
    if (!surface) {
        return false;
    }
    const SDL_Rect all = { 0, 0, surface->w, surface->h };
    int rows = SDL_IntersectRect(&wanted, &all, &part) ? part.h : 0;
    for (int row = 0; row < rows; row++) {
        size_t first = (size_t)(part.y - y + row) * (size_t)picture->width;
        put_row(surface, part, row, picture->pixels + first + (part.x - x));
    }
    return true;
}

static void lose(struct glass *glass)
{
    (void)glass; /* nothing is kept outside our own memory */
}

const struct glass_kind glass_surface = { .name = "software",
    .create = create,
    .destroy = destroy,
    .show = show,
    .again = again,
    .memory = memory,
    .recall = recall,
    .patch = patch,
    .lose = lose };
