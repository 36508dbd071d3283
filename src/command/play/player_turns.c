#include "base/clock.h"
#include "base/log.h"
#include "command/play/player.h"

#include <stdio.h>
#include <string.h>

enum { MINUTE_MS = 60000, PAGE_TURN_MS = 300 };

/* How long to wait before asking again for a slide or a plan that could not be made. */
static const int64_t patience_us = 10 * 1000000;

/* Plans are not made more often than this when the one before failed, or was over before it
 * came. */
static const int64_t replan_us = 1000000;

static bool is_slot(const struct slot *slot, unsigned job, size_t slide)
{
    return slot->job == job && slot->job != 0 && slot->slide == slide;
}

bool player_plan(struct player *player, const struct ground *coming, struct supply *supply)
{
    int width, height;
    stage_size(player->stage, &width, &height);
    struct workshop_job job = { .config = coming->config,
        .supply = supply,
        .width = width,
        .height = height,
        .now_ms = clock_wall_ms(),
        .is_clock_doubtful = !clock_is_trusted() };
    player_trial_size(player, width, height);
    player->has_held = false;
    player->planned_us = clock_mono_us();
    if (!preparer_plan(player->preparer, player->last_job + 1, &job)) {
        return false;
    }
    player->last_job++;
    player->is_clock_doubtful = job.is_clock_doubtful;
    player->next = *coming;
    player->is_planning = true;
    player->wants_plan = false;
    return true;
}

void player_replan(struct player *player)
{
    player->wants_plan = true;
}

/* At once, unless the last one failed. */
static bool is_plan_due(const struct player *player, int64_t now_us)
{
    return player->wants_plan && !player->is_planning &&
           (!player->plan_fails || now_us - player->planned_us >= replan_us);
}

static void drop_ready(struct player *player)
{
    picture_destroy(player->picture);
    moving_destroy(player->moving);
    player->picture = NULL;
    player->moving = NULL;
    player->ready = (struct slot) { 0 };
}

static void adopt_plan(struct player *player, struct prepared *prepared)
{
    plan_destroy(player->plan);
    player->plan = prepared->plan;
    prepared->plan = NULL;
    player->plan_job = prepared->job;
    drop_ready(player);
    /* The preparer makes the first slide of a plan unasked. */
    player->asked = (struct slot) { .job = prepared->job,
        .slide = programme_turn_at(player->plan, prepared->now_ms).slide,
        .now_ms = prepared->now_ms };
    player->asked_us = clock_mono_us();
    player_stand(player);
}

static bool has_stage_size(const struct player *player, const struct picture *picture)
{
    int width, height;
    stage_size(player->stage, &width, &height);
    return picture->width == width && picture->height == height;
}

/* One that was made before the window changed is not. */
static bool is_ready(const struct player *player, size_t slide)
{
    return is_slot(&player->ready, player->plan_job, slide) &&
           has_stage_size(player, player->picture);
}

static void take_slide(struct player *player, struct prepared *prepared)
{
    if (prepared->job != player->plan_job || !has_stage_size(player, prepared->picture)) {
        return;
    }
    drop_ready(player);
    player->picture = prepared->picture;
    prepared->picture = NULL;
    player->moving = prepared->moving;
    prepared->moving = NULL;
    player->ready = (struct slot) { .job = prepared->job,
        .slide = prepared->slide,
        .now_ms = prepared->now_ms,
        .body_first = prepared->body_first,
        .body_last = prepared->body_last };
    player->asked = (struct slot) { 0 };
}

static void take_live(struct player *player, struct prepared *prepared)
{
    if (!is_slot(&player->shown, prepared->job, prepared->slide)) {
        return;
    }
    for (size_t i = 0; i < prepared->patch_count; i++) {
        stage_patch(player->stage, &prepared->patches[i]);
    }
    player->shown.now_ms = prepared->now_ms;
}

