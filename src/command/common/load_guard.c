#include "command/common/command.h"

#include "base/digest.h"
#include "base/system/file.h"
#include "config/load.h"
#include "content/guard/breaker.h"
#include "content/guard/guard.h"
#include "content/text/normalise.h"
#include "store/store.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* "gambling" is one of the shipped lists; a path is what it is. */
static const char **deny_paths(struct arena *arena, const struct config *config)
{
    const struct text_list *deny = &config->guard.deny;
    const char **paths = arena_array(arena, deny->count, sizeof *paths);
    for (size_t i = 0; paths && i < deny->count; i++) {
        const char *name = deny->items[i];
        paths[i] = strchr(name, '/')
                       ? name
                       : arena_printf(arena, "%s/config/guard/%s.txt", config_data_dir(), name);
        if (!paths[i]) {
            return NULL;
        }
    }
    return paths;
}

/* As the config names them. */
static const enum phone_plan *phones_of(const struct config *config)
{
    static const enum phone_plan plans[] = { [PHONES_LANG] = PHONE_PLAN_UNSAID,
        [PHONES_CN] = PHONE_PLAN_CN,
        [PHONES_HK] = PHONE_PLAN_HK,
        [PHONES_MO] = PHONE_PLAN_MO,
        [PHONES_TW] = PHONE_PLAN_TW };
    return &plans[config->guard.phones];
}

struct guard *command_load_guard(const struct config *config, struct error *error)
{
    struct guard *guard = NULL;
    struct arena arena;
    arena_init(&arena);
    const char **paths = deny_paths(&arena, config);
    if (paths) {
        struct guard_setup setup = { .identity = config->guard.identity.items,
            .identity_count = config->guard.identity.count,
            .hosts = config->guard.hosts.items,
            .host_count = config->guard.hosts.count,
            .hotlines = config->guard.hotlines.items,
            .hotline_count = config->guard.hotlines.count,
            .deny = paths,
            .deny_count = config->guard.deny.count,
            .phones = phones_of(config) };
        guard = guard_create(&setup, error);
    } else {
        error_set(error, "out of memory");
    }
    arena_finish(&arena);
    if (!guard) {
        error_wrap(error, "[guard]");
    }
    return guard;
}

static bool is_demo_feed(const char *path)
{
    char demo[PATH_MAX], real[PATH_MAX], named[PATH_MAX];
    snprintf(demo, sizeof demo, "%s/assets/demo/feed.json", config_data_dir());
    return realpath(demo, real) && realpath(path, named) && strcmp(real, named) == 0;
}

static bool is_demo(const struct option_texts *feeds)
{
    for (size_t i = 0; i < feeds->count; i++) {
        if (!is_demo_feed(feeds->at[i])) {
            return false;
        }
    }
    return true;
}

struct guard *command_load_usual_guard(struct error *error)
{
    struct config *config = config_default(error);
    struct guard *guard = config ? command_load_guard(config, error) : NULL;
    config_destroy(config);
    return guard;
}

struct guard *command_load_feeds_guard(const struct invocation *invocation,
    const struct option_texts *feeds, const struct config *config, struct error *error)
{
    return invocation->config_path || is_demo(feeds) ? command_load_guard(config, error)
                                                     : command_load_usual_guard(error);
}

struct breaker_rules command_breaker_rules(const struct config *config)
{
    return (struct breaker_rules) { .share_pct = config->guard.breaker_share_pct,
        .hotlines_are_pinned = config->guard.hotlines.count > 0 };
}

bool command_digest(const struct config *config, const struct guard *guard, struct digest *out)
{
    struct bytes text;
    bytes_init(&text);
    bool done = config_print(config, &text);
    *out = digest_start;
    file_digest(out, "/proc/self/exe");
    digest_number(out, normalise_version());
    guard_digest(guard, out);
    digest_text(out, done ? text.data : NULL);
    bytes_finish(&text);
    return done;
}

bool command_guard_store(const struct config *config, struct store *store, struct error *error)
{
    struct guard *guard = command_load_guard(config, error);
    if (guard) {
        store_set_guard(store, guard);
    }
    return guard;
}
