#include "base/clock.h"
#include "base/log.h"
#include "command/edition_supply.h"
#include "command/player.h"

#include <string.h>

/* The store's newest edition, or NULL when it is what we have already or there is none. */
static struct edition *load(struct player *player)
{
    struct error error = { 0 };
    edition_trust(player->store, player->config);
    struct edition *edition =
        edition_load_allowed(player->store, player_trial_begin, player, &error);
    bool fails = *error.text != '\0';
    if (fails && !player->edition_fails) {
        log_warning("store: %s", error.text); /* not at every try */
    }
    player->edition_fails = fails;
    if (edition && strcmp(edition->id.hex, player->edition.hex) == 0) {
        edition_destroy(edition);
        edition = NULL;
    }
    if (edition) {
        player->edition = edition->id;
        player->edition_since_ms = edition->since_ms;
    }
    return edition;
}

void player_load_first_edition(struct player *player, struct supply *supply)
{
    /* Watch first, so that no commit falls between. */
    player->store_fd = store_watch(player->store);
    player_trial_take_up(player);
    struct edition *edition = load(player);
    if (!edition_supply(edition, supply)) {
        player->edition = (struct object_id) { 0 };
    }
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

void player_follow_store(struct player *player)
{
    if (player->store_fd < 0) {
        player->store_fd = store_watch(player->store);
        player->wants_edition = player->wants_edition || player->store_fd >= 0;
    }
    if (!player->wants_edition || player->is_planning || is_in_the_way(player)) {
        return;
    }
    player->wants_edition = false;
    player->wanted_us = 0;
    struct object_id before = player->edition;
    struct edition *edition = load(player);
    if (!edition) {
        return;
    }
    struct supply supply;
    if (!edition_supply(edition, &supply) || !player_replan(player, &supply)) {
        log_error("edition %.*s: out of memory", OBJECT_ID_SHOWN, player->edition.hex);
        player->edition = before;
        player->wants_edition = true; /* with the next wake-up */
        return;
    }
    player->edition_job = player->last_job;
    log_info("edition %.*s", OBJECT_ID_SHOWN, player->edition.hex);
}
