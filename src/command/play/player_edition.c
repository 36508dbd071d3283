#include "base/clock.h"
#include "base/log.h"
#include "command/common/edition_supply.h"
#include "command/play/player.h"

#include <errno.h>
#include <string.h>

/* How often it is looked at whatever the watch says: that knows nothing of a partition mounted
 * over the folder, nor of a network's disk, and the kernel may have none to give. */
static const int64_t look_us = 30 * 1000000;

/* The store's newest edition, or NULL when it is what we have already or there is none. */
static struct edition *load(struct player *player, const struct ground *ground)
{
    struct error error = { 0 };
    struct edition *edition =
        edition_load_allowed(ground->store, player_trial_begin, player, &error);
    bool fails = *error.text != '\0';
    if (fails && !player->edition_fails) {
        log_warning("store: %s", error.text); /* not at every try */
    }
    player->edition_fails = fails;
    if (edition && strcmp(edition->id.hex, ground->edition.hex) == 0) {
        edition_destroy(edition);
        edition = NULL;
    }
    return edition;
}

bool player_load_edition(struct player *player, struct ground *ground, struct supply *supply)
{
    *supply = (struct supply) { 0 };
    struct edition *edition = load(player, ground);
    if (!edition) {
        return false;
    }
    struct object_id id = edition->id;
    int64_t since_ms = edition->since_ms;
    if (!edition_supply(edition, supply)) {
        log_error("edition %.*s: out of memory", OBJECT_ID_SHOWN, id.hex);
        player->edition_fails = true;
        return false;
    }
    ground->edition = id;
    ground->edition_since_ms = since_ms;
    return true;
}

void player_load_first_edition(struct player *player, struct supply *supply)
{
    /* Watch first, so that no commit falls between. */
    player->next = player->ground;
    player->store_fd = store_watch(player->ground.store);
    store_look(player->ground.store);
    player->looked_us = clock_mono_us();
    player_trial_take_up(player);
    player_load_edition(player, &player->next, supply);
}

/* Reading and proving an edition takes longer than a frame: better not while anything moves.
 * But it may bring an alert, which waits for no fade. */
static bool is_in_the_way(struct player *player)
{
    enum { PATIENCE_US = 100 * 1000 };
    int64_t now_us = clock_mono_us();
    if (!player->wanted_us) {
        player->wanted_us = now_us;
    }
    return stage_is_moving(player->stage) && now_us - player->wanted_us < PATIENCE_US;
}

static void watch(struct player *player)
{
    bool was_watched = player->store_fd >= 0;
    player->store_fd = store_watch(player->ground.store); /* another one, if the folder went */
    if (player->store_fd >= 0) {
        player->is_unwatched = false;
        player->wants_edition = player->wants_edition || !was_watched; /* came meanwhile */
    } else if (!player->is_unwatched) {
        player->is_unwatched = true;
        log_warning("store: %s cannot be watched: %s; it is looked at every %d s",
            player->store_path, strerror(errno), (int)(look_us / 1000000));
    }
}

static void look(struct player *player, int64_t now_us)
{
    if (now_us < player->looked_us + look_us) {
        return;
    }
    player->looked_us = now_us;
    player->wants_edition = player->wants_edition || player->edition_fails;
    if (store_look(player->ground.store)) {
        player->wants_edition = true;
        if (*player->glass.kind) {
            player_write_status(player); /* in the folder that is there now */
        }
    }
}

int64_t player_store_deadline_us(const struct player *player)
{
    return player->shown.job ? player->looked_us + look_us : INT64_MAX;
}

void player_follow_store(struct player *player, int64_t now_us)
{
    struct supply supply;
    look(player, now_us);
    watch(player);
    if (!player->wants_edition || player->is_planning || is_in_the_way(player)) {
        return;
    }
    player->wants_edition = false;
    player->wanted_us = 0;
    struct ground coming = player->ground;
    if (!player_load_edition(player, &coming, &supply)) {
        return;
    }
    if (player_plan(player, &coming, &supply)) {
        player->edition_job = player->last_job;
        log_info("edition %.*s", OBJECT_ID_SHOWN, coming.edition.hex);
    } else {
        log_error("edition %.*s: out of memory", OBJECT_ID_SHOWN, coming.edition.hex);
        player->edition_fails = true;
    }
}
