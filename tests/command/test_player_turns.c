/* Jumps of the clock, in either direction and over any distance, neither stall nor skip the
 * programme. The player's turns over a preparer and a stage that do nothing, and clocks that
 * the test sets (by the linker's --wrap). */
#include "command/play/player.h"
#include "config/load.h"
#include "report/notify.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum {
    SPAN_MS = 3600 * 1000,
    SLIDES = 5,
    EVENTS = 20000,
    LETTERS = 64,
    ALERTS = 400,
    STARTED_MS = 5000
};

static const int64_t minute_us = 60 * 1000000;

static const int64_t replan_us = 1000000;

/* What of a new config or edition may fail. */
enum { LOADING = 1, GUARDING, LOADING_EDITION, POSTING, PLANNING };

static struct {
    int64_t wall_ms, mono_us;
    bool is_doubtful;
    struct prepared *letters[LETTERS]; /* that the preparer has ready */
    size_t first, count;
    struct transition transition; /* the newest that the stage was told */
    int fails;                    /* a step */
    int supplies;                 /* that nobody has given back */
    int readies, reloadings, fetch_reloads, trials_ended;
    bool is_large; /* a plan in haste leaves some out */
    int plans;
    bool makes_moving, has_moving; /* of every slide that is made; of that one */
    int64_t moves_after_us, moves_until_us;
    int side;                            /* of the stage, and of what is made for it */
    int speed;                           /* of the wall clock */
    int64_t makes_us, ready_us[LETTERS]; /* how long the preparer takes; when each is ready */
    const int64_t
        *edges_ms;    /* of alerts, from and until in turns; NULL: the hour's programme */
    bool is_hindered; /* nothing is presented */
    bool unpacking_fails;
    int told; /* how often `status` was */
    char told_item[128];
} world = { .speed = 1 };

int __wrap_clock_speed(void);
int __wrap_clock_speed(void)
{
    return world.speed;
}

int64_t __wrap_clock_wall_ms(void);
int64_t __wrap_clock_wall_ms(void)
{
    return world.wall_ms;
}

int64_t __wrap_clock_mono_us(void);
int64_t __wrap_clock_mono_us(void)
{
    return world.mono_us;
}

bool __wrap_clock_is_trusted(void);
bool __wrap_clock_is_trusted(void)
{
    return !world.is_doubtful;
}

static void post(struct prepared prepared)
{
    assert_true(world.count < LETTERS);
    struct prepared *letter = malloc(sizeof *letter);
    *letter = prepared;
    size_t place = (world.first + world.count++) % LETTERS;
    world.letters[place] = letter;
    world.ready_us[place] = world.mono_us + world.makes_us;
}

static const struct slide_kind alert = { .name = "alert", .is_alert = true },
                               notice = { .name = "notice" };

/* The alert that holds now or the notice between two of them, alone, until the next edge. */
static struct plan *make_alert_plan(struct plan *plan, int64_t now_ms)
{
    size_t next = 0;
    while (next < 2 * ALERTS && world.edges_ms[next] <= now_ms) {
        next++;
    }
    plan->from_ms = next == 0 ? INT64_MIN : world.edges_ms[next - 1];
    plan->until_ms = next == 2 * ALERTS ? INT64_MAX : world.edges_ms[next];
    plan->slides = arena_array(&plan->arena, 1, sizeof *plan->slides);
    plan->count = 1;
    plan->slides[0] = (struct planned_slide) { .kind = next % 2 ? &alert : &notice,
        .source = "news",
        .item = arena_printf(&plan->arena, "%zu", next),
        .page = 1,
        .pages = 1,
        .dwell_ms = 7000 };
    assert_true(programme_finish_plan(plan));
    return plan;
}

/* An hour's programme of a few slides, which play for seven seconds. */
static struct plan *make_plan(int64_t now_ms)
{
    struct plan *plan = calloc(1, sizeof *plan);
    arena_init(&plan->arena);
    if (world.edges_ms) {
        return make_alert_plan(plan, now_ms);
    }
    plan->from_ms = now_ms / SPAN_MS * SPAN_MS - (now_ms % SPAN_MS < 0 ? SPAN_MS : 0);
    plan->until_ms = plan->from_ms + SPAN_MS;
    plan->slides = arena_array(&plan->arena, SLIDES, sizeof *plan->slides);
    plan->count = SLIDES;
    for (size_t i = 0; i < SLIDES; i++) {
        plan->slides[i] = (struct planned_slide) {
            .kind = &notice, .source = "news", .page = 1, .pages = 1, .dwell_ms = 7000
        };
    }
    plan->slides[0].item = plan->slides[1].item = "article"; /* two pages of it */
    plan->slides[2].item = "other";
    plan->slides[3].kind = &alert;
    assert_true(programme_finish_plan(plan));
    return plan;
}

