#include "command/command.h"

#include "base/log.h"
#include "store/store.h"

#include <stdio.h>

/* The demo has a store of its own, so that trying things out never mixes with a real screen. */
static bool use_demo_store(struct config *config, struct error *error)
{
    char path[4096];
    if (!store_default_path(path, sizeof path, error)) {
        return false;
    }
    config->store.path = arena_printf(&config->arena, "%s/demo", path);
    return config->store.path || error_set(error, "loading the config: out of memory");
}

struct config *command_load_config(const struct invocation *invocation)
{
    struct error error = { 0 };
    char path[4096];
    const char *given = invocation->config_path;
    if (!given) {
        snprintf(path, sizeof path, "%s/config/demo.ini", config_data_dir());
        given = path;
    }
    struct config *config = config_load(given, &error);
    if (config && !invocation->config_path && !use_demo_store(config, &error)) {
        config_destroy(config);
        config = NULL;
    }
    if (!config) {
        log_error("%s", error.text);
    }
    return config;
}
