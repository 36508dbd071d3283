#include "command/load_edition.h"

#include <stdio.h>

static struct edition *edition_of_store(
    const struct invocation *invocation, const struct config *config, struct error *error)
{
    struct store *store = store_open(
        command_store_path(invocation, config), STORE_READ, config->store.max_bytes, error);
    bool guarded = store && command_guard_store(config, store, error);
    if (guarded) {
        edition_trust(store, config);
    }
    struct edition *edition = guarded ? edition_load_newest(store, error) : NULL;
    if (guarded && !edition && !*error->text) {
        error_set(error,
            "%s: no edition yet: run `lobbycard fetch --once`, or name a feed "
            "with --feed FILE",
            store_path(store));
    }
    store_close(store);
    return edition;
}

static struct edition *edition_of_files(
    const struct config *config, const char *const *paths, size_t count, struct error *error)
{
    struct guard *guard = command_load_guard(config, error);
    struct edition *edition = guard ? edition_from_files(paths, count, guard, error) : NULL;
    guard_destroy(guard);
    return edition;
}

struct edition *command_load_edition(
    const struct invocation *invocation, const struct config *config, struct error *error)
{
    if (invocation->feed_count > 0) {
        return edition_of_files(config, invocation->feeds, invocation->feed_count, error);
    }
    if (invocation->config_path || invocation->store_path) {
        return edition_of_store(invocation, config, error);
    }
    char path[4096];
    snprintf(path, sizeof path, "%s/assets/demo/feed.json", config_data_dir());
    return edition_of_files(config, (const char *[]) { path }, 1, error);
}
