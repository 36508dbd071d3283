#include "base/clock.h"
#include "base/log.h"
#include "command/play/player.h"

#include <string.h>
#include <unistd.h>

/* Whoever dies of an edition dies of it within this time on the glass, or of a slide that comes
 * later. A `play` that begins anew is back at that slide's turn: so that death comes within
 * this time too. What ends a `play` later than that is not told from a driver that fails now
 * and then, and for that no edition is set aside. */
static const int64_t probation_us = 60 * 1000000;

static void write_trials(const struct player *player)
{
    struct error error;
    if (!trials_write(player->ground.store, &player->trials, &error)) {
        log_debug("trials: %s", error.text);
    }
}

void player_trial_take_up(struct player *player)
{
    trials_read(player->ground.store, &player->trials);
    if (trials_take_up(&player->trials)) {
        write_trials(player);
    }
}

bool player_trial_begin(void *context, const struct object_id *edition)
{
    struct player *player = context;
    struct head head;
    if (trials_has_set_aside(&player->trials, edition)) {
        log_warning("edition %.*s is set aside: it ended play %d times within a minute",
            OBJECT_ID_SHOWN, edition->hex, TRIAL_DEATHS_MAX);
        return false;
    }
    if (strcmp(player->tried.hex, edition->hex) == 0) {
        return true; /* the same once more, for a new config */
    }
    player_trial_end(player);
    if (store_read_head(player->ground.store, &head, NULL)) {
        trials_keep(&player->trials, &head);
    }
    struct trial *trial = trials_find(&player->trials, edition, true);
    if (trial) {
        trial->pid = getpid();
        write_trials(player);
    }
    player->tried = *edition;
    player->tried_us = 0;
    player->is_on_trial = trial != NULL;
    player->has_deaths = trial && trial->deaths > 0;
    return true;
}

void player_trial_end(struct player *player)
{
    struct trial *trial =
        player->is_on_trial ? trials_find(&player->trials, &player->tried, false) : NULL;
    if (trial) {
        trial->pid = 0;
        write_trials(player);
    }
    player->is_on_trial = false;
}

/* What ends `play` on a screen on which nothing has room is not the edition's fault. */
void player_trial_size(struct player *player, int width, int height)
{
    if (layout_is_tiny(width, height)) {
        player_trial_end(player);
    }
}

/* The one that begins anew is two minutes late for that slide's turn: it is counted here. */
void player_trial_hung(struct player *player)
{
    struct trial *trial = trials_find(&player->trials, &player->tried, false);
    if (trial) {
        trial->pid = getpid();
        write_trials(player);
    }
}

/* It may be at the slide that the edition makes it hang with. */
static bool is_at_work(const struct player *player)
{
    return preparer_deadline_us(player->preparer) != INT64_MAX;
}

/* Until every slide has had its turn: earlier deaths are not forgiven before the one that they
 * came of was shown again. */
static int64_t whole_us(const struct player *player)
{
    int64_t cycle_us = player->plan ? player->plan->cycle_ms * 1000 / clock_speed() : 0;
    return cycle_us > probation_us ? cycle_us : probation_us;
}

static void forgive(struct player *player)
{
    struct trial *trial = trials_find(&player->trials, &player->tried, false);
    player->has_deaths = false;
    if (trial) {
        trial->deaths = 0;
        write_trials(player);
    }
}

void player_trial_step(struct player *player, int64_t now_us)
{
    if ((!player->is_on_trial && !player->has_deaths) ||
        player->shown.job < player->edition_job) {
        return;
    }
    if (player->tried_us == 0) {
        player->tried_us = now_us;
    }
    if (player->is_on_trial && now_us >= player->tried_us + probation_us &&
        !is_at_work(player)) {
        player_trial_end(player);
    }
    if (player->has_deaths && !player->is_on_trial &&
        now_us >= player->tried_us + whole_us(player)) {
        forgive(player);
    }
}

int64_t player_trial_deadline_us(const struct player *player)
{
    if (player->tried_us == 0 || (player->is_on_trial && is_at_work(player))) {
        return INT64_MAX;
    }
    if (player->is_on_trial) {
        return player->tried_us + probation_us;
    }
    return player->has_deaths ? player->tried_us + whole_us(player) : INT64_MAX;
}
