#include "base/log.h"
#include "command/play/player.h"
#include "config/load.h"
#include "edition/edition.h"
#include "report/notify.h"

#include <string.h>

bool ground_open(struct ground *ground, const struct invocation *invocation,
    struct config *config, struct error *error)
{
    *ground = (struct ground) { .store = store_open(command_store_path(invocation, config),
                                    STORE_READ, config->store.max_bytes, error) };
    if (!ground->store || !command_guard_store(config, ground->store, error)) {
        store_close(ground->store);
        ground->store = NULL;
        return false;
    }
    edition_trust(ground->store, config);
    ground->config = config;
    return true;
}

/* What `ground` has of its own beside `other`. */
static void finish_beside(struct ground *ground, const struct ground *other)
{
    if (ground->config != other->config) {
        store_close(ground->store);
        config_destroy(ground->config);
    }
    *ground = (struct ground) { 0 };
}

void player_ground_finish(struct player *player)
{
    finish_beside(&player->next, &player->ground);
    finish_beside(&player->ground, &(struct ground) { 0 });
}

static bool is_reloading(const struct player *player)
{
    return player->next.config && player->next.config != player->ground.config;
}

static bool has_other_edition(const struct player *player)
{
    return strcmp(player->next.edition.hex, player->ground.edition.hex) != 0;
}

void player_stand(struct player *player)
{
    struct ground before = player->ground;
    bool is_config = is_reloading(player);
    player->ground = player->next;
    player->next = (struct ground) { 0 };
    player->plan_fails = false;
    finish_beside(&before, &player->ground);
    if (is_config) {
        player->store_fd = -1; /* went with its store: another watch */
        player_take_config(player);
        log_info("config read anew");
        fetch_child_reload(&player->child,
            player->ground.config); /* not before: none of it, if it had failed here */
        notify_ready();
    }
}

void player_give_up(struct player *player, const struct error *error)
{
    if (is_reloading(player)) {
        log_error("the config stays as it was: %s", error->text);
        notify_ready();
    } else if (!player->plan_fails) {
        log_error("%s", error->text); /* not at every try */
        player->plan_fails = true;
    }
    if (has_other_edition(player)) {
        player->edition_fails = true;
        player_trial_end(player); /* it was not on the glass: once more from the beginning */
        player->tried = (struct object_id) { 0 };
    }
    finish_beside(&player->next, &player->ground);
}

/* The new guard goes over what is shown now as well. */
static void plan_for(struct player *player, struct ground *coming)
{
    struct supply supply;
    bool has_edition = player_load_edition(player, coming, &supply);
    if (!has_edition) {
        coming->edition = player->ground.edition;
        coming->edition_since_ms = player->ground.edition_since_ms;
    }
    if (player_plan(player, coming, has_edition ? &supply : NULL)) {
        player->edition_job = has_edition ? player->last_job : player->edition_job;
        return;
    }
    player->next = *coming;
    player_give_up(player, &(struct error) { "out of memory" });
}

void player_reload(struct player *player)
{
    struct error error;
    struct ground coming;
    if (!player->wants_reload || player->is_planning) {
        return;
    }
    player->wants_reload = false;
    notify_reloading();
    struct config *config = command_reload_config(player->invocation, player->ground.config);
    if (config && ground_open(&coming, player->invocation, config, &error)) {
        if (config->screen.display != player->ground.config->screen.display) {
            log_warning("[screen] display: the window is open: restart to move it");
        }
        plan_for(player, &coming);
        return;
    }
    if (config) {
        log_error("the config stays as it was: %s", error.text);
        config_destroy(config);
    }
    notify_ready();
}
