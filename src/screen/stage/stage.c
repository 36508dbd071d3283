#include "screen/stage/stage.h"

#include "base/clock.h"
#include "screen/stage/stage_parts.h"

#include <stdlib.h>
#include <string.h>

void stage_size(const struct stage *stage, int *width, int *height)
{
    *width = stage->width;
    *height = stage->height;
}

const char *stage_way(const struct stage *stage)
{
    return stage->kind->way(stage->window);
}

bool stage_power(struct stage *stage, bool is_on)
{
    return stage->kind->power(stage->window, is_on);
}

/* In kiosks alone: a window's size changes under our hands, and its memory with it. */
static void let_go(struct stage *stage)
{
    if (stage->kind->keeps(stage->window) && !stage->options.windowed &&
        stage_is_clean(stage) && moving_due_us(stage->moving) == INT64_MAX) {
        picture_destroy(stage->to);
        stage->to = NULL;
        stage->is_kept = true;
    }
}

/* What cannot be read back stays where it is. */
void stage_take_back(struct stage *stage)
{
    stage_fade_drop(stage);
    struct picture *kept = stage->is_kept ? picture_create(stage->width, stage->height) : NULL;
    if (kept && stage->kind->recall(stage->window, kept)) {
        stage->is_kept = false;
        stage->to = kept;
        stage->to_serial = ++stage->last_serial;
    } else {
        picture_destroy(kept);
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

void stage_settle(struct stage *stage)
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

/* Slides that are both there as a whole: where something moves on them, or where they are a
 * graphics card's. */
static void show_whole(struct stage *stage, struct picture *picture, struct moving *moving,
    const struct transition *transition, int64_t now_us)
{
    stage_take_back(stage);
    stage_settle(stage);
    moving_resume(moving, stage->moving, picture);
    moving_destroy(stage->moving);
    stage->moving = moving;
    struct picture *before = stage->to;
    unsigned before_serial = stage->to_serial;
    stage->is_kept = false;
    stage->to = picture;
    stage->to_serial = ++stage->last_serial;
    stage->done = 1;
    int first = 0, last = picture->height - 1;
    if (before && !picture_differ(before, picture, &first, &last)) {
        picture_destroy(before);
        let_go(stage);
        return;
    }
    stage_soil(stage, first, last);
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

bool stage_show(struct stage *stage, struct picture *picture, struct moving *moving,
    const struct transition *transition, int64_t now_us)
{
    if (!moving && !stage->moving && stage_lay_first(stage, picture)) {
        return true;
    }
    if (!moving && stage_fade_begin(stage, picture, transition, now_us)) {
        moving_destroy(stage->moving);
        stage->moving = NULL;
        return true;
    }
    if (!picture_unpack(picture)) {
        return false;
    }
    show_whole(stage, picture, moving, transition, now_us);
    return true;
}

/* Where the window alone has what stands, it is put there: a clock is no reason to read a whole
 * screen back. */
static bool put_patch(struct stage *stage, const struct patch *patch)
{
    if (stage->is_kept &&
        stage->kind->patch(stage->window, patch->x, patch->y, patch->picture)) {
        return true;
    }
    stage_take_back(stage);
    if (stage->to) {
        picture_copy(stage->to, patch->x, patch->y, patch->picture);
        stage->to_serial = ++stage->last_serial;
    }
    return stage->to;
}

void stage_patch(struct stage *stage, struct patch *patch)
{
    if (put_patch(stage, patch)) {
        int first = patch->y > 0 ? patch->y : 0;
        int last = patch->y + patch->picture->height - 1;
        stage_soil(stage, first, last < stage->height ? last : stage->height - 1);
    }
    stage_fade_patch(stage, patch);
    picture_destroy(patch->picture);
    patch->picture = NULL;
}

void stage_show_again(struct stage *stage, bool all)
{
    if (stage->to || stage->is_kept) {
        stage_soil(stage, 0, all ? stage->height - 1 : 0);
    }
}

void stage_touch(struct stage *stage)
{
    stage_show_again(stage, false);
}

/* In `to` itself, so that whatever comes next begins with what could be seen. */
static void step_moving(struct stage *stage, int64_t now_us)
{
    if (stage->to && !stage->from && moving_step(stage->moving, now_us, stage->to)) {
        stage->to_serial = ++stage->last_serial;
        stage_soil(stage, stage->moving->first_row, stage->moving->last_row);
    }
}

/* The last frame stands, or nothing moves on from it: then its rows stay dirty, because what
 * was told to be on the glass is not there yet. */
static void end_transition(struct stage *stage, bool shown, int64_t now_us)
{
    picture_destroy(stage->from);
    stage->from = NULL;
    stage->retry_us = shown ? 0 : now_us + STAGE_RETRY_US;
    if (shown) {
        stage_clean(stage);
        let_go(stage);
    }
}

static void appear(struct stage *stage)
{
    if (!stage->is_visible) {
        stage->kind->appear(stage->window);
        stage->is_visible = true;
    }
}

/* What the window alone has needs nobody's pixels to be shown again; where that does not work,
 * they are read back first. */
static void repeat_kept(struct stage *stage, int64_t now_us)
{
    if (!stage->is_kept || stage_is_clean(stage) || now_us < stage->retry_us) {
        return;
    }
    appear(stage);
    const struct pixel_rect dirty = { 0, stage->dirty_first, stage->width,
        stage->dirty_last - stage->dirty_first + 1 };
    if (!stage->kind->again(stage->window, &dirty, 1)) {
        stage_take_back(stage);
        stage->retry_us = stage->is_kept ? now_us + STAGE_RETRY_US : stage->retry_us;
        return;
    }
    stage_stats_count(&stage->stats, 0, clock_mono_us());
    stage_clean(stage);
}

void stage_step(struct stage *stage, int64_t now_us)
{
    if (stage->fade) {
        stage_fade_step(stage, now_us);
        return;
    }
    step_moving(stage, now_us);
    repeat_kept(stage, now_us);
    if (!stage->to || stage_is_clean(stage) || !stage->is_open ||
        now_us < (stage->from ? stage->next_frame_us : stage->retry_us)) {
        return;
    }
    bool in_transition = stage->from != NULL;
    if (in_transition) {
        stage->done = picture_eased(now_us - stage->start_us, stage->transition.ms * 1000);
    }
    struct frame frame = frame_now(stage);
    appear(stage);
    bool shown = stage->kind->show(stage->window, &frame);
    if (shown) {
        int64_t before_us = in_transition ? stage->last_frame_us : 0;
        stage->last_frame_us = clock_mono_us();
        stage_stats_count(&stage->stats, before_us, stage->last_frame_us);
    }
    if (stage->done < 1) {
        stage_plan_next_frame(stage, now_us);
        return;
    }
    end_transition(stage, shown, now_us);
}

bool stage_is_moving(const struct stage *stage)
{
    return stage->from || stage->fade;
}

bool stage_is_presented(const struct stage *stage)
{
    return !stage_is_moving(stage) && stage_is_clean(stage) && (stage->to || stage->is_kept);
}

int64_t stage_deadline_us(const struct stage *stage)
{
    if (stage->fade) {
        return stage->next_frame_us;
    }
    if (stage_is_clean(stage) || (!stage->to && !stage->is_kept)) {
        return stage->to ? moving_due_us(stage->moving) : INT64_MAX;
    }
    return stage->from ? stage->next_frame_us : stage->retry_us;
}

const struct stage_stats *stage_stats(const struct stage *stage)
{
    return &stage->stats;
}