void player_take_prepared(struct player *player)
{
    struct prepared *prepared;
    while ((prepared = preparer_take(player->preparer))) {
        switch (prepared->kind) {
        case PREPARED_PLAN:
            player->is_planning = false;
            adopt_plan(player, prepared);
            break;
        case PREPARED_SLIDE:
            take_slide(player, prepared);
            break;
        case PREPARED_LIVE:
            take_live(player, prepared);
            break;
        case PREPARED_PAST: /* what is wanted of the plan of now is asked for anew */
            break;
        case PREPARED_FAILED:
            if (player->is_planning && prepared->job == player->last_job) {
                player->is_planning = false;
                player->wants_plan = true;
                player_give_up(player, &prepared->error);
            } else {
                log_warning("%s", prepared->error.text);
            }
            break;
        }
        prepared_destroy(prepared);
    }
}

static void ask(struct player *player, size_t slide, int64_t now_ms, int64_t now_us)
{
    if (is_slot(&player->asked, player->plan_job, slide) &&
        now_us - player->asked_us < patience_us) {
        return;
    }
    if (preparer_slide(player->preparer, player->plan_job, slide, now_ms)) {
        player->asked =
            (struct slot) { .job = player->plan_job, .slide = slide, .now_ms = now_ms };
        player->asked_us = now_us;
    }
}

static bool is_page_turn(const struct player *player)
{
    if (player->shown.job != player->ready.job) {
        return false;
    }
    const struct planned_slide *from = &player->plan->slides[player->shown.slide];
    const struct planned_slide *to = &player->plan->slides[player->ready.slide];
    return from->item && to->item && strcmp(from->item, to->item) == 0 &&
           strcmp(from->source, to->source) == 0;
}

/* How much longer the slide that is ready has its turn, in real time; one that was leafed to
 * has no turn now. */
static int64_t left_us(const struct player *player, int64_t now_ms)
{
    struct turn turn = programme_turn_at(player->plan, now_ms);
    size_t slide = player->ready.slide;
    int64_t left_ms =
        turn.slide == slide ? turn.until_ms - now_ms : player->plan->slides[slide].dwell_ms;
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
    const struct player *player, bool is_alert, int64_t turn_us)
{
    const struct slot *from = &player->shown, *to = &player->ready;
    struct transition transition = { .kind = player->ground.config->theme.transition,
        .ms = player->ground.config->theme.transition_ms,
        .first_row = from->body_first > to->body_first ? from->body_first : to->body_first,
        .last_row = from->body_last < to->body_last ? from->body_last : to->body_last };
    if (is_alert) {
        transition.kind = TRANSITION_NONE;
    } else if (transition.kind != TRANSITION_NONE && is_page_turn(player)) {
        transition.kind = TRANSITION_FADE;
        transition.ms = transition.ms < PAGE_TURN_MS ? transition.ms : PAGE_TURN_MS;
    }
    shorten(&transition, turn_us);
    return transition;
}

static void show_ready(struct player *player, int64_t now_ms, int64_t now_us)
{
    const char *kind = player->plan->slides[player->ready.slide].kind;
    bool is_alert = strcmp(kind, "alert") == 0;
    player->is_dark = strcmp(kind, "off") == 0;
    int64_t turn_us = left_us(player, now_ms);
    const struct transition transition = next_transition(player, is_alert, turn_us);
    /* From when the slide stands until its turn ends. */
    moving_begin(player->moving, now_us + transition.ms * 1000, now_us + turn_us);
    stage_show(player->stage, player->picture, player->moving, &transition, now_us);
    player->picture = NULL;
    player->moving = NULL;
    player->shown = player->ready;
    player->ready = (struct slot) { 0 };
    player->live_minute = player->shown.now_ms / MINUTE_MS;
    player->turns++;
    stage_step(player->stage, now_us);
    player_note_coming(player, now_ms, turn_us);
}

static void refresh_live(struct player *player, int64_t now_ms)
{
    int64_t minute = now_ms / MINUTE_MS;
    if (player->shown.job == player->plan_job && minute != player->live_minute &&
        preparer_live(player->preparer, player->plan_job, player->shown.slide, now_ms)) {
        player->live_minute = minute;
    }
}

/* False when what may be shown changed, or the clock jumped. */
static bool plan_holds(const struct player *player, int64_t now_ms)
{
    return now_ms >= player->plan->from_ms && now_ms < player->plan->until_ms &&
           player->is_clock_doubtful == !clock_is_trusted();
}

/* At once where a plan did its part: spans may be shorter than a second, and an alert waits for
 * nothing. */
