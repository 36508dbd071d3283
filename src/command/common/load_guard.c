#include "command/common/command.h"

#include "base/digest.h"
#include "base/system/child.h"
#include "base/system/file.h"
#include "base/translated.h"
#include "config/load.h"
#include "config/themes.h"
#include "content/feed/feed_stow.h"
#include "content/guard/breaker.h"
#include "content/guard/guard.h"
#include "content/text/normalise.h"
#include "store/store.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

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

/* The one of the names that no shipped list has; NULL where there is none. */
static const char *unknown_list(const struct config *config, const char *const *paths)
{
    const struct text_list *deny = &config->guard.deny;
    for (size_t i = 0; i < deny->count; i++) {
        if (!strchr(deny->items[i], '/') && access(paths[i], F_OK) < 0) {
            return deny->items[i];
        }
    }
    return NULL;
}

static bool is_out_of_memory(const struct error *error)
{
    return strcmp(error->text, translated("out of memory")) == 0;
}

/* At the key's line: the guard says which of its rules it is, where that is not a list. */
static void blame(const struct config *config, const char *const *paths, struct error *error)
{
    static const char *const rules[] = { "identity", "hosts", "hotlines" };
    const char *unknown = paths ? unknown_list(config, paths) : NULL;
    char begin[32];
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        size_t length = (size_t)snprintf(begin, sizeof begin, "[guard] %s: ", rules[i]);
        if (strncmp(error->text, begin, length) == 0) {
            memmove(error->text, error->text + length, strlen(error->text + length) + 1);
            config_blame(config, "guard", rules[i], error);
            return;
        }
    }
    if (unknown) {
        error_set(error,
            "%s: no such list; there are gambling, lottery, fraud, or the path of a file is "
            "wanted",
            unknown);
    }
    config_blame(config, "guard", "deny", error);
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
    if (!guard && !is_out_of_memory(error)) {
        blame(config, paths, error);
    }
    arena_finish(&arena);
    return guard;
}

bool command_has_lists(const struct config *config, struct error *error)
{
    struct guard *guard = command_load_guard(config, error);
    guard_destroy(guard);
    return guard;
}

bool command_has_themes(const struct config *config, struct error *error)
{
    struct themes themes;
    return themes_load(&themes, config_data_dir(), config, error);
}

int command_failed(const struct config *config, struct error *error)
{
    struct error why;
    if (command_has_lists(config, &why) && command_has_themes(config, &why)) {
        return EXIT_FAILED;
    }
    *error = why;
    return EXIT_CONFIG;
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

/* What `fetch` has judged is for `play`, too: two programs of one build, where this is one of
 * those that are installed now. Another one, or one that was replaced while it runs, has a
 * digest of its own. */
static void programs_digest(struct digest *out)
{
    static const char *const names[] = { "lobbycard", "lobbycard-fetch" };
    static const char own[] = "/proc/self/exe";
    char path[PATH_MAX];
    bool is_one = false;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (child_find(names[i], path)) {
            file_digest(out, path);
            is_one = is_one || file_is_same(path, own);
        }
    }
    if (!is_one) {
        file_digest(out, own);
    }
}

bool command_digest(const struct config *config, const struct guard *guard, struct digest *out)
{
    struct bytes text;
    bytes_init(&text);
    bool done = config_print(config, &text);
    *out = digest_start;
    programs_digest(out);
    feed_stow_digest(out);
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

/* By those lists that can be read. */
static struct guard *guard_of_the_rest(struct config *config, struct error *error)
{
    struct text_list *deny = &config->guard.deny;
    const struct text_list all = *deny;
    const char **kept = arena_array(&config->arena, all.count, sizeof *kept);
    size_t count = 0;
    for (size_t i = 0; kept && i < all.count; i++) {
        *deny = (struct text_list) { &all.items[i], 1 };
        if (command_has_lists(config, error)) {
            kept[count++] = all.items[i];
        }
    }
    *deny = (struct text_list) { kept, count };
    struct guard *guard = kept ? command_load_guard(config, error) : NULL;
    return guard ? guard : command_load_usual_guard(error);
}

bool command_guard_readable(
    struct config *config, struct store *store, struct error *fault, struct error *error)
{
    struct error own = { 0 };
    struct guard *guard = command_load_guard(config, &own);
    bool is_whole = guard && command_has_themes(config, &own);
    if (!is_whole && !*fault->text) {
        *fault = own;
    }
    guard = guard ? guard : guard_of_the_rest(config, error);
    if (guard) {
        error_set(error, "%s", "");
        store_set_guard(store, guard);
    }
    return guard;
}