bool preparer_plan(struct preparer *preparer, unsigned job, const struct workshop_job *what)
{
    if (what->supply && what->supply->release) {
        what->supply->release(what->supply->owner);
    }
    if (world.fails == POSTING) {
        return false;
    }
    if (world.fails == PLANNING) {
        post((struct prepared) {
            .kind = PREPARED_FAILED, .job = job, .error = { "no such theme" } });
        return true;
    }
    struct plan *plan = make_plan(what->now_ms);
    plan->is_partial = what->is_hasty && world.is_large;
    plan->count -= plan->is_partial;
    assert_true(programme_finish_plan(plan));
    world.plans++;
    size_t slide = programme_turn_at(plan, what->now_ms).slide;
    assert_int_equal(what->is_clock_doubtful, world.is_doubtful);
    post((struct prepared) {
        .kind = PREPARED_PLAN, .job = job, .plan = plan, .now_ms = what->now_ms });
    return preparer_slide(preparer, job, slide, what->now_ms, false);
}

/* One that was packed has such words. */
static uint32_t words;

static struct picture *make_picture(bool is_packed)
{
    struct picture *picture = calloc(1, sizeof *picture);
    picture->packed = is_packed ? &words : NULL;
    picture->width = picture->height = world.side;
    return picture;
}

struct shift {
    struct moving moving;
    int64_t from_us, until_us;
};

static void begin_shift(struct moving *moving, int64_t from_us, int64_t until_us)
{
    struct shift *shift = (struct shift *)moving;
    shift->from_us = from_us;
    shift->until_us = until_us;
}

static void free_shift(struct moving *moving)
{
    free(moving);
}

static struct moving *make_moving(void)
{
    static const struct moving_kind kind = { .begin = begin_shift, .destroy = free_shift };
    struct shift *shift = calloc(1, sizeof *shift);
    shift->moving.kind = &kind;
    return &shift->moving;
}

bool preparer_slide(
    struct preparer *preparer, unsigned job, size_t slide, int64_t now_ms, bool is_early)
{
    (void)preparer;
    post((struct prepared) { .kind = PREPARED_SLIDE,
        .job = job,
        .slide = slide,
        .now_ms = now_ms,
        .body_first = 100 + (int)slide,
        .body_last = 900 + (int)slide,
        .picture = make_picture(is_early),
        .moving = world.makes_moving ? make_moving() : NULL });
    return true;
}

bool preparer_live(struct preparer *preparer, unsigned job, size_t slide, int64_t now_ms)
{
    (void)preparer;
    post((struct prepared) {
        .kind = PREPARED_LIVE, .job = job, .slide = slide, .now_ms = now_ms });
    return true;
}

void probation_size(struct probation *probation, int width, int height)
{
    (void)probation;
    assert_int_equal(width, world.side);
    assert_int_equal(height, world.side);
}

struct prepared *preparer_take(struct preparer *preparer)
{
    (void)preparer;
    if (world.count == 0 || world.ready_us[world.first % LETTERS] > world.mono_us) {
        return NULL;
    }
    world.count--;
    return world.letters[world.first++ % LETTERS];
}

void prepared_destroy(struct prepared *prepared)
{
    plan_destroy(prepared->plan);
    picture_destroy(prepared->picture);
    moving_destroy(prepared->moving);
    free(prepared);
}

void picture_destroy(struct picture *picture)
{
    free(picture);
}

void stage_size(const struct stage *stage, int *width, int *height)
{
    (void)stage;
    *width = *height = world.side;
}

bool stage_show(struct stage *stage, struct picture *picture, struct moving *moving,
    const struct transition *transition, int64_t now_us)
{
    (void)stage;
    if (picture->packed && world.unpacking_fails) {
        return false;
    }
    picture->packed = NULL;
    assert_int_equal(picture->width, world.side);
    world.transition = *transition;
    world.has_moving = moving != NULL;
    const struct shift *shift = (const struct shift *)moving;
    world.moves_after_us = shift ? shift->from_us - now_us : 0;
    world.moves_until_us = shift ? shift->until_us : 0;
    picture_destroy(picture);
    moving_destroy(moving);
    return true;
}

