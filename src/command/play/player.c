#include "command/play/player.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/system/file.h"
#include "base/system/image.h"
#include "command/play/part.h"
#include "config/load.h"
#include "edition/recall.h"
#include "report/notify.h"
#include "screen/stage/stage.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* With the half second that `fetch` has for it, less than one in all. */
enum { PREPARER_LEAVE_MS = 300 };

/* The display behind a black slide is off. Not that of a window, which is one among others. */
static void keep_power(void *part, int64_t now_us)
{
    struct player *player = part;
    if (!player->options->window.is_wanted) {
        power_step(&player->power, turns_want_display(&player->turns), now_us);
    }
}

/* In the order in which they are stepped, and end. */
static const struct part parts[] = {
    /* awake before anything else is shown; and asleep as soon as a black slide stands */
    { 0, true, keep_power, NULL, NULL },
    { offsetof(struct player, planning), false, planning_step, planning_deadline_us, NULL },
    { offsetof(struct player, turns), false, turns_step, turns_deadline_us, NULL },
    /* before an edition that waited for the first slide is begun */
    { offsetof(struct player, probation), true, probation_step, probation_deadline_us,
        probation_finish },
    { offsetof(struct player, editions), true, editions_step, editions_deadline_us, NULL },
    { offsetof(struct player, reload), true, reload_step, NULL, NULL },
    { 0, true, keep_power, NULL, NULL },
    { offsetof(struct player, child), true, fetch_child_step, fetch_child_deadline_us,
        fetch_child_finish },
    { offsetof(struct player, power), true, NULL, power_deadline_us, power_finish },
    { offsetof(struct player, watchdog), true, watchdog_step, watchdog_deadline_us, NULL },
};
static const size_t part_count = sizeof parts / sizeof *parts;

static void finish_parts(struct player *player)
{
    for (size_t i = 0; i < part_count; i++) {
        if (parts[i].finish) {
            parts[i].finish((char *)player + parts[i].offset);
        }
    }
}

static void wake(void *context)
{
    waiter_wake(context);
}

/* The path of --config, or of the demo's config, for the child. */
static void find_paths(struct player *player)
{
    struct common *common = &player->common;
    const char *path = common->invocation->config_path;
    snprintf(player->config_path, sizeof player->config_path, "%s%s",
        path ? path : config_data_dir(), path ? "" : "/config/demo.ini");
    snprintf(
        common->store_path, sizeof common->store_path, "%s", store_path(common->ground.store));
    snprintf(
        common->plans_path, sizeof common->plans_path, "%s/play-plans", common->store_path);
    snprintf(
        common->feeds_path, sizeof common->feeds_path, "%s/" RECALL_FILE, common->store_path);
    snprintf(common->picture_path, sizeof common->picture_path, "%s/play-picture",
        common->store_path);
    /* So that it can be watched before `fetch` has made it. */
    struct error ignored;
    file_make_directories(common->store_path, &ignored);
}

/* Whatever the stage was doing: the display is gone, and that is not the edition's fault. */
static _Noreturn void leave_at_once(void *context)
{
    struct player *player = context;
    opening_end(&player->opening);
    finish_parts(player);
    notify_stopping();
    _exit(EXIT_FAILED);
}

static struct stage_options stage_options(struct player *player)
{
    const struct option_window *window = &player->options->window;
    return (struct stage_options) { .windowed = window->is_wanted,
        .width = window->size.width,
        .height = window->size.height,
        .display = player->common.ground.config->screen.display,
        .leave = leave_at_once,
        .context = player };
}

static void init_parts(struct player *player)
{
    struct common *common = &player->common;
    probation_init(&player->probation, common);
    planning_init(&player->planning, common, &player->probation);
    turns_init(&player->turns, common, &player->planning, &player->told, &player->probation);
    editions_init(
        &player->editions, common, &player->planning, &player->told, &player->probation);
    reload_init(&player->reload, &(struct reload_parts) { common, &player->planning,
                                     &player->editions, &player->child, &player->told });
    fetch_child_init(&player->child, player->config_path, common->store_path,
        common->ground.config, !player->options->no_fetch);
}

/* The first slide is begun at the size that the display probably has, while the display is
 * asked; when it has another, the work was not quite in vain: the fonts are open. */
static bool open_stage(struct player *player, struct error *error)
{
    struct opening *opening = &player->opening;
    struct stage_options options = stage_options(player);
    int width = 0, height = 0;
    opening_begin(opening, &player->editions, &player->planning, &options);
    told_init(&player->told, &player->common); /* writes a file: meanwhile */
    opening_wait(opening);
    struct stage *stage = player->common.stage = stage_create(&options, error);
    bool is_open = stage && stage_open(stage, error);
    bool is_planned = opening_end(opening);
    if (!is_open || !is_planned) {
        return is_open ? error_set(error, "starting: out of memory") : false;
    }
    stage_size(stage, &width, &height);
    if (width != opening->width || height != opening->height) {
        planning_renew(&player->planning);
    }
    log_debug("stage: %dx%d, %s", width, height, stage_way(stage));
    return true;
}

