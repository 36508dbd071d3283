#include "command/load_edition.h"

#include "base/clock.h"
#include "edition/trials.h"

#include <stdio.h>
#include <string.h>

static struct edition *load_newest(struct store *store, struct error *error)
{
    struct trials trials;
    struct head head;
    trials_read(store, &trials);
    struct edition *edition = edition_load_allowed(store, trials_allow, &trials, NULL, error);
    if (!edition && !*error->text && store_read_head(store, &head, NULL) && *head.current.hex) {
        error_set(error,
            "%s: every edition there is set aside, for it ended play: publish the feed "
            "mended, or report it with `journalctl -u lobbycard-play`",
            store_path(store));
    }
    return edition;
}

static bool is_demo(const struct edition *edition, const struct config *config)
{
    for (size_t i = 0; i < edition->source_count; i++) {
        if (strcmp(edition->sources[i].url, config->sources[0].url) != 0) {
            return false;
        }
    }
    return true;
}

/* A store that is named without a config may be anybody's: the demo's guard is not for it. */
static struct edition *load_as_usual(struct store *store, struct error *error)
{
    struct guard *guard = command_load_usual_guard(error);
    if (!guard) {
        return NULL;
    }
    store_set_guard(store, guard);
    return load_newest(store, error);
}

static struct edition *edition_of_store(
    const struct invocation *invocation, const struct config *config, struct error *error)
{
    struct store *store = store_open(
        command_store_path(invocation, config), STORE_READ, config->store.max_bytes, error);
    bool guarded = store && command_guard_store(config, store, error);
    if (guarded && invocation->config_path) {
        edition_trust(store, config);
    }
    struct edition *edition = guarded ? load_newest(store, error) : NULL;
    if (edition && !invocation->config_path && !is_demo(edition, config)) {
        edition_destroy(edition);
        edition = load_as_usual(store, error);
    }
    if (guarded && !edition && !*error->text) {
        error_set(error,
            "%s: no edition yet: run `lobbycard fetch --once`, or name a feed "
            "with --feed FILE",
            store_path(store));
    }
    if (edition && edition->source_count == 0) {
        error_set(error,
            "%s: what is there is of the source %s, which the config does not name: run "
            "`lobbycard fetch --once` with this config, or name another --store",
            store_path(store), edition->unnamed);
        edition_destroy(edition);
        edition = NULL;
    }
    store_close(store);
    return edition;
}

static struct edition *edition_of_files(const struct invocation *invocation,
    const struct option_texts *files, const struct config *config, struct error *error)
{
    struct guard *guard = command_load_feeds_guard(invocation, files, config, error);
    const struct edition_reading reading = { guard, config, clock_wall_ms() };
    struct edition *edition =
        guard ? edition_from_files(files->at, files->count, &reading, error) : NULL;
    guard_destroy(guard);
    return edition;
}

struct edition *command_load_edition(const struct invocation *invocation,
    const struct option_texts *feeds, const struct config *config, struct error *error)
{
    if (feeds->count > 0) {
        return edition_of_files(invocation, feeds, config, error);
    }
    if (invocation->config_path || invocation->store_path) {
        return edition_of_store(invocation, config, error);
    }
    char path[4096];
    snprintf(path, sizeof path, "%s/assets/demo/feed.json", config_data_dir());
    const struct option_texts demo = { .at = { path }, .count = 1 };
    return edition_of_files(invocation, &demo, config, error);
}