void stage_patch(struct stage *stage, struct patch *patch)
{
    (void)stage, (void)patch;
}

void stage_step(struct stage *stage, int64_t now_us)
{
    (void)stage, (void)now_us;
}

bool stage_is_moving(const struct stage *stage)
{
    (void)stage;
    return false;
}

bool stage_is_presented(const struct stage *stage)
{
    (void)stage;
    return !world.is_hindered;
}

void fetch_child_reload(struct fetch_child *child, const struct config *config)
{
    (void)child, (void)config;
    world.fetch_reloads++;
}

void notify_ready(void)
{
    world.readies++;
}

void notify_reloading(void)
{
    world.reloadings++;
}

void probation_note(struct probation *probation, bool is_on_glass, int64_t cycle_ms)
{
    (void)probation, (void)is_on_glass, (void)cycle_ms;
}

void probation_forget(struct probation *probation)
{
    (void)probation;
    world.trials_ended++;
}

const char *command_store_path(const struct invocation *invocation, const struct config *config)
{
    (void)invocation, (void)config;
    return "/nowhere";
}

bool command_guard_store(const struct config *config, struct store *store, struct error *error)
{
    (void)config, (void)store;
    return world.fails != GUARDING || error_set(error, "no such deny list");
}

int command_failed(const struct config *config, struct error *error)
{
    (void)config, (void)error;
    return EXIT_CONFIG;
}

bool command_digest(const struct config *config, const struct guard *guard, struct digest *out)
{
    (void)config, (void)guard, (void)out;
    return true;
}

struct config *command_reload_config(
    const struct invocation *invocation, const struct config *config)
{
    struct error error;
    (void)invocation, (void)config;
    return world.fails == LOADING ? NULL : config_default(&error);
}

static void release_supply(void *owner)
{
    (void)owner;
    world.supplies--;
}

bool editions_load(struct editions *editions, struct ground *ground, struct supply *supply)
{
    (void)editions;
    *supply = (struct supply) { 0 };
    if (world.fails == LOADING_EDITION) {
        return false;
    }
    world.supplies++;
    supply->release = release_supply;
    ground->edition = (struct object_id) { "b" };
    return true;
}

void command_config_id(const struct config *config, char id[CONFIG_ID_BYTES])
{
    (void)config, (void)id;
}

bool glass_status_write(
    const char *store_path, const struct glass_status *status, struct error *error)
{
    (void)store_path, (void)error;
    world.told++;
    snprintf(world.told_item, sizeof world.told_item, "%s", status->item);
    return true;
}

static bool is_letter_ready(void)
{
    return world.count > 0 && world.ready_us[world.first % LETTERS] <= world.mono_us;
}

static struct player *new_player(void)
{
    struct player *player = calloc(1, sizeof *player);
    struct common *common = &player->common;
    planning_init(&player->planning, common, NULL);
    told_init(&player->told, common);
    turns_init(&player->turns, common, &player->planning, &player->told, NULL);
    reload_init(&player->reload,
        &(struct reload_parts) { common, &player->planning, NULL, NULL, &player->told });
    return player;
}

static void step_turn(struct player *player, int64_t now_us)
{
    planning_step(&player->planning, now_us);
    turns_step(&player->turns, now_us);
}

static int64_t deadline_us(const struct player *player, int64_t now_us)
{
    int64_t plan_us = planning_deadline_us(&player->planning, now_us);
    int64_t turn_us = turns_deadline_us(&player->turns, now_us);
    return plan_us < turn_us ? plan_us : turn_us;
}

/* As main does for every wake-up. */
static void wake_up(struct player *player)
{
    do {
        turns_take(&player->turns);
        told_step(&player->told);
        step_turn(player, world.mono_us);
        reload_step(&player->reload, world.mono_us);
    } while (is_letter_ready());
}

static bool is_right(const struct player *player)
{
    const struct plan *plan = player->planning.plan;
    return world.wall_ms >= plan->from_ms && world.wall_ms < plan->until_ms &&
           player->planning.is_clock_doubtful == world.is_doubtful &&
           player->turns.shown.job == player->turns.job &&
           player->turns.shown.slide == programme_turn_at(plan, world.wall_ms).slide;
}

static void pass(int64_t us)
{
    static int64_t rest_us;
    world.mono_us += us;
    us = us * world.speed + rest_us;
    world.wall_ms += us / 1000;
    rest_us = us % 1000;
}