static int open_everything(struct player *player, struct config *config, struct error *error)
{
    static const int signals[] = { SIGTERM, SIGINT, SIGHUP, SIGCHLD };
    struct common *common = &player->common;
    stage_prepare_environment();
    signal(SIGPIPE, SIG_IGN); /* a screen does not go with whoever read its log */
    int status = waiter_init(&player->waiter, signals, sizeof signals / sizeof *signals, error)
                     ? ground_open(&common->ground, common->invocation, config, error)
                     : EXIT_FAILED;
    if (status != EXIT_DONE) {
        config_destroy(config);
        return status;
    }
    find_paths(player);
    log_set_name(config->screen.name);
    init_parts(player);
    const struct workshop_place place = { config_data_dir(), common->plans_path,
        common->picture_path, true };
    common->preparer = preparer_create(&place, wake, &player->waiter, error);
    if (!common->preparer || !open_stage(player, error)) {
        return EXIT_FAILED;
    }
    if (!*common->next.edition.hex && !probation_waits(&player->probation)) {
        log_info("no edition in %s yet", common->store_path);
    }
    power_init(&player->power, common->stage, *config->screen.off.text);
    watchdog_init(&player->watchdog, common->stage, &player->power);
    return EXIT_DONE;
}

int player_init(struct player *player, const struct invocation *invocation)
{
    struct error error = { 0 };
    image_expect_little("libicudata");
    *player = (struct player) { .common = { .invocation = invocation },
        .options = invocation->options,
        .waiter = { -1, -1, -1 },
        .end_us = INT64_MAX };
    struct config *config = command_load_config_to_log(invocation);
    if (!config) {
        return EXIT_CONFIG;
    }
    if (!command_has_themes(config, &error)) {
        log_fatal("%s", error.text);
        config_destroy(config);
        return EXIT_CONFIG;
    }
    int status = open_everything(player, config, &error);
    if (status != EXIT_DONE) {
        log_fatal("play: %s", error.text);
        return status;
    }
    if (player->options->for_ms) {
        player->end_us = invocation->started_us + player->options->for_ms * 1000;
    }
    return EXIT_DONE;
}

bool player_finish(struct player *player)
{
    finish_parts(player);
    bool done = preparer_leave(player->common.preparer, PREPARER_LEAVE_MS);
    stage_destroy(player->common.stage);
    if (!done) {
        return false;
    }
    turns_finish(&player->turns);
    planning_finish(&player->planning);
    ground_finish(&player->common);
    waiter_finish(&player->waiter);
    return true;
}

static void handle_news(struct player *player, const struct waiter_news *news, int64_t now_us)
{
    if (news->signals & (UINT64_C(1) << SIGTERM | UINT64_C(1) << SIGINT)) {
        player->is_leaving = true;
    }
    if (news->signals & UINT64_C(1) << SIGCHLD) {
        fetch_child_reap(&player->child, now_us);
        power_reap(&player->power);
    }
    if (news->signals & UINT64_C(1) << SIGHUP) {
        reload_want(&player->reload);
    }
    if (news->ready & 1) {
        editions_hear(&player->editions);
    }
    if (now_us >= player->end_us) {
        player->is_leaving = true;
    }
}

static void lay_out_anew(struct player *player)
{
    int width, height;
    stage_size(player->common.stage, &width, &height);
    log_debug("stage: %dx%d", width, height);
    planning_renew(&player->planning);
}

static void handle_display(struct player *player)
{
    enum stage_event event;
    while (!player->is_leaving &&
           (event = stage_next_event(player->common.stage)) != STAGE_NOTHING) {
        if (event == STAGE_RESIZED) {
            lay_out_anew(player);
        } else if (event == STAGE_LEAVE) {
            player->is_leaving = true;
        } else if (event == STAGE_PAUSE) {
            turns_pause(&player->turns);
        } else {
            turns_leaf(&player->turns, event == STAGE_NEXT ? 1 : -1);
        }
    }
}

/* Before the first slide stands, nothing else has its turn, least of all the network. */
static bool has_turn(const struct player *player, const struct part *part)
{
    return !part->waits || turns_stand(&player->turns);
}

static void step(struct player *player, int64_t now_us)
{
    turns_take(&player->turns);
    stage_step(player->common.stage, now_us);
    told_step(&player->told);
    for (size_t i = 0; i < part_count; i++) {
        if (parts[i].step && has_turn(player, &parts[i])) {
            parts[i].step((char *)player + parts[i].offset, now_us);
        }
    }
    handle_display(player); /* last: see stage_next_event */
}

static int64_t earliest(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static int64_t deadline_us(const struct player *player, int64_t now_us)
{
    int64_t us = earliest(player->end_us, stage_deadline_us(player->common.stage));
    us = earliest(us, preparer_deadline_us(player->common.preparer));
    for (size_t i = 0; i < part_count; i++) {
        if (parts[i].deadline_us && has_turn(player, &parts[i])) {
            const void *part = (const char *)player + parts[i].offset;
            us = earliest(us, parts[i].deadline_us(part, now_us));
        }
    }
    return us;
}

int player_run(struct player *player)
{
    bool is_ready = false;
    while (!player->is_leaving) {
        step(player, clock_mono_us());
        if (planning_has_failed(&player->planning)) {
            return EXIT_FAILED; /* not even the first plan; the reason is in the log */
        }
        if (clock_mono_us() >= preparer_deadline_us(player->common.preparer)) {
            log_error("making a slide has come to a stop: play has to begin anew");
            probation_hung(&player->probation);
            return EXIT_FAILED;
        }
        if (!is_ready && turns_stand(&player->turns)) {
            notify_ready(); /* the first slide stands */
            is_ready = true;
        }
        if (player->is_leaving) {
            break;
        }
        int fds[] = { editions_fd(&player->editions), stage_fd(player->common.stage) };
        struct waiter_news news;
        waiter_wait(&player->waiter, fds, 2, deadline_us(player, clock_mono_us()), &news);
        handle_news(player, &news, clock_mono_us());
    }
    notify_stopping();
    return EXIT_DONE;
}
