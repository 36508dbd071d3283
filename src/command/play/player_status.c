#include "base/clock.h"
#include "base/log.h"
#include "command/play/player.h"

#include <stdio.h>

void player_write_status(struct player *player)
{
    struct error error = { 0 };
    process_self(&player->glass.player);
    player->glass.written_ms = clock_wall_ms();
    if (!glass_status_write(player->store_path, &player->glass, &error)) {
        log_debug("status: %s", error.text);
    }
}

void player_note_coming(struct player *player, int64_t now_ms, int64_t turn_us)
{
    const struct planned_slide *slide = &player->plan->slides[player->shown.slide];
    struct glass_status *status = &player->coming;
    *status = (struct glass_status) { .page = slide->page,
        .pages = slide->pages,
        .since_ms = now_ms,
        .since_mono_ms = clock_mono_us() / 1000,
        .has_own_clock = clock_is_moved(),
        .edition_since_ms = player->ground.edition_since_ms };
    if (player->plan->count > 1 && !player->is_paused) {
        status->due_mono_ms = status->since_mono_ms + turn_us / 1000;
    }
    snprintf(status->kind, sizeof status->kind, "%s", slide->kind);
    snprintf(status->source, sizeof status->source, "%s", slide->source);
    snprintf(status->item, sizeof status->item, "%s", slide->item ? slide->item : "");
    snprintf(status->config, sizeof status->config, "%s", player->config_id);
    snprintf(status->edition, sizeof status->edition, "%s", player->ground.edition.hex);
    player->is_coming = true;
    player_tell_presented(player);
}

void player_tell_presented(struct player *player)
{
    if (player->is_coming && stage_is_presented(player->stage)) {
        player->is_coming = false;
        player->glass = player->coming;
        player_write_status(player);
    }
}

/* Held by hand, a slide stands for as long as somebody likes. */
void player_expect_nothing(struct player *player)
{
    player->coming.due_mono_ms = player->glass.due_mono_ms = 0;
    player_write_status(player);
}