/* Whatever happened: the right slide stands, or will within a second, because plans are not
 * made more often. */
static void expect_right(struct player *player, size_t event)
{
    for (int64_t waited_us = 0; !is_right(player);) {
        int64_t left_us = deadline_us(player, world.mono_us) - world.mono_us;
        waited_us += left_us;
        if (left_us <= 0 || waited_us > 1100000) {
            fail_msg("event %zu: at %lld after %lld us slide %zu of plan %u stands", event,
                (long long)world.wall_ms, (long long)waited_us, player->turns.shown.slide,
                player->turns.shown.job);
        }
        pass(left_us);
        wake_up(player);
    }
    int64_t left_us = deadline_us(player, world.mono_us) - world.mono_us;
    assert_true(left_us > 0 && left_us <= minute_us);
}

static int64_t random_below(int64_t limit)
{
    static uint64_t state = 20261123;
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (int64_t)((state >> 16) % (uint64_t)limit);
}

static void test_jumps(void **state)
{
    static const int64_t reaches_ms[] = { 1000, 20 * 1000, 120 * 1000, SPAN_MS,
        INT64_C(86400000) * 400, INT64_C(86400000) * 20000 };
    (void)state;
    struct config config = { .theme = { .transition = TRANSITION_FADE, .transition_ms = 600 } };
    struct player *player = new_player();
    player->common.ground.config = &config;
    world.wall_ms = 1795399200000;
    world.mono_us = 5000000;
    assert_true(planning_ask(&player->planning, &player->common.ground, NULL));
    wake_up(player);
    uint64_t jumps = 0;
    for (size_t event = 0; event < EVENTS; event++) {
        int64_t reach_ms = reaches_ms[random_below(6)];
        switch (random_below(4)) {
        case 0: /* somebody sets the clock; waiter.h tells at once */
            world.wall_ms += random_below(2 * reach_ms) - reach_ms;
            jumps++;
            break;
        case 1:
            world.is_doubtful = !world.is_doubtful;
            break;
        default: /* time passes as far as the player has to sleep, or something else comes */
            pass(event % 2 ? deadline_us(player, world.mono_us) - world.mono_us
                           : random_below(900000) + 1);
            break;
        }
        wake_up(player);
        expect_right(player, event);
    }
    assert_true(jumps > EVENTS / 8);
    assert_true(player->turns.count > EVENTS / 8);
    plan_destroy(player->planning.plan);
    picture_destroy(player->turns.picture);
    free(player);
}

static struct player *player_at_first_slide(struct config *config)
{
    struct player *player = new_player();
    player->common.ground.config = config;
    world.is_doubtful = false;
    world.wall_ms = 1795399200000;
    assert_true(planning_ask(&player->planning, &player->common.ground, NULL));
    wake_up(player);
    return player;
}

/* What the first plan left out is planned at once, and only then; the right slide stands with
 * that plan. */
static void test_a_plan_in_haste_is_followed(void **state)
{
    (void)state;
    struct config config = { .theme = { .transition = TRANSITION_NONE } };
    for (int is_large = 0; is_large < 2; is_large++) {
        world.is_large = is_large;
        world.plans = 0;
        struct player *player = player_at_first_slide(&config);
        expect_right(player, 0);
        assert_int_equal(world.plans, 1 + is_large);
        assert_int_equal(player->planning.plan->count, SLIDES);
        assert_int_equal(player->turns.shown.job, 1 + is_large);
        assert_int_equal(player->turns.count, 1 + is_large);
        pass(3 * replan_us);
        wake_up(player);
        assert_int_equal(world.plans, 1 + is_large);
        plan_destroy(player->planning.plan);
        picture_destroy(player->turns.picture);
        free(player);
    }
    world.is_large = false;
}

/* Every slide has its turn, in order, while no clock jumps. */
static void expect_every_turn(void)
{
    struct config config = { .theme = { .transition = TRANSITION_NONE } };
    struct player *player = player_at_first_slide(&config);
    size_t before = player->turns.shown.slide;
    for (int i = 0; i < 400; i++) {
        uint64_t turns = player->turns.count;
        pass(deadline_us(player, world.mono_us) - world.mono_us);
        wake_up(player);
        expect_right(player, (size_t)i);
        if (player->turns.count != turns) {
            assert_int_equal(player->turns.shown.slide, (before + 1) % SLIDES);
            before = player->turns.shown.slide;
        }
    }
    assert_true(player->turns.count > 300);
    plan_destroy(player->planning.plan);
    picture_destroy(player->turns.picture);
    free(player);
}

