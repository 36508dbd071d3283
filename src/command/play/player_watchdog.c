#include "command/play/player.h"
#include "report/notify.h"

/* Alive is whoever presented since it was asked last. A still slide presents once more for
 * that; a hung page flip does not come back from it, and systemd restarts us. */
void player_feed_watchdog(struct player *player, int64_t now_us)
{
    uint64_t frames = stage_stats(player->stage)->frames;
    if (!player->has_watchdog_begun) {
        player->has_watchdog_begun = true;
        player->watchdog_us = notify_watchdog_interval_ms() * 1000;
        player->fed_us = now_us;
        player->fed_frames = frames;
    }
    if (!player->watchdog_us || now_us < player->fed_us + player->watchdog_us) {
        return;
    }
    bool is_off = player->power.is_known && !player->power.is_on; /* nothing can be presented */
    if (frames == player->fed_frames && !is_off) {
        stage_touch(player->stage);
        stage_step(player->stage, now_us);
        frames = stage_stats(player->stage)->frames;
    }
    if (frames != player->fed_frames || is_off) {
        notify_watchdog();
    }
    player->fed_us = now_us;
    player->fed_frames = frames;
}

int64_t player_watchdog_deadline_us(const struct player *player)
{
    return player->watchdog_us ? player->fed_us + player->watchdog_us : INT64_MAX;
}
