#include "command/play/turns.h"

#include "base/clock.h"
#include "base/log.h"
#include "screen/stage/stage.h"

#include <limits.h>
#include <string.h>

enum { MINUTE_MS = 60000, PAGE_TURN_MS = 300 };

/* How long to wait before asking again for a slide or a plan that could not be made. */
static const int64_t patience_us = 10 * 1000000;

static bool is_slot(const struct slot *slot, unsigned job, size_t slide)
{
    return slot->job == job && slot->job != 0 && slot->slide == slide;
}

void turns_init(struct turns *turns, const struct common *common, struct planning *planning,
    struct told *told, struct probation *probation)
{
    *turns = (struct turns) {
        .common = common, .planning = planning, .told = told, .probation = probation
    };
}

static void drop_ready(struct turns *turns)
{
    picture_destroy(turns->picture);
    moving_destroy(turns->moving);
    turns->picture = NULL;
    turns->moving = NULL;
    turns->ready = (struct slot) { 0 };
}

void turns_finish(struct turns *turns)
{
    drop_ready(turns);
}

static void take_plan(struct turns *turns, struct prepared *prepared)
{
    turns->plan = planning_take(turns->planning, prepared);
    turns->job = prepared->job;
    drop_ready(turns);
    /* The preparer makes the first slide of a plan unasked. */
    turns->asked = (struct slot) { .job = prepared->job,
        .slide = programme_turn_at(turns->plan, prepared->now_ms).slide,
        .now_ms = prepared->now_ms };
    turns->asked_us = clock_mono_us();
}

static bool has_stage_size(const struct turns *turns, const struct picture *picture)
{
    int width, height;
    stage_size(turns->common->stage, &width, &height);
    return picture->width == width && picture->height == height;
}

/* One that was made before the window changed is not. */
static bool is_ready(const struct turns *turns, size_t slide)
{
    return is_slot(&turns->ready, turns->job, slide) && has_stage_size(turns, turns->picture);
}

static void take_slide(struct turns *turns, struct prepared *prepared)
{
    if (prepared->contradicts_plan && prepared->job == turns->job) {
        planning_renew(turns->planning);
    }
    if (prepared->job != turns->job || !has_stage_size(turns, prepared->picture)) {
        return;
    }
    drop_ready(turns);
    turns->picture = prepared->picture;
    prepared->picture = NULL;
    turns->moving = prepared->moving;
    prepared->moving = NULL;
    turns->ready = (struct slot) { .job = prepared->job,
        .slide = prepared->slide,
        .now_ms = prepared->now_ms,
        .body_first = prepared->body_first,
        .body_last = prepared->body_last,
        .theme = prepared->theme };
    turns->asked = (struct slot) { 0 };
}

static void take_live(struct turns *turns, struct prepared *prepared)
{
    if (!is_slot(&turns->shown, prepared->job, prepared->slide)) {
        return;
    }
    for (size_t i = 0; i < prepared->patch_count; i++) {
        stage_patch(turns->common->stage, &prepared->patches[i]);
    }
    turns->shown.now_ms = prepared->now_ms;
}

void turns_take(struct turns *turns)
{
    struct prepared *prepared;
    while ((prepared = preparer_take(turns->common->preparer))) {
        told_spoilt(turns->told, &prepared->spoilt);
        switch (prepared->kind) {
        case PREPARED_PLAN:
            take_plan(turns, prepared);
            break;
        case PREPARED_SLIDE:
            take_slide(turns, prepared);
            break;
        case PREPARED_LIVE:
            take_live(turns, prepared);
            break;
        case PREPARED_PAST: /* what is wanted of the plan of now is asked for anew */
            break;
        case PREPARED_FAILED:
            if (!planning_fail(turns->planning, prepared)) {
                log_warning("%s", prepared->error.text);
            }
            break;
        }
        prepared_destroy(prepared);
    }
}