static void test_no_turn_is_skipped(void **state)
{
    (void)state;
    expect_every_turn();
}

/* A slide that waited and cannot be unpacked is made anew, as it is to be shown. */
static void test_no_turn_is_skipped_for_want_of_memory(void **state)
{
    (void)state;
    world.unpacking_fails = true;
    expect_every_turn();
    world.unpacking_fails = false;
}

/* How each slide of the plan comes: the first after the last, the second as a page of the same
 * article, then another item, an alert, and a notice again. */
static void test_transitions(void **state)
{
    static const struct {
        enum transition_kind configured, as_slide, as_page;
    } rows[] = { { TRANSITION_FADE, TRANSITION_FADE, TRANSITION_FADE },
        { TRANSITION_PUSH, TRANSITION_PUSH, TRANSITION_FADE },
        { TRANSITION_CUT, TRANSITION_CUT, TRANSITION_FADE },
        { TRANSITION_NONE, TRANSITION_NONE, TRANSITION_NONE } };
    (void)state;
    world.is_doubtful = false;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct config config = { .theme = {
                                     .transition = rows[i].configured, .transition_ms = 600 } };
        struct player *player = new_player();
        bool has_come[SLIDES] = { false };
        player->common.ground.config = &config;
        world.wall_ms = 1795399200000;
        assert_true(planning_ask(&player->planning, &player->common.ground, NULL));
        wake_up(player);
        for (uint64_t turns = player->turns.count; player->turns.count < 3 * SLIDES;
             turns = player->turns.count) {
            pass(deadline_us(player, world.mono_us) - world.mono_us);
            wake_up(player);
            int slide = (int)player->turns.shown.slide;
            bool is_page = slide == 1, is_alert = slide == 3;
            if (player->turns.count == turns || player->turns.count < 2) {
                continue;
            }
            has_come[slide] = true;
            assert_int_equal(world.transition.kind, is_page    ? rows[i].as_page
                                                    : is_alert ? TRANSITION_NONE
                                                               : rows[i].as_slide);
            assert_true(world.transition.ms == (is_page ? 300 : 600) ||
                        world.transition.kind == TRANSITION_NONE);
            /* What both have between header and footer. */
            int from = slide == 0 ? SLIDES - 1 : slide - 1;
            assert_int_equal(world.transition.first_row, 100 + (slide > from ? slide : from));
            assert_int_equal(world.transition.last_row, 900 + (slide < from ? slide : from));
        }
        for (int slide = 0; slide < SLIDES; slide++) {
            assert_true(has_come[slide]);
        }
        plan_destroy(player->planning.plan);
        picture_destroy(player->turns.picture);
        free(player);
    }
}

/* What moves does so from when its slide stands until its turn ends; on one that somebody
 * leafed to, for as long as a turn of it is. */
static void test_moving(void **state)
{
    (void)state;
    struct config config = { .theme = { .transition = TRANSITION_FADE, .transition_ms = 600 } };
    struct player *player = new_player();
    player->common.ground.config = &config;
    world.is_doubtful = false;
    world.makes_moving = true;
    world.wall_ms = 1795399200000;
    assert_true(planning_ask(&player->planning, &player->common.ground, NULL));
    wake_up(player);
    for (uint64_t turns = player->turns.count; player->turns.count < 3 * SLIDES;
         turns = player->turns.count) {
        pass(deadline_us(player, world.mono_us) - world.mono_us);
        wake_up(player);
        if (player->turns.count != turns) {
            struct turn turn = programme_turn_at(player->planning.plan, world.wall_ms);
            assert_true(world.has_moving);
            assert_int_equal(world.moves_after_us, world.transition.ms * 1000);
            assert_int_equal(
                world.moves_until_us, world.mono_us + (turn.until_ms - world.wall_ms) * 1000);
        }
    }
    pass(3 * 1000000);
    turns_leaf(&player->turns, 1);
    wake_up(player);
    assert_int_equal(world.moves_until_us, world.mono_us + 7 * 1000000);
    world.makes_moving = false;
    plan_destroy(player->planning.plan);
    picture_destroy(player->turns.picture);
    moving_destroy(player->turns.moving);
    free(player);
}

