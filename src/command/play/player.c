#include "command/play/player.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/log.h"
#include "config/load.h"
#include "report/notify.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* With the half second that `fetch` has for it, less than one in all. */
enum { PREPARER_LEAVE_MS = 300 };

static void wake(void *context)
{
    waiter_wake(context);
}

/* The path of --config, or of the demo's config, for the child. */
static void find_paths(struct player *player)
{
    const struct invocation *invocation = player->invocation;
    if (invocation->config_path) {
        snprintf(
            player->config_path, sizeof player->config_path, "%s", invocation->config_path);
    } else {
        snprintf(player->config_path, sizeof player->config_path, "%s/config/demo.ini",
            config_data_dir());
    }
    snprintf(
        player->store_path, sizeof player->store_path, "%s", store_path(player->ground.store));
    /* So that it can be watched before `fetch` has made it. */
    struct error ignored;
    file_make_directories(player->store_path, &ignored);
}

/* Whatever the stage was doing: the display is gone, and that is not the edition's fault. */
static _Noreturn void leave_at_once(void *context)
{
    struct player *player = context;
    player_trial_end(player);
    fetch_child_finish(&player->child);
    power_finish(&player->power);
    notify_stopping();
    _exit(EXIT_FAILED);
}

static struct stage_options stage_options(struct player *player)
{
    const struct option_window *window = &player->options->window;
    return (struct stage_options) { .windowed = window->is_wanted,
        .width = window->size.width,
        .height = window->size.height,
        .display = player->ground.config->screen.display,
        .leave = leave_at_once,
        .context = player };
}

/* The first slide is begun at the size that the display probably has, while the display is
 * asked; when it has another, the work was not quite in vain: the fonts are open. */
static bool start_preparing(
    struct player *player, const struct stage_options *options, int *width, int *height)
{
    struct supply supply;
    player_load_first_edition(player, &supply);
    stage_guess_size(options, width, height);
    player_trial_size(player, *width, *height);
    struct workshop_job job = { .config = player->ground.config,
        .supply = &supply,
        .width = *width,
        .height = *height,
        .now_ms = clock_wall_ms(),
        .is_clock_doubtful = !clock_is_trusted() };
    player->is_clock_doubtful = job.is_clock_doubtful;
    player->is_planning = preparer_plan(player->preparer, ++player->last_job, &job);
    player->edition_job = player->last_job;
    return player->is_planning;
}

void player_take_config(struct player *player)
{
    log_set_name(player->ground.config->screen.name);
    command_config_id(player->ground.config, player->config_id);
    snprintf(player->glass.config, sizeof player->glass.config, "%s", player->config_id);
    snprintf(player->coming.config, sizeof player->coming.config, "%s", player->config_id);
}

static bool open_everything(struct player *player, struct config *config, struct error *error)
{
    static const int signals[] = { SIGTERM, SIGINT, SIGHUP, SIGCHLD };
    signal(SIGPIPE, SIG_IGN); /* a screen does not go with whoever read its log */
    if (!waiter_init(&player->waiter, signals, sizeof signals / sizeof *signals, error) ||
        !ground_open(&player->ground, player->invocation, config, error)) {
        config_destroy(config);
        return false;
    }
    find_paths(player);
    player_take_config(player);
    player_write_status(player); /* that it starts: nothing is on the glass yet */
    player->preparer = preparer_create(config_data_dir(), wake, &player->waiter, error);
    if (!player->preparer) {
        return false;
    }
    struct stage_options options = stage_options(player);
    int guess_width, guess_height, width, height;
    if (!start_preparing(player, &options, &guess_width, &guess_height)) {
        return error_set(error, "starting: out of memory");
    }
    player->stage = stage_create(&options, error);
    if (!player->stage) {
        return false;
    }
    stage_size(player->stage, &width, &height);
    if (width != guess_width || height != guess_height) {
        player_replan(player);
    }
    if (!stage_open(player->stage, error)) {
        return false;
    }
    log_debug("stage: %dx%d, %s", width, height, stage_way(player->stage));
    if (!*player->next.edition.hex) {
        log_info("no edition in %s yet", player->store_path);
    }
    fetch_child_init(
        &player->child, player->config_path, player->store_path, player->ground.config);
    power_init(&player->power, player->stage, *config->screen.off.text);
    return true;
}

