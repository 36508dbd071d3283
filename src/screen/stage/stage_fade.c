/* The way to the next slide where the window alone keeps the one that stands: painted into the
 * window's own memory, so that neither slide is anywhere else as a whole. */
#include "base/clock.h"
#include "screen/stage/stage.h"
#include "screen/stage/stage_parts.h"

static bool find_canvas(const struct stage *stage, struct canvas *canvas)
{
    return stage->kind->memory(stage->window, canvas) && canvas->width == stage->width &&
           canvas->height == stage->height;
}

static void drop_fade(struct stage *stage)
{
    fade_destroy(stage->fade, &stage->fade_room);
    stage->fade = NULL;
    for (size_t i = 0; i < stage->over_count; i++) {
        picture_destroy(stage->over[i].picture);
    }
    stage->over_count = 0;
}

static void soil_parts(struct stage *stage, const struct fade *fade)
{
    const struct pixel_rect *parts;
    size_t count = fade_parts(fade, &parts);
    if (count > 0) {
        stage_soil(stage, parts[0].y, parts[count - 1].y + parts[count - 1].h - 1);
    }
}

/* How much of the way is gone at that time. */
static double done_at(const struct stage *stage, int64_t now_us)
{
    return picture_eased(now_us - stage->start_us, stage->transition.ms * 1000);
}

static void paint(struct stage *stage, const struct canvas *canvas, double done)
{
    fade_paint(stage->fade, canvas, (int)(done * 256 + 0.5));
    for (size_t i = 0; i < stage->over_count; i++) {
        const struct patch *over = &stage->over[i];
        stage->kind->patch(stage->window, over->x, over->y, over->picture);
    }
}

bool stage_fade_begin(struct stage *stage, struct picture *picture,
    const struct transition *transition, int64_t now_us)
{
    struct canvas canvas;
    struct fade *fade;
    if (!stage->is_kept || transition->kind == TRANSITION_PUSH ||
        !find_canvas(stage, &canvas) || picture->width != canvas.width ||
        picture->height != canvas.height ||
        !(fade = fade_create(&canvas, picture, &stage->fade_room))) {
        return false;
    }
    stage_fade_drop(stage); /* half-way: what can be seen now is where the next one begins */
    stage->fade = fade;
    stage->transition = *transition;
    stage->next_frame_us = now_us;
    stage->start_us = now_us - stage->frame_us; /* so that the first frame moves already */
    stage->last_frame_us = 0;
    stage->is_ahead = false;
    const struct pixel_rect *parts;
    bool differs = fade_parts(fade, &parts) > 0;
    if (!differs || transition->kind != TRANSITION_FADE || transition->ms <= 0) {
        stage_fade_end(stage);
    }
    return true;
}

bool stage_lay_first(struct stage *stage, struct picture *picture)
{
    struct canvas canvas;
    if (!picture->packed || stage->to || stage->is_kept || !stage->is_open ||
        stage->options.windowed || !stage->kind->keeps(stage->window) ||
        !find_canvas(stage, &canvas) || picture->width != canvas.width ||
        picture->height != canvas.height) {
        return false;
    }
    struct picture_reader reader = { .picture = picture };
    for (int y = 0; y < canvas.height; y++) {
        picture_read_row(&reader, canvas.pixels + (size_t)y * canvas.stride);
    }
    picture_destroy(picture);
    stage->is_kept = true;
    stage->done = 1; /* nothing is on its way */
    stage_soil(stage, 0, canvas.height - 1);
    return true;
}

void stage_fade_end(struct stage *stage)
{
    struct canvas canvas;
    if (stage->fade && find_canvas(stage, &canvas)) {
        paint(stage, &canvas, 1);
        soil_parts(stage, stage->fade);
    }
    drop_fade(stage);
}

void stage_fade_drop(struct stage *stage)
{
    if (stage->fade) {
        soil_parts(stage, stage->fade);
        drop_fade(stage);
    }
}

/* The one that it takes the place of, if there is one. */
static struct patch *place_of(struct stage *stage, const struct patch *patch)
{
    for (size_t i = 0; i < stage->over_count; i++) {
        struct patch *over = &stage->over[i];
        if (over->x == patch->x && over->y == patch->y &&
            over->picture->width == patch->picture->width &&
            over->picture->height == patch->picture->height) {
            return over;
        }
    }
    return stage->over_count < DESK_MAX_PATCHES ? &stage->over[stage->over_count] : NULL;
}

void stage_fade_patch(struct stage *stage, struct patch *patch)
{
    struct patch *place = stage->fade ? place_of(stage, patch) : NULL;
    if (stage->fade && !place) { /* no room: sooner there than without it */
        stage_fade_end(stage);
        stage->kind->patch(stage->window, patch->x, patch->y, patch->picture);
    }
    if (!place) {
        return;
    }
    if (place == &stage->over[stage->over_count]) {
        stage->over_count++;
    } else {
        picture_destroy(place->picture);
    }
    *place = *patch;
    patch->picture = NULL;
}

/* What was soiled beside the parts: a patch, or a window that was hidden. */
static bool put(struct stage *stage)
{
    const struct pixel_rect *parts;
    size_t count = fade_parts(stage->fade, &parts);
    const struct pixel_rect dirty = { 0, stage->dirty_first, stage->width,
        stage->dirty_last - stage->dirty_first + 1 };
    return stage->kind->again(stage->window, parts, count) &&
           (dirty.h <= 0 || stage->kind->again(stage->window, &dirty, 1));
}

/* While the frame before stands: a frame is there at its time then, however long it takes to
 * paint, and who else is at work. */
static void paint_ahead(struct stage *stage)
{
    struct canvas canvas;
    stage->is_ahead = find_canvas(stage, &canvas);
    stage->ahead_done = done_at(stage, stage->next_frame_us);
    if (stage->is_ahead) {
        paint(stage, &canvas, stage->ahead_done);
    }
}

/* What is put now, and how much of the way that is. What was painted for a time that is a frame
 * ago would be seen to be late. */
static double have_frame(struct stage *stage, int64_t now_us)
{
    struct canvas canvas;
    if (stage->is_ahead && now_us - stage->next_frame_us < stage->frame_us) {
        return stage->ahead_done;
    }
    double done = done_at(stage, now_us);
    if (find_canvas(stage, &canvas)) {
        paint(stage, &canvas, done);
    }
    return done;
}

void stage_fade_step(struct stage *stage, int64_t now_us)
{
    if (now_us < stage->next_frame_us) {
        return;
    }
    double done = have_frame(stage, now_us);
    bool shown = put(stage);
    if (shown) {
        int64_t before_us = stage->last_frame_us;
        stage->last_frame_us = clock_mono_us();
        stage_stats_count(&stage->stats, before_us, stage->last_frame_us);
        stage_clean(stage);
    }
    if (done < 1) {
        stage_plan_next_frame(stage, now_us);
        paint_ahead(stage);
        return;
    }
    stage->retry_us = shown ? 0 : now_us + STAGE_RETRY_US;
    if (!shown) {
        soil_parts(stage, stage->fade);
    }
    drop_fade(stage);
}