/* Leafing goes round in both directions. */
static void test_leafing(void **state)
{
    (void)state;
    static const struct {
        size_t shown;
        int direction;
        size_t held;
    } rows[] = { { 0, 1, 1 }, { 2, 1, 0 }, { 2, -1, 1 }, { 0, -1, 2 } };
    struct plan plan = { .count = 3 };
    struct player *player = new_player();
    assert_non_null(player);
    player->turns.plan = &plan;
    player->turns.job = player->turns.shown.job = 7;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        player->turns.shown.slide = rows[i].shown;
        turns_leaf(&player->turns, rows[i].direction);
        assert_true(player->turns.is_paused);
        assert_int_equal(player->turns.held.slide, rows[i].held);
    }
    free(player);
}

static void destroy(struct player *player)
{
    plan_destroy(player->planning.plan);
    picture_destroy(player->turns.picture);
    free(player);
}

/* A SIGHUP. */
static void reload_config(struct player *player, int resizes)
{
    reload_want(&player->reload);
    reload_step(&player->reload, world.mono_us);
    for (int i = 0; i < resizes; i++) {
        planning_renew(&player->planning);
    }
    world.fails = 0;
    wake_up(player);
    pass(replan_us);
    wake_up(player);
}

/* Whatever fails of a new config, nothing of it is left: the old one, its guard (which the
 * store has) and its edition stand and go on, also where the window changed its size meanwhile;
 * and the next good one is taken whole. */
static void test_refused_configs(void **state)
{
    static const int steps[] = { LOADING, GUARDING, POSTING, PLANNING };
    (void)state;
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        for (int resizes = 0; resizes < 3; resizes++) {
            struct error error;
            struct config *config = config_default(&error);
            world.is_doubtful = false;
            world.wall_ms = 1795399200000;
            world.readies = world.reloadings = world.fetch_reloads = 0;
            struct player *player = new_player();
            assert_int_equal(
                ground_open(&player->common.ground, NULL, config, &error), EXIT_DONE);
            struct store *store = player->common.ground.store;
            struct ground first = player->common.ground;
            first.edition.hex[0] = 'a';
            assert_true(planning_ask(&player->planning, &first, NULL));
            wake_up(player);
            assert_int_equal(player->common.ground.edition.hex[0], 'a');

            world.fails = steps[i];
            reload_config(player, resizes);
            assert_ptr_equal(player->common.ground.config, config);
            assert_ptr_equal(player->common.ground.store, store);
            assert_int_equal(player->common.ground.edition.hex[0], 'a');
            assert_int_equal(world.fetch_reloads, 0);
            expect_right(player, i);

            world.fails =
                LOADING_EDITION; /* the new guard lets nothing pass: what is shown stays */
            reload_config(player, resizes);
            assert_ptr_not_equal(player->common.ground.config, config);
            assert_int_equal(player->common.ground.edition.hex[0], 'a');
            assert_int_equal(world.fetch_reloads, 1);
            reload_config(player, resizes);
            assert_int_equal(player->common.ground.edition.hex[0], 'b');
            assert_int_equal(world.fetch_reloads, 2);
            assert_int_equal(world.reloadings, 3);
            assert_int_equal(world.readies, 3);
            assert_int_equal(world.supplies, 0);
            expect_right(player, i);
            ground_finish(&player->common);
            destroy(player);
        }
    }
}

/* An edition that cannot be planned with is not the one that stands: it is tried again. */
static void test_refused_edition(void **state)
{
    (void)state;
    struct config config = { .theme = { .transition = TRANSITION_NONE } };
    struct player *player = player_at_first_slide(&config);
    struct ground coming = player->common.ground;
    coming.edition.hex[0] = 'c';
    world.trials_ended = 0;
    world.fails = PLANNING;
    assert_true(planning_ask(&player->planning, &coming, NULL));
    world.fails = 0;
    wake_up(player);
    assert_int_equal(player->common.ground.edition.hex[0], '\0');
    assert_true(player->common.newest_fails);
    assert_int_equal(world.trials_ended, 1);
    expect_right(player, 0);
    assert_true(planning_ask(&player->planning, &coming, NULL));
    wake_up(player);
    assert_int_equal(player->common.ground.edition.hex[0], 'c');
    destroy(player);
}

/* Of many sizes the last one is planned for, and one after the other; one that could not be is
 * tried again. */
