#include "command/command.h"

#include "base/log.h"

#include <stdio.h>

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
    if (!config) {
        log_error("%s", error.text);
    }
    return config;
}
