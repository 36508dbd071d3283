#include "screen/stage.h"

#include "base/clock.h"
#include "screen/display.h"
#include "screen/glass.h"

#include <stdlib.h>
#include <string.h>

struct stage {
    /* set once */
    struct stage_options options;
    const struct glass_kind *kind;
    int64_t frame_us; /* from frame to frame */
    /* the window */
    SDL_Window *window;
    struct glass *glass;
    int fd;
    int width, height;
    bool is_visible;
    /* what is shown: `to`, on the way from `from` while that is not NULL; a slide that stands
     * is_kept by the window alone where it can be read back, which saves its 8 MB */
    struct picture *from, *to;
    bool is_kept;
    unsigned from_serial, to_serial, last_serial;
    struct transition transition;
    double done;       /* how much of it, 0 to 1, eased */
    struct zoom *zoom; /* of `to`, or NULL */
    int64_t start_us, next_frame_us, last_frame_us;
    /* rows that the window does not show yet as they should be; none when first > last */
    int dirty_first, dirty_last;
    struct stage_stats stats;
};

struct stage *stage_create(const struct stage_options *options, struct error *error)
{
    struct stage *stage = calloc(1, sizeof *stage);
    if (!stage) {
        error_set(error, "stage: out of memory");
        return NULL;
    }
    stage->options = *options;
    stage->fd = -1;
    stage->dirty_last = -1;
    if (!display_connect(error)) {
        free(stage);
        return NULL;
    }
    SDL_Rect place = display_place(options);
    stage->width = place.w;
    stage->height = place.h;
    stage->frame_us = display_frame_us(options);
    stage->kind = glass_choose();
    return stage;
}

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

void stage_destroy(struct stage *stage)
{
    if (stage) {
        close_window(stage);
        picture_destroy(stage->from);
        picture_destroy(stage->to);
        zoom_destroy(stage->zoom);
        SDL_Quit();
        free(stage);
    }
}

static bool open_window(struct stage *stage, struct error *error)
{
    stage->window = display_open_window(&stage->options, stage->kind->window_flags, error);
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
    if (!open_window(stage, error)) {
        if (stage->kind == &glass_surface) {
            return false;
        }
        stage->kind = &glass_surface;
        if (!open_window(stage, error)) {
            return false;
        }
    }
    SDL_GetWindowSize(stage->window, &stage->width, &stage->height);
    stage->fd = display_fd(stage->window);
    return true;
}

void stage_size(const struct stage *stage, int *width, int *height)
{
    *width = stage->width;
    *height = stage->height;
}

const char *stage_way(const struct stage *stage)
{
    return stage->kind->name;
}

bool stage_power(struct stage *stage, bool is_on)
{
    return display_power(stage->window, is_on);
}

int stage_fd(const struct stage *stage)
{
    return stage->fd;
}

static bool is_clean(const struct stage *stage)
{
    return stage->dirty_first > stage->dirty_last;
}

static void soil(struct stage *stage, int first, int last)
{
    bool is_first = is_clean(stage);
    stage->dirty_first = is_first || first < stage->dirty_first ? first : stage->dirty_first;
    stage->dirty_last = is_first || last > stage->dirty_last ? last : stage->dirty_last;
}

/* In kiosks alone: a window's size changes under our hands, and its memory with it. */
static void let_go(struct stage *stage)
{
    if (stage->kind->recall && !stage->options.windowed && is_clean(stage) &&
        zoom_due_us(stage->zoom) == INT64_MAX) {
        picture_destroy(stage->to);
        stage->to = NULL;
        stage->is_kept = true;
    }
}

static void take_back(struct stage *stage)
{
    if (!stage->is_kept) {
        return;
    }
    stage->is_kept = false;
    stage->to = picture_create(stage->width, stage->height);
    stage->to_serial = ++stage->last_serial;
    if (stage->to && !stage->kind->recall(stage->glass, stage->to)) {
        picture_destroy(stage->to);
        stage->to = NULL;
    }
}

static struct frame frame_now(const struct stage *stage)
{
    struct frame frame = { .from = stage->done < 1 ? stage->from : NULL,
        .to = stage->to,
        .from_serial = stage->from_serial,
        .to_serial = stage->to_serial,
        .weight = (int)(stage->done * 256 + 0.5),
        .first_row = stage->dirty_first,
        .last_row = stage->dirty_last,
        .push_last = -1 };
    if (stage->transition.kind == TRANSITION_PUSH) {
        int first = stage->transition.first_row, last = stage->transition.last_row;
        frame.push_first = first > stage->dirty_first ? first : stage->dirty_first;
        frame.push_last = last < stage->dirty_last ? last : stage->dirty_last;
        frame.push_px = (int)(stage->done * stage->width + 0.5);
    }
    return frame;
}

/* Half-way between two slides when a third comes: what can be seen now is where it begins. */
static void settle(struct stage *stage)
{
    if (stage->from) {
        struct frame frame = frame_now(stage);
        for (int y = frame.first_row; y <= frame.last_row; y++) {
            frame_row(&frame, y, stage->from->pixels + (size_t)y * (size_t)stage->width);
        }
        picture_destroy(stage->to);
        stage->to = stage->from;
        stage->to_serial = ++stage->last_serial;
        stage->from = NULL;
    }
}