static void test_many_sizes(void **state)
{
    static const int steps[] = { 0, POSTING, PLANNING };
    (void)state;
    struct config config = { .theme = { .transition = TRANSITION_NONE } };
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        struct player *player = player_at_first_slide(&config);
        unsigned job = player->planning.last_job;
        world.fails = steps[i];
        for (int resize = 0; resize < 20; resize++) {
            world.side = resize;
            planning_renew(&player->planning);
            step_turn(player, world.mono_us);
        }
        world.fails = 0;
        wake_up(player);
        assert_true(deadline_us(player, world.mono_us) <= world.mono_us + minute_us);
        pass(replan_us);
        wake_up(player);
        assert_false(player->planning.is_wanted);
        assert_in_range(player->planning.last_job, job + 1, job + 3);
        assert_int_equal(player->turns.job, player->planning.last_job);
        expect_right(player, i);
        destroy(player);
    }
    world.side = 0;
}

/* A slide that was made before the window changed is made anew when its turn comes, also while
 * no new plan does. */
static void test_sizes(void **state)
{
    (void)state;
    struct config config = { .theme = { .transition = TRANSITION_CUT } };
    struct player *player = player_at_first_slide(&config);
    for (int side = 1; side <= 3; side++) {
        assert_non_null(player->turns.picture);
        world.side = side;
        pass(deadline_us(player, world.mono_us) - world.mono_us);
        wake_up(player);
        expect_right(player, (size_t)side);
    }
    plan_destroy(player->planning.plan);
    picture_destroy(player->turns.picture);
    free(player);
}

/* Sleeps as main does, but no longer than until the preparer has something; the clock goes on
 * between what is done in a step and how long the next sleep is to be. */
static void sleep_once(struct player *player, int64_t step_us)
{
    pass(step_us);
    int64_t us = deadline_us(player, world.mono_us) - world.mono_us;
    if (world.count > 0) {
        int64_t ready_us = world.ready_us[world.first % LETTERS] - world.mono_us;
        us = ready_us < us ? ready_us : us;
    }
    pass(us > 0 ? us : 0);
    wake_up(player);
}

static void make_edges(int64_t edges_ms[2 * ALERTS], int speed, int64_t least_ms)
{
    int64_t at_ms = STARTED_MS;
    for (size_t i = 0; i < 2 * ALERTS; i++) {
        at_ms += (least_ms + random_below(random_below(3) ? 800 : 2500)) * speed;
        edges_ms[i] = at_ms;
    }
}

/* Alerts that hold for a part of a second, close upon each other, all come, each while it
 * holds, and nothing of the time between them is theirs: by the real clock and by a quickened
 * one, whatever the preparer and a step of the loop take, if that is less than the span. */
static void test_short_alerts(void **state)
{
    static const struct {
        int speed;
        int64_t makes_us, step_us;
    } rows[] = { { 1, 0, 0 }, { 1, 0, 1500 }, { 1, 30000, 0 }, { 1, 30000, 1500 },
        { 1, 90000, 700 }, { 300, 0, 0 }, { 300, 30000, 900 }, { 3600, 20000, 2000 } };
    (void)state;
    for (size_t row = 0; row < sizeof rows / sizeof *rows; row++) {
        struct config config = { .theme = {
                                     .transition = TRANSITION_FADE, .transition_ms = 900 } };
        int64_t edges_ms[2 * ALERTS];
        bool has_come[2 * ALERTS + 1] = { false };
        make_edges(edges_ms, rows[row].speed, 120);
        world.edges_ms = edges_ms;
        world.speed = rows[row].speed;
        world.makes_us = rows[row].makes_us;
        world.mono_us = 5000000;
        struct player *player = new_player();
        player->common.ground.config = &config;
        world.is_doubtful = false;
        world.wall_ms = 0;
        assert_true(planning_ask(&player->planning, &player->common.ground, NULL));
        while (world.wall_ms <= edges_ms[2 * ALERTS - 1]) {
            int told = world.told;
            sleep_once(player, rows[row].step_us);
            if (world.told != told) {
                int span = atoi(world.told_item);
                has_come[span] = true;
                assert_true(span == 0 || edges_ms[span - 1] <= world.wall_ms);
                assert_true(span == 2 * ALERTS || world.wall_ms < edges_ms[span]);
            }
        }
        for (size_t span = 1; span < 2 * ALERTS; span += 2) {
            if (!has_come[span]) {
                fail_msg("row %zu: alert %zu of %lld ms never came", row, span,
                    (long long)(edges_ms[span] - edges_ms[span - 1]));
            }
        }
        world.edges_ms = NULL;
        world.speed = 1;
        world.makes_us = 0;
        world.mono_us += INT64_C(1000000);
        while (world.count > 0) {
            prepared_destroy(preparer_take(NULL));
        }
        plan_destroy(player->planning.plan);
        picture_destroy(player->turns.picture);
        free(player);
    }
}

