#include "command/play/player.h"

#include <string.h>

/* What is about to be shown decides, so that the display is awake by then; a black slide stands
 * whole before it goes. */
void player_keep_power(struct player *player, int64_t now_us)
{
    if (player->options->window.is_wanted) {
        return;
    }
    bool is_night = player->plan && strcmp(player->plan->slides[0].kind, "off") == 0;
    bool is_on = !is_night || !player->is_dark || stage_is_moving(player->stage);
    power_step(&player->power, is_on, now_us);
}
