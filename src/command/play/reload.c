#include "command/play/reload.h"

#include "base/log.h"
#include "config/load.h"
#include "report/notify.h"

void reload_init(struct reload *reload, const struct reload_parts *parts)
{
    *reload = (struct reload) { .parts = *parts };
}

void reload_want(struct reload *reload)
{
    reload->is_wanted = true;
}

/* Once it is known whether what is coming stands. */
static void settle(struct reload *reload)
{
    if (!reload->coming || reload->parts.common->next.config == reload->coming) {
        return;
    }
    if (reload->parts.common->ground.config == reload->coming) {
        fetch_child_reload(reload->parts.child, reload->coming);
    } else {
        told_refused(
            reload->parts.told, reload->coming_id, planning_refusal(reload->parts.planning));
    }
    reload->coming = NULL;
    notify_ready();
}

/* The new guard goes over what is shown now as well. */
static void plan_for(struct reload *reload, struct ground *coming)
{
    struct common *common = reload->parts.common;
    struct supply supply;
    bool has_edition = editions_load(reload->parts.editions, coming, &supply);
    if (!has_edition) {
        coming->edition = common->ground.edition;
        coming->edition_since_ms = common->ground.edition_since_ms;
    }
    reload->coming = coming->config;
    command_config_id(coming->config, reload->coming_id);
    if (!planning_ask(reload->parts.planning, coming, has_edition ? &supply : NULL)) {
        common->next = *coming;
        planning_give_up(reload->parts.planning, &(struct error) { "out of memory" });
    }
}

static void begin(struct reload *reload)
{
    struct error error;
    struct ground coming;
    const struct common *common = reload->parts.common;
    reload->is_wanted = false;
    notify_reloading();
    struct config *config = command_reload_config(common->invocation, common->ground.config);
    if (config && ground_open(&coming, common->invocation, config, &error) == EXIT_DONE) {
        if (config->screen.display != common->ground.config->screen.display) {
            log_warning("[screen] display: the window is open: restart to move it");
        }
        plan_for(reload, &coming);
        return;
    }
    if (config) {
        log_error("the config stays as it was: %s", error.text);
        config_destroy(config);
    }
    notify_ready();
}

void reload_step(void *part, int64_t now_us)
{
    (void)now_us;
    struct reload *reload = part;
    settle(reload);
    if (reload->is_wanted && !planning_is_under_way(reload->parts.planning)) {
        begin(reload);
        settle(reload); /* where memory is out */
    }
}