void stage_show(struct stage *stage, struct picture *picture, struct zoom *zoom,
    const struct transition *transition, int64_t now_us)
{
    take_back(stage);
    settle(stage);
    zoom_resume(zoom, stage->zoom, picture);
    zoom_destroy(stage->zoom);
    stage->zoom = zoom;
    struct picture *before = stage->to;
    unsigned before_serial = stage->to_serial;
    stage->to = picture;
    stage->to_serial = ++stage->last_serial;
    stage->done = 1;
    int first = 0, last = picture->height - 1;
    if (before && !picture_differ(before, picture, &first, &last)) {
        picture_destroy(before);
        let_go(stage);
        return;
    }
    soil(stage, first, last);
    stage->next_frame_us = now_us;
    bool is_moving = transition->kind == TRANSITION_FADE || transition->kind == TRANSITION_PUSH;
    if (!before || !is_moving || transition->ms <= 0) {
        picture_destroy(before);
        return;
    }
    stage->from = before;
    stage->from_serial = before_serial;
    stage->transition = *transition;
    stage->done = 0;
    stage->start_us = now_us - stage->frame_us; /* so that the first frame moves already */
    stage->last_frame_us = 0;
}

void stage_patch(struct stage *stage, struct patch *patch)
{
    take_back(stage);
    if (stage->to) {
        picture_copy(stage->to, patch->x, patch->y, patch->picture);
        stage->to_serial = ++stage->last_serial;
        int first = patch->y > 0 ? patch->y : 0;
        int last = patch->y + patch->picture->height - 1;
        soil(stage, first, last < stage->height ? last : stage->height - 1);
    }
    picture_destroy(patch->picture);
    patch->picture = NULL;
}

static void show_again(struct stage *stage, bool all)
{
    take_back(stage);
    if (stage->to) {
        soil(stage, 0, all ? stage->to->height - 1 : 0);
    }
}

void stage_touch(struct stage *stage)
{
    show_again(stage, false);
}

/* On a grid from the first frame on, so that lateness does not add up. */
static void plan_next_frame(struct stage *stage, int64_t now_us)
{
    int64_t late_us = now_us - stage->next_frame_us;
    stage->next_frame_us += stage->kind->waits_for_display
                                ? late_us
                                : (late_us / stage->frame_us + 1) * stage->frame_us;
}

/* In `to` itself, so that whatever comes next begins with what could be seen. */
static void step_zoom(struct stage *stage, int64_t now_us)
{
    if (stage->to && !stage->from && zoom_step(stage->zoom, now_us, stage->to)) {
        stage->to_serial = ++stage->last_serial;
        soil(stage, 0, stage->to->height - 1);
    }
}

void stage_step(struct stage *stage, int64_t now_us)
{
    step_zoom(stage, now_us);
    if (!stage->to || is_clean(stage) || !stage->glass ||
        (stage->from && now_us < stage->next_frame_us)) {
        return;
    }
    bool in_transition = stage->from != NULL;
    if (in_transition) {
        stage->done = picture_eased(now_us - stage->start_us, stage->transition.ms * 1000);
    }
    struct frame frame = frame_now(stage);
    if (!stage->is_visible) {
        SDL_ShowWindow(stage->window);
        stage->is_visible = true;
    }
    if (stage->kind->show(stage->glass, &frame)) {
        int64_t before_us = in_transition ? stage->last_frame_us : 0;
        stage->last_frame_us = clock_mono_us();
        stage_stats_count(&stage->stats, before_us, stage->last_frame_us);
    }
    if (stage->done < 1) {
        plan_next_frame(stage, now_us);
        return;
    }
    picture_destroy(stage->from);
    stage->from = NULL;
    stage->dirty_first = 0;
    stage->dirty_last = -1;
    let_go(stage);
}

bool stage_is_moving(const struct stage *stage)
{
    return stage->from != NULL;
}

int64_t stage_deadline_us(const struct stage *stage)
{
    if (!stage->to || is_clean(stage)) {
        return stage->to ? zoom_due_us(stage->zoom) : INT64_MAX;
    }
    return stage->from ? stage->next_frame_us : 0;
}

/* Until slides of the new size are there, the old one stretched: coarse, but never black. */
static bool take_size(struct stage *stage)
{
    int width, height;
    SDL_GetWindowSize(stage->window, &width, &height);
    if (width < 1 || height < 1 || (width == stage->width && height == stage->height)) {
        return false;
    }
    settle(stage);
    stage->width = width;
    stage->height = height;
    stage->is_kept = false;
    zoom_destroy(stage->zoom);
    stage->zoom = NULL;
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
        show_again(stage, true);
    }
    return STAGE_NOTHING;
}

static enum stage_event read_event(struct stage *stage, const SDL_Event *event)
{
    switch (event->type) {
    case SDL_QUIT:
        return STAGE_LEAVE;
    case SDL_KEYDOWN:
        return stage->options.windowed ? display_key(event->key.keysym.sym) : STAGE_NOTHING;
    case SDL_WINDOWEVENT:
        return window_event(stage, &event->window);
    case SDL_DISPLAYEVENT:
        take_back(stage);
        display_follow(stage->window, &stage->options);
        return STAGE_NOTHING;
    case SDL_RENDER_TARGETS_RESET:
    case SDL_RENDER_DEVICE_RESET:
        stage->kind->lose(stage->glass);
        show_again(stage, true);
        return STAGE_NOTHING;
    default:
        return STAGE_NOTHING;
    }
}

enum stage_event stage_next_event(struct stage *stage)
{
    SDL_Event event;
    while (SDL_PollEvent(&event)) {
        enum stage_event meaning = read_event(stage, &event);
        if (meaning != STAGE_NOTHING) {
            return meaning;
        }
    }
    return STAGE_NOTHING;
}

const struct stage_stats *stage_stats(const struct stage *stage)
{
    return &stage->stats;
}
