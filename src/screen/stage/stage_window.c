/* The stage and its window: made, opened, resized, put back where it belongs. */
#include "base/clock.h"
#include "base/log.h"
#include "screen/stage/stage.h"
#include "screen/stage/stage_parts.h"

#include <stdlib.h>

static bool try_kind(struct stage *stage, const struct window_kind *kind,
    const struct stage_options *options, struct error *error)
{
    stage->kind = kind;
    stage->window = kind ? kind->create(options, error) : NULL;
    return stage->window != NULL;
}

static bool connect(
    struct stage *stage, const struct stage_options *options, struct error *error)
{
    struct error why; /* SDL says it better */
    stage->is_beside_sdl =
        (window_may_be_x11(options) && try_kind(stage, &window_x11, options, &why)) ||
        (window_may_be_kms(options) && try_kind(stage, window_by_kms(&why), options, &why));
    return stage->is_beside_sdl || try_kind(stage, window_by_sdl(error), options, error);
}

struct stage *stage_create(const struct stage_options *options, struct error *error)
{
    struct stage *stage = calloc(1, sizeof *stage);
    if (!stage) {
        error_set(error, "stage: out of memory");
        return NULL;
    }
    stage->dirty_last = -1;
    stage->options = *options;
    if (!connect(stage, options, error)) {
        stage_destroy(stage);
        return NULL;
    }
    stage->kind->size(stage->window, &stage->width, &stage->height);
    stage->frame_us = stage->kind->frame_us(stage->window);
    return stage;
}

void stage_destroy(struct stage *stage)
{
    if (stage) {
        stage_fade_drop(stage);
        if (stage->window) {
            stage->kind->destroy(stage->window);
        }
        picture_destroy(stage->from);
        picture_destroy(stage->to);
        moving_destroy(stage->moving);
        free(stage);
    }
}

/* What was connected to takes no window: a card without the memory, say. */
static bool open_by_sdl(struct stage *stage, struct error *error)
{
    log_warning("%s: SDL is asked", error->text);
    stage->is_beside_sdl = false;
    stage->kind->destroy(stage->window);
    stage->window = NULL;
    return try_kind(stage, window_by_sdl(error), &stage->options, error) &&
           stage->kind->open(stage->window, error);
}

bool stage_open(struct stage *stage, struct error *error)
{
    stage->is_open = stage->kind->open(stage->window, error) ||
                     (stage->is_beside_sdl && open_by_sdl(stage, error));
    if (stage->is_open) {
        stage->kind->size(stage->window, &stage->width, &stage->height);
        stage->frame_us = stage->kind->frame_us(stage->window);
    }
    return stage->is_open;
}

int stage_fd(const struct stage *stage)
{
    return stage->kind->fd(stage->window);
}

const char *stage_driver(const struct stage *stage)
{
    return stage->kind->driver(stage->window);
}

/* Until slides of the new size are there, the old one stretched: coarse, but never black. */
static bool take_size(struct stage *stage)
{
    int width, height;
    stage->kind->size(stage->window, &width, &height);
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

static enum stage_event meaning_of(struct stage *stage, enum window_news news)
{
    switch (news) {
    case WINDOW_SIZED:
        return take_size(stage) ? STAGE_RESIZED : STAGE_NOTHING;
    case WINDOW_LOST:
        stage->kind->lose(stage->window);
        stage_show_again(stage, true);
        return STAGE_NOTHING;
    case WINDOW_EXPOSED:
        if (stage->is_visible) {
            stage_show_again(stage, true);
        }
        return STAGE_NOTHING;
    case WINDOW_CLOSED:
        return STAGE_LEAVE;
    case WINDOW_PAUSE:
        return STAGE_PAUSE;
    case WINDOW_NEXT:
        return STAGE_NEXT;
    case WINDOW_PREVIOUS:
        return STAGE_PREVIOUS;
    case WINDOW_NOTHING:
        break;
    }
    return STAGE_NOTHING;
}

/* What the window shows is read back before its memory has another size. */
static bool put_window(struct stage *stage)
{
    if (!stage->kind->is_astray(stage->window, stage->is_visible, clock_mono_us())) {
        return false;
    }
    stage_fade_end(stage);
    stage_take_back(stage);
    stage->kind->put(stage->window);
    stage->frame_us = stage->kind->frame_us(stage->window);
    return true;
}

enum stage_event stage_next_event(struct stage *stage)
{
    do {
        enum window_news news;
        while ((news = stage->kind->next(stage->window)) != WINDOW_NOTHING) {
            enum stage_event meaning = meaning_of(stage, news);
            if (meaning != STAGE_NOTHING) {
                return meaning;
            }
        }
    } while (put_window(stage) || stage->kind->has_news(stage->window));
    return STAGE_NOTHING;
}