int player_init(struct player *player, const struct invocation *invocation)
{
    struct error error = { 0 };
    *player = (struct player) { .invocation = invocation,
        .options = invocation->options,
        .waiter = { -1, -1, -1 },
        .store_fd = -1,
        .end_us = INT64_MAX };
    struct config *config = command_load_config(invocation);
    if (!config) {
        return EXIT_CONFIG;
    }
    if (!open_everything(player, config, &error)) {
        player_trial_end(player); /* no display: not the edition's fault */
        log_fatal("play: %s", error.text);
        return EXIT_FAILED;
    }
    if (player->options->for_ms) {
        player->end_us = invocation->started_us + player->options->for_ms * 1000;
    }
    return EXIT_DONE;
}

bool player_finish(struct player *player)
{
    fetch_child_finish(&player->child);
    power_finish(&player->power);
    bool done = preparer_leave(player->preparer, PREPARER_LEAVE_MS);
    stage_destroy(player->stage);
    if (!done) {
        return false;
    }
    picture_destroy(player->picture);
    moving_destroy(player->moving);
    plan_destroy(player->plan);
    player_ground_finish(player);
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
        player->wants_reload = true;
    }
    if (news->ready & 1) {
        /* Not at every news of the folder: our own status is written there with each turn. */
        bool is_replaced = store_drain(player->ground.store);
        player->wants_edition = player->wants_edition || is_replaced || player->edition_fails;
        player->store_fd =
            store_watch(player->ground.store); /* another one, if the folder went */
        if (is_replaced) {
            player_write_status(player);
        }
    }
    if (now_us >= player->end_us) {
        player->is_leaving = true;
    }
}

static void lay_out_anew(struct player *player)
{
    int width, height;
    stage_size(player->stage, &width, &height);
    log_debug("stage: %dx%d", width, height);
    player_replan(player);
}

static void handle_display(struct player *player)
{
    enum stage_event event;
    while (!player->is_leaving && (event = stage_next_event(player->stage)) != STAGE_NOTHING) {
        if (event == STAGE_RESIZED) {
            lay_out_anew(player);
        } else if (event == STAGE_LEAVE) {
            player->is_leaving = true;
        } else if (event == STAGE_PAUSE) {
            player_pause(player);
        } else {
            player_step_by(player, event == STAGE_NEXT ? 1 : -1);
        }
    }
}

static int64_t earliest(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static void step(struct player *player, int64_t now_us)
{
    player_take_prepared(player);
    stage_step(player->stage, now_us);
    player_tell_presented(player);
    if (player->shown.job) {
        player_keep_power(player, now_us); /* awake before anything else is shown */
    }
    player_turn(player, now_us);
    if (player->shown.job) { /* the first slide stands: now the network may begin */
        player_follow_store(player, now_us);
        player_trial_step(player, now_us);
        player_reload(player);
        player_keep_power(player, now_us);
        if (!player->options->no_fetch) {
            fetch_child_step(&player->child, now_us);
        }
        player_feed_watchdog(player, now_us);
    }
    handle_display(player); /* last: see stage_next_event */
}

static int64_t deadline_us(const struct player *player, int64_t now_us)
{
    int64_t us = earliest(player->end_us, stage_deadline_us(player->stage));
    us = earliest(us, player_turn_deadline_us(player, now_us));
    us = earliest(us, player_watchdog_deadline_us(player));
    us = earliest(us, player_trial_deadline_us(player));
    us = earliest(us, player_store_deadline_us(player));
    us = earliest(us, power_deadline_us(&player->power));
    us = earliest(us, preparer_deadline_us(player->preparer));
    if (player->shown.job && !player->options->no_fetch) {
        us = earliest(us, fetch_child_deadline_us(&player->child));
    }
    return us;
}

int player_run(struct player *player)
{
    bool is_ready = false;
    while (!player->is_leaving) {
        step(player, clock_mono_us());
        if (!player->plan && !player->is_planning) {
            player_trial_end(player); /* fonts, theme or memory: not the edition's fault */
            return EXIT_FAILED;       /* not even the first plan; the reason is in the log */
        }
        if (clock_mono_us() >= preparer_deadline_us(player->preparer)) {
            log_error("making a slide has come to a stop: play has to begin anew");
            player_trial_hung(player);
            return EXIT_FAILED;
        }
        if (!is_ready && player->shown.job) {
            notify_ready(); /* the first slide stands */
            is_ready = true;
        }
        if (player->is_leaving) {
            break;
        }
        int fds[] = { player->store_fd, stage_fd(player->stage) };
        struct waiter_news news;
        waiter_wait(&player->waiter, fds, 2, deadline_us(player, clock_mono_us()), &news);
        handle_news(player, &news, clock_mono_us());
    }
    player_trial_end(player);
    notify_stopping();
    return EXIT_DONE;
}
