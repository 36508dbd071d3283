/* The stage and its window: made, opened, resized, put back where it belongs. */
#include "base/clock.h"
#include "base/log.h"
#include "screen/stage/stage.h"
#include "screen/stage/stage_parts.h"

#include <stdlib.h>

static void close_window(struct stage *stage)
{
    if (stage->glass) {
        stage->kind->destroy(stage->glass);
        stage->glass = NULL;
    }
    if (stage->window) {
        SDL_DestroyWindow(stage->window);
        stage->window = NULL;
    }
}

struct stage *stage_create(const struct stage_options *options, struct error *error)
{
    struct stage *stage = calloc(1, sizeof *stage);
    if (!stage) {
        error_set(error, "stage: out of memory");
        return NULL;
    }
    stage->fd = -1;
    stage->dirty_last = -1;
    if (!display_init(&stage->display, options, error)) {
        stage_destroy(stage);
        return NULL;
    }
    stage->width = stage->display.place.w;
    stage->height = stage->display.place.h;
    stage->frame_us = display_frame_us(&stage->display);
    stage->kind = glass_choose();
    return stage;
}

void stage_destroy(struct stage *stage)
{
    if (stage) {
        close_window(stage);
        picture_destroy(stage->from);
        picture_destroy(stage->to);
        moving_destroy(stage->moving);
        display_finish(&stage->display);
        free(stage);
    }
}

static bool open_window(struct stage *stage, struct error *error)
{
    stage->window = display_open_window(&stage->display, stage->kind->window_flags, error);
    if (stage->window) {
        stage->glass = stage->kind->create(stage->window, error);
    }
    if (!stage->glass) {
        close_window(stage);
    }
    return stage->glass != NULL;
}

bool stage_open(struct stage *stage, struct error *error)
{
    bool is_open = open_window(stage, error);
    if (!is_open && stage->kind != &glass_surface) {
        stage->kind = &glass_surface;
        is_open = open_window(stage, error);
    }
    if (!is_open) {
        display_blame(&stage->display, error);
        return false;
    }
    SDL_GetWindowSize(stage->window, &stage->width, &stage->height);
    stage->fd = display_fd(&stage->display, stage->window);
    return true;
}

int stage_fd(const struct stage *stage)
{
    return stage->fd;
}

/* Until slides of the new size are there, the old one stretched: coarse, but never black. */
static bool take_size(struct stage *stage)
{
    int width, height;
    SDL_GetWindowSize(stage->window, &width, &height);
    if (width < 1 || height < 1 || (width == stage->width && height == stage->height)) {
        return false;
    }
    stage_take_back(stage);
    stage_settle(stage);
    stage->width = width;
    stage->height = height;
    stage->is_kept = false;
    moving_destroy(stage->moving);
    stage->moving = NULL;
    struct picture *stretched = stage->to ? picture_stretch(stage->to, width, height) : NULL;
    picture_destroy(stage->to);
    stage->to = stretched;
    stage->to_serial = ++stage->last_serial;
    stage->dirty_first = 0;
    stage->dirty_last = stretched ? height - 1 : -1;
    return true;
}

static enum stage_event window_event(struct stage *stage, const SDL_WindowEvent *event)
{
    if (event->event == SDL_WINDOWEVENT_SIZE_CHANGED && take_size(stage)) {
        return STAGE_RESIZED;
    }
    if (event->event == SDL_WINDOWEVENT_EXPOSED && stage->is_visible) {
        stage_show_again(stage, true);
    }
    return STAGE_NOTHING;
}

static enum stage_event read_event(struct stage *stage, const SDL_Event *event)
{
    switch (event->type) {
    case SDL_QUIT:
        log_info("the window was closed");
        return STAGE_LEAVE;
    case SDL_KEYDOWN:
        return stage->display.options.windowed ? display_key(event->key.keysym.sym)
                                               : STAGE_NOTHING;
    case SDL_WINDOWEVENT:
        return window_event(stage, &event->window);
    case SDL_RENDER_TARGETS_RESET:
    case SDL_RENDER_DEVICE_RESET:
        stage->kind->lose(stage->glass);
        stage_show_again(stage, true);
        return STAGE_NOTHING;
    default:
        return STAGE_NOTHING;
    }
}

/* What the window shows is read back before its memory has another size. */
static bool put_window(struct stage *stage)
{
    if (!display_has_changed(&stage->display) &&
        !(stage->is_visible &&
            display_is_astray(&stage->display, stage->window, clock_mono_us()))) {
        return false;
    }
    stage_take_back(stage);
    display_put(&stage->display, stage->window);
    stage->frame_us = display_frame_us(&stage->display);
    return true;
}

enum stage_event stage_next_event(struct stage *stage)
{
    SDL_Event event;
    do {
        while (SDL_PollEvent(&event)) {
            enum stage_event meaning = read_event(stage, &event);
            if (meaning != STAGE_NOTHING) {
                return meaning;
            }
        }
    } while (put_window(stage));
    return STAGE_NOTHING;
}
