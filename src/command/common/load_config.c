#include "command/common/command.h"

#include "base/language/language.h"
#include "base/log.h"
#include "base/translated.h"
#include "config/load.h"
#include "store/store.h"

#include <stdio.h>
#include <string.h>

/* What is tried out never mixes with a real screen, nor with what is tried out with another
 * config: the demo, and whatever a clone's program is told to play, have stores of their own.
 * Where there is no place for one (no $HOME), whoever needs a store says so: most do not. */
static bool use_tried_store(const char *config_path, struct config *config, struct error *error)
{
    char path[4096];
    struct error no_place;
    if (!store_tried_path(config_path, path, sizeof path, &no_place)) {
        return true;
    }
    config->store.path = arena_strdup(&config->arena, path);
    return config->store.path || error_set(error, "loading the config: out of memory");
}

const char *command_store_path(const struct invocation *invocation, const struct config *config)
{
    if (invocation->store_path) {
        return invocation->store_path;
    }
    return *config->store.path ? config->store.path : NULL;
}

static struct config *load_with(struct config *(*read)(const char *path, struct error *error),
    const struct invocation *invocation, struct error *error)
{
    char path[4096];
    const char *given = invocation->config_path;
    if (!given) {
        snprintf(path, sizeof path, "%s/config/demo.ini", config_data_dir());
        given = path;
    }
    struct config *config = read(given, error);
    bool is_tried =
        config && !*config->store.path && (!invocation->config_path || config_in_clone());
    if (is_tried && !use_tried_store(given, config, error)) {
        config_destroy(config);
        config = NULL;
    }
    return config;
}

static struct config *load(const struct invocation *invocation, struct error *error)
{
    return load_with(config_load, invocation, error);
}

struct config *command_load_readable_config(
    const struct invocation *invocation, struct error *fault)
{
    return load_with(config_load_readable, invocation, fault);
}

/* Without where the store is: whoever finds what is in it has found that, and to another
 * account the place that is meant by none may be another one. */
void command_config_id(const struct config *config, char id[CONFIG_ID_BYTES])
{
    struct config placeless = *config;
    struct object_id whole = { "" };
    struct bytes text;
    placeless.store.path = "";
    bytes_init(&text);
    if (config_print(&placeless, &text)) {
        object_id_of(text.data, text.size, &whole);
    }
    snprintf(id, CONFIG_ID_BYTES, "%.*s", CONFIG_ID_BYTES - 1, whole.hex);
    bytes_finish(&text);
}

struct config *command_load_config(const struct invocation *invocation)
{
    struct error error = { 0 };
    struct config *config = load(invocation, &error);
    if (!config) {
        log_fatal("%s", error.text);
    }
    return config;
}

struct config *command_load_config_to_log(const struct invocation *invocation)
{
    if (!log_is_journal()) {
        command_speak(NULL, false, NULL);
    }
    struct config *config = command_load_config(invocation);
    language_finish();
    return config;
}

static bool same_store(const struct config *left, const struct config *right)
{
    return strcmp(left->store.path, right->store.path) == 0 &&
           left->store.max_bytes == right->store.max_bytes;
}

struct config *command_reload_config(
    const struct invocation *invocation, const struct config *config)
{
    struct error error = { 0 };
    struct config *fresh = load(invocation, &error);
    if (!fresh) {
        log_error("%s", error.text);
    } else if (!same_store(fresh, config)) {
        log_error("[store]: the store is in use: restart to change it");
        config_destroy(fresh);
        fresh = NULL;
    }
    if (!fresh) {
        log_warning("the config stays as it was");
    }
    return fresh;
}

bool command_read_tags(struct arena *arena, const char *text, struct text_list *tags)
{
    size_t count = 0, most = strlen(text) + 1;
    const char **list = arena_array(arena, most, sizeof *list);
    size_t size;
    bool done = list;
    for (; done && *(text = option_next_tag(text, &size)); text += size) {
        list[count] = arena_strndup(arena, text, size);
        done = list[count++];
    }
    *tags = (struct text_list) { list, count };
    return done;
}

bool command_has_tag(const struct text_list *tags, const char *tag)
{
    for (size_t i = 0; i < tags->count; i++) {
        if (strcmp(tags->items[i], tag) == 0) {
            return true;
        }
    }
    return false;
}

const char *command_join_tags(struct arena *arena, const struct text_list *tags)
{
    const char *joined = tags->count > 0 ? "" : translated("(nothing)");
    for (size_t i = 0; i < tags->count && joined; i++) {
        joined = arena_printf(arena, "%s%s%s", joined, i > 0 ? ", " : "", tags->items[i]);
    }
    return joined ? joined : "";
}

void command_warn_of_tags(
    struct arena *arena, const struct config *config, const struct text_list *tags)
{
    const struct text_list *own = &config->screen.tags, *all = &config->guard.tags;
    struct error message;
    for (size_t i = 0; i < tags->count && own->count + all->count > 0; i++) {
        if (!command_has_tag(own, tags->items[i]) && !command_has_tag(all, tags->items[i])) {
            error_set(&message,
                "--screen: no screen is known to have the tag \"%s\"; [screen] tags: %.200s; "
                "[guard] tags: %.300s",
                tags->items[i], command_join_tags(arena, own), command_join_tags(arena, all));
            log_warning("%s", message.text);
        }
    }
}

bool command_take_screen(struct config *config, const char *text)
{
    struct text_list tags = { .count = 0 };
    if (!text) {
        return true;
    }
    bool done = command_read_tags(&config->arena, text, &tags);
    command_warn_of_tags(&config->arena, config, &tags);
    config->screen.tags = tags;
    return done;
}
