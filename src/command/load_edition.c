#include "command/load_edition.h"

#include <stdio.h>

static struct edition *edition_of_store(
    const struct invocation *invocation, const struct config *config, struct error *error)
{
    const char *path = invocation->store_path;
    if (!path && *config->store.path) {
        path = config->store.path;
    }
    struct store *store = store_open(path, STORE_READ, config->store.max_bytes, error);
    if (store) {
        edition_trust(store, config);
    }
    struct edition *edition = store ? edition_load_newest(store, error) : NULL;
    if (store && !edition && !*error->text) {
        error_set(error,
            "%s: no edition yet: run `lobbycard fetch --once`, or name a feed "
            "with --feed FILE",
            store_path(store));
    }
    store_close(store);
    return edition;
}

struct edition *command_load_edition(
    const struct invocation *invocation, const struct config *config, struct error *error)
{
    if (invocation->feed_count > 0) {
        return edition_from_files(invocation->feeds, invocation->feed_count, error);
    }
    if (invocation->config_path || invocation->store_path) {
        return edition_of_store(invocation, config, error);
    }
    char path[4096];
    snprintf(path, sizeof path, "%s/assets/demo/feed.json", config_data_dir());
    return edition_from_files((const char *[]) { path }, 1, error);
}