static void ask(
    struct turns *turns, size_t slide, int64_t now_ms, int64_t now_us, bool is_early)
{
    if (is_slot(&turns->asked, turns->job, slide) && now_us - turns->asked_us < patience_us) {
        return;
    }
    if (preparer_slide(turns->common->preparer, turns->job, slide, now_ms, is_early)) {
        turns->asked = (struct slot) { .job = turns->job, .slide = slide, .now_ms = now_ms };
        turns->asked_us = now_us;
    }
}

static bool is_page_turn(const struct turns *turns)
{
    if (turns->shown.job != turns->ready.job) {
        return false;
    }
    const struct planned_slide *from = &turns->plan->slides[turns->shown.slide];
    const struct planned_slide *to = &turns->plan->slides[turns->ready.slide];
    return from->item && to->item && strcmp(from->item, to->item) == 0 &&
           strcmp(from->source, to->source) == 0;
}

/* How much longer the slide that is ready has its turn, in real time; one that was leafed to
 * has no turn now. */
static int64_t left_us(const struct turns *turns, int64_t now_ms)
{
    struct turn turn = programme_turn_at(turns->plan, now_ms);
    size_t slide = turns->ready.slide;
    int64_t left_ms =
        turn.slide == slide ? turn.until_ms - now_ms : turns->plan->slides[slide].dwell_ms;
    return left_ms > INT64_MAX / 1000 ? INT64_MAX : left_ms * 1000 / clock_speed();
}

/* No transition takes more than half of its slide's turn, or the glass would never come to show
 * that slide whole; one of a few frames is none. */
static void shorten(struct transition *transition, int64_t turn_us)
{
    enum { LEAST_MS = 50 };
    int64_t most_ms = turn_us / 2000;
    if (transition->ms > most_ms) {
        transition->ms = most_ms < LEAST_MS ? 0 : most_ms;
    }
    if (transition->ms == 0) {
        transition->kind = TRANSITION_NONE;
    }
}

/* Turning a page of the same article is a smaller step than going to another slide: it fades,
 * and quickly, however slides follow each other. An alert is there at once. */
static struct transition next_transition(
    const struct turns *turns, bool is_alert, int64_t turn_us)
{
    const struct slot *from = &turns->shown, *to = &turns->ready;
    struct transition transition = { .kind = turns->common->ground.config->theme.transition,
        .ms = turns->common->ground.config->theme.transition_ms,
        .first_row = from->body_first > to->body_first ? from->body_first : to->body_first,
        .last_row = from->body_last < to->body_last ? from->body_last : to->body_last };
    if (from->theme != to->theme) {
        /* Another hour's colours: header and footer change with the rest. */
        transition.first_row = 0;
        transition.last_row = INT_MAX;
    }
    if (is_alert) {
        transition.kind = TRANSITION_NONE;
    } else if (transition.kind != TRANSITION_NONE && is_page_turn(turns)) {
        transition.kind = TRANSITION_FADE;
        transition.ms = transition.ms < PAGE_TURN_MS ? transition.ms : PAGE_TURN_MS;
    }
    shorten(&transition, turn_us);
    return transition;
}

/* False where there is no memory for it; then nothing changes. */
static bool show_ready(struct turns *turns, int64_t now_ms, int64_t now_us)
{
    const struct slide_kind *kind = turns->plan->slides[turns->ready.slide].kind;
    int64_t turn_us = left_us(turns, now_ms);
    const struct transition transition = next_transition(turns, kind->is_alert, turn_us);
    /* From when the slide stands until its turn ends. */
    moving_begin(turns->moving, now_us + transition.ms * 1000, now_us + turn_us);
    if (!stage_show(turns->common->stage, turns->picture, turns->moving, &transition, now_us)) {
        return false;
    }
    turns->is_dark = kind->is_dark;
    turns->picture = NULL;
    turns->moving = NULL;
    turns->shown = turns->ready;
    turns->ready = (struct slot) { 0 };
    turns->live_minute = turns->shown.now_ms / MINUTE_MS;
    turns->count++;
    stage_step(turns->common->stage, now_us);
    bool goes_on = turns->plan->count > 1 && !turns->is_paused;
    told_show(turns->told, &turns->plan->slides[turns->shown.slide], now_ms,
        goes_on ? turn_us : INT64_MAX);
    return true;
}