/* At most one turn on, to the next slide. */
static void expect_next(const struct player *player, uint64_t *turns, size_t *slide)
{
    if (player->turns.count != *turns) {
        assert_int_equal(player->turns.count, *turns + 1);
        assert_int_equal(player->turns.shown.slide, (*slide + 1) % SLIDES);
    }
    *turns = player->turns.count;
    *slide = player->turns.shown.slide;
}

/* A turn that ends between a step and the sleep after it is followed by the next one: that is
 * not slept over. */
static void test_no_turn_is_slept_over(void **state)
{
    (void)state;
    struct config config = { .theme = { .transition = TRANSITION_NONE } };
    struct player *player = player_at_first_slide(&config);
    size_t slide = player->turns.shown.slide;
    uint64_t turns = player->turns.count;
    for (int i = 0; i < 400; i++) {
        struct turn turn = programme_turn_at(player->planning.plan, world.wall_ms);
        if (i % 2 && world.wall_ms < turn.until_ms) {
            pass((turn.until_ms - world.wall_ms) * 1000 - 1); /* its last moment */
            wake_up(player);
            expect_next(player, &turns, &slide);
        }
        sleep_once(player, 2000);
        expect_next(player, &turns, &slide);
    }
    plan_destroy(player->planning.plan);
    picture_destroy(player->turns.picture);
    free(player);
}

/* `status` is told of a slide once it stands whole, and never of one that did not. */
static void test_told_when_presented(void **state)
{
    (void)state;
    struct config config = { .theme = { .transition = TRANSITION_FADE, .transition_ms = 600 } };
    struct player *player = player_at_first_slide(&config);
    world.is_hindered = true;
    int told = world.told;
    for (uint64_t turns = player->turns.count; player->turns.count < turns + 2;) {
        sleep_once(player, 0);
    }
    assert_int_equal(world.told, told);
    world.is_hindered = false;
    wake_up(player);
    assert_int_equal(world.told, told + 1);
    const char *item = player->planning.plan->slides[player->turns.shown.slide].item;
    assert_string_equal(world.told_item, item ? item : "");
    wake_up(player);
    assert_int_equal(world.told, told + 1);
    plan_destroy(player->planning.plan);
    picture_destroy(player->turns.picture);
    free(player);
}

/* At most half of what a turn is in real time; of a few frames, none. */
static void test_short_turns(void **state)
{
    static const struct {
        int speed;
        int64_t asked_ms, ms;
    } rows[] = { { 1, 600, 600 }, { 1, 3000, 3000 }, { 2, 3000, 1750 }, { 7, 900, 500 },
        { 60, 900, 58 }, { 75, 900, 0 }, { 300, 900, 0 } };
    (void)state;
    for (size_t row = 0; row < sizeof rows / sizeof *rows; row++) {
        struct config config = { .theme = { .transition = TRANSITION_PUSH,
                                     .transition_ms = rows[row].asked_ms } };
        world.speed = rows[row].speed;
        struct player *player = player_at_first_slide(&config);
        while (player->turns.count < 3 || player->turns.shown.slide != 2) {
            sleep_once(player, 0);
        }
        assert_in_range(
            world.transition.ms, rows[row].ms > 2 ? rows[row].ms - 2 : 0, rows[row].ms);
        assert_int_equal(
            world.transition.kind, rows[row].ms ? TRANSITION_PUSH : TRANSITION_NONE);
        world.speed = 1;
        plan_destroy(player->planning.plan);
        picture_destroy(player->turns.picture);
        free(player);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_short_alerts),
        cmocka_unit_test(test_no_turn_is_slept_over),
        cmocka_unit_test(test_told_when_presented),
        cmocka_unit_test(test_short_turns),
        cmocka_unit_test(test_no_turn_is_skipped),
        cmocka_unit_test(test_a_plan_in_haste_is_followed),
        cmocka_unit_test(test_no_turn_is_skipped_for_want_of_memory),
        cmocka_unit_test(test_jumps),
        cmocka_unit_test(test_transitions),
        cmocka_unit_test(test_moving),
        cmocka_unit_test(test_leafing),
        cmocka_unit_test(test_refused_configs),
        cmocka_unit_test(test_refused_edition),
        cmocka_unit_test(test_many_sizes),
        cmocka_unit_test(test_sizes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