static bool may_replan(const struct player *player, int64_t now_us)
{
    return !player->is_planning &&
           (player->has_held || now_us - player->planned_us >= replan_us);
}

/* The turn that stands may end at another time than it was to, by a clock that was set. */
static void note_turn(struct player *player, const struct turn *turn, int64_t now_ms)
{
    bool is_moved = turn->until_ms != player->turn_until_ms && player->glass.due_mono_ms &&
                    is_slot(&player->shown, player->plan_job, turn->slide);
    player->turn_until_ms = turn->until_ms;
    if (is_moved) {
        int64_t left_ms = (turn->until_ms - now_ms) / clock_speed();
        player->glass.due_mono_ms = player->coming.due_mono_ms =
            clock_mono_us() / 1000 + left_ms;
        player_write_status(player);
    }
}

void player_turn(struct player *player, int64_t now_us)
{
    if (is_plan_due(player, now_us) && !player_plan(player, &player->ground, NULL)) {
        player->plan_fails = true;
    }
    if (!player->plan) {
        return;
    }
    int64_t now_ms = clock_wall_ms();
    if (!plan_holds(player, now_ms)) {
        /* The slide that stands stays until it is known what follows. */
        if (may_replan(player, now_us)) {
            player_plan(player, &player->ground, NULL);
        }
        return;
    }
    struct turn turn = programme_turn_at(player->plan, now_ms);
    player->has_held = true;
    note_turn(player, &turn, now_ms);
    bool is_held = player->is_paused && player->held.job == player->plan_job;
    size_t wanted = is_held ? player->held.slide : turn.slide;
    if (!is_slot(&player->shown, player->plan_job, wanted)) {
        if (!is_ready(player, wanted)) {
            ask(player, wanted, now_ms, now_us);
            return;
        }
        show_ready(player, now_ms, now_us);
    }
    refresh_live(player, now_ms);
    /* Not during a transition: a third picture would cost another 8 MB, and time that the
     * frames need. */
    bool may_ask = !stage_is_moving(player->stage) && !is_held;
    if (may_ask && turn.until_ms < player->plan->until_ms) {
        struct turn next = programme_turn_at(player->plan, turn.until_ms);
        if (next.slide != wanted && !is_ready(player, next.slide)) {
            ask(player, next.slide, turn.until_ms, now_us);
        }
    }
}

static int64_t next_turn_us(const struct player *player, int64_t now_us)
{
    if (!player->plan) {
        return INT64_MAX;
    }
    int64_t now_ms = clock_wall_ms();
    if (!plan_holds(player, now_ms)) {
        int64_t due_us = player->planned_us + replan_us;
        if (may_replan(player, now_us)) {
            return now_us; /* it ended since player_turn looked */
        }
        return due_us > now_us ? due_us : now_us + replan_us;
    }
    int64_t next_ms = (now_ms / MINUTE_MS + 1) * MINUTE_MS;
    /* Of the turn that player_turn saw: the one after it may be over before it was looked at.
     */
    if (player->has_held && player->turn_until_ms < next_ms) {
        next_ms = player->turn_until_ms > now_ms ? player->turn_until_ms : now_ms;
    }
    int64_t left_ms = next_ms - now_ms;
    int speed = clock_speed();
    return now_us + (left_ms * 1000 + speed - 1) / speed;
}

int64_t player_turn_deadline_us(const struct player *player, int64_t now_us)
{
    int64_t us = next_turn_us(player, now_us), due_us = player->planned_us + replan_us;
    if (player->wants_plan && !player->is_planning) {
        due_us = is_plan_due(player, now_us) ? now_us : due_us;
        us = due_us < us ? due_us : us;
    }
    return us;
}

void player_pause(struct player *player)
{
    player->is_paused = !player->is_paused;
    player->held = player->shown;
    player_expect_nothing(player);
}

void player_step_by(struct player *player, int direction)
{
    if (player->plan && player->shown.job == player->plan_job) {
        size_t count = player->plan->count;
        player->is_paused = true;
        player->held = player->shown;
        player_expect_nothing(player);
        player->held.slide = (player->shown.slide + (direction > 0 ? 1 : count - 1)) % count;
    }
}