static void refresh_live(struct turns *turns, int64_t now_ms)
{
    int64_t minute = now_ms / MINUTE_MS;
    if (turns->shown.job == turns->job && minute != turns->live_minute &&
        preparer_live(turns->common->preparer, turns->job, turns->shown.slide, now_ms)) {
        turns->live_minute = minute;
    }
}

/* The turn that stands may end at another time than it was to, by a clock that was set. */
static void note_turn(struct turns *turns, const struct turn *turn, int64_t now_ms)
{
    bool is_moved =
        turn->until_ms != turns->until_ms && is_slot(&turns->shown, turns->job, turn->slide);
    turns->until_ms = turn->until_ms;
    if (is_moved) {
        told_moved(turns->told, (turn->until_ms - now_ms) / clock_speed());
    }
}

static void take_turn(struct turns *turns, int64_t now_ms, int64_t now_us)
{
    struct turn turn = programme_turn_at(turns->plan, now_ms);
    note_turn(turns, &turn, now_ms);
    bool is_held = turns->is_paused && turns->held.job == turns->job;
    size_t wanted = is_held ? turns->held.slide : turn.slide;
    if (!is_slot(&turns->shown, turns->job, wanted)) {
        if (!is_ready(turns, wanted) || !show_ready(turns, now_ms, now_us)) {
            ask(turns, wanted, now_ms, now_us, false);
            return;
        }
    }
    refresh_live(turns, now_ms);
    /* Not during a transition: a third picture would cost another 8 MB, and time that the
     * frames need. */
    bool may_ask = !stage_is_moving(turns->common->stage) && !is_held;
    if (may_ask && turn.until_ms < turns->plan->until_ms) {
        struct turn next = programme_turn_at(turns->plan, turn.until_ms);
        if (next.slide != wanted && !is_ready(turns, next.slide)) {
            ask(turns, next.slide, turn.until_ms, now_us, true);
        }
    }
}

void turns_step(void *part, int64_t now_us)
{
    struct turns *turns = part;
    int64_t now_ms = clock_wall_ms();
    if (planning_holds(turns->planning, now_ms)) {
        take_turn(turns, now_ms, now_us);
    }
    probation_note(turns->probation, planning_is_newest(turns->planning, turns->shown.job),
        turns->plan ? turns->plan->cycle_ms : 0);
}

int64_t turns_deadline_us(const void *part, int64_t now_us)
{
    const struct turns *turns = part;
    int64_t now_ms = clock_wall_ms();
    if (!planning_holds(turns->planning, now_ms)) {
        return INT64_MAX;
    }
    int64_t next_ms = (now_ms / MINUTE_MS + 1) * MINUTE_MS;
    /* Of the turn that was seen: the one after it may be over before it was looked at. */
    if (turns->until_ms < next_ms) {
        next_ms = turns->until_ms > now_ms ? turns->until_ms : now_ms;
    }
    int64_t left_ms = next_ms - now_ms;
    int speed = clock_speed();
    return now_us + (left_ms * 1000 + speed - 1) / speed;
}

bool turns_stand(const struct turns *turns)
{
    return turns->shown.job != 0;
}

bool turns_want_display(const struct turns *turns)
{
    bool is_night = turns->plan && turns->plan->slides[0].kind->is_dark;
    return !is_night || !turns->is_dark || stage_is_moving(turns->common->stage);
}

uint64_t turns_count(const struct turns *turns)
{
    return turns->count;
}

void turns_pause(struct turns *turns)
{
    turns->is_paused = !turns->is_paused;
    turns->held = turns->shown;
    told_held(turns->told);
}

void turns_leaf(struct turns *turns, int direction)
{
    if (turns->plan && turns->shown.job == turns->job) {
        turns->is_paused = true;
        turns->held = turns->shown;
        told_held(turns->told);
        size_t count = turns->plan->count;
        turns->held.slide = (turns->shown.slide + (direction > 0 ? 1 : count - 1)) % count;
    }
}
