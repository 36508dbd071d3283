#include "config/load.h"

#include "address/address.h"
#include "base/translated.h"
#include "config/ini_file.h"
#include "config/keys.h"
#include "config/loading.h"
#include "config/maps.h"
#include "config/rules.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool out_of_memory(struct error *error)
{
    return error_set(error, "out of memory");
}

/* Whether a password may stand in it, which no error may repeat: `key` is NULL for one that is
 * not known. */
static bool may_hold_secret(
    const struct loading *loading, const struct config_key *key, const char *value)
{
    const char *colon = strchr(value, ':');
    bool is_of_source = loading->section == &config_sections[SECTION_SOURCE];
    return (key ? key->is_private : is_of_source) || (colon && strchr(colon, '@'));
}

static bool refuse(const struct loading *loading, const char *key, const char *value,
    struct error *error, const char *allowed)
{
    error_set(error, "%s", allowed);
    return loading_wrap(loading->shown, key, value, error);
}

static bool read_value(struct loading *loading, const struct config_key *key, const char *value,
    struct error *error)
{
    struct bytes allowed;
    bytes_init(&allowed);
    void *field = (char *)loading->fields + key->offset;
    enum value_result result = key->type->read(&loading->config->arena, key, value, field);
    if (result == VALUE_NO_MEMORY) {
        out_of_memory(error);
    } else if (result == VALUE_BAD) {
        if (key->type->allowed(key, &allowed)) {
            const char *told = may_hold_secret(loading, key, value) ? NULL : value;
            refuse(loading, key->name, told, error, allowed.data);
        } else {
            out_of_memory(error);
        }
    }
    bytes_finish(&allowed);
    return result == VALUE_GOOD;
}

static bool fill_in(struct loading *loading, const struct config_section *section, void *fields,
    struct error *error)
{
    loading->fields = fields;
    snprintf(loading->shown, sizeof loading->shown, "%s", section->name);
    for (size_t i = 0; i < section->key_count; i++) {
        const struct config_key *key = &section->keys[i];
        if (key->fallback && !read_value(loading, key, key->fallback, error)) {
            return false;
        }
    }
    return true;
}

static bool refuse_section(const char *name, struct error *error)
{
    struct bytes names;
    bytes_init(&names);
    bool done = true;
    for (size_t i = 0; i < config_section_count && done; i++) {
        done = bytes_print(&names, "%s[%s%s]", i ? ", " : "", config_sections[i].name,
            i == SECTION_SOURCE ? " NAME], [map NAME" : "");
    }
    if (done) {
        error_set(error, "[%s]: no such section; there are %s", name, names.data);
    } else {
        out_of_memory(error);
    }
    bytes_finish(&names);
    return false;
}

static bool begin_source(
    struct loading *loading, const char *name, int line, struct error *error)
{
    struct config *config = loading->config;
    if (!rule_name(name)) {
        return error_set(
            error, "[source %s]: a source's name is 1 to 40 letters, digits, - and _", name);
    }
    for (size_t i = 0; i < config->source_count; i++) {
        if (strcmp(loading->sources[i].name, name) == 0) {
            return error_set(error,
                "[source %s]: already begun at line %d: put both into one, or give this one "
                "another name",
                name, loading->source_places[i].line);
        }
    }
    if (config->source_count == SOURCES_MAX) {
        return error_set(error,
            "[source %s]: at most %d sources: put several feeds into one, or show them on "
            "another screen",
            name, SOURCES_MAX);
    }
    struct config_source *source = &loading->sources[config->source_count];
    source->name = arena_strdup(&config->arena, name);
    source->url = "";
    if (!source->name) {
        return out_of_memory(error);
    }
    if (!fill_in(loading, &config_sections[SECTION_SOURCE], source, error)) {
        return false;
    }
    loading->place = &loading->source_places[config->source_count++];
    loading->section = &config_sections[SECTION_SOURCE];
    loading->place->line = line;
    snprintf(loading->shown, sizeof loading->shown, "source %s", name);
    return true;
}

static bool begin_section(void *context, const char *name, int line, struct error *error)
{
    struct loading *loading = context;
    loading->map = NULL;
    if (maps_is_section(name)) {
        return maps_begin(loading, name, line, error);
    }
    if (strncmp(name, "source ", 7) == 0) {
        return begin_source(loading, name + 7 + strspn(name + 7, " \t"), line, error);
    }
    for (size_t i = 0; i < config_section_count; i++) {
        if (i == SECTION_SOURCE || strcmp(config_sections[i].name, name) != 0) {
            continue;
        }
        if (loading->sections[i].line) {
            return error_set(error, "[%s]: already begun at line %d: put both into one", name,
                loading->sections[i].line);
        }
        loading->section = &config_sections[i];
        loading->place = &loading->sections[i];
        loading->place->line = line;
        loading->fields = loading->config;
        snprintf(loading->shown, sizeof loading->shown, "%s", name);
        return true;
    }
    return refuse_section(name, error);
}

static bool refuse_key(
    const struct loading *loading, const char *key, const char *value, struct error *error)
{
    struct bytes allowed;
    bytes_init(&allowed);
    bool done = bytes_print(&allowed, "%s", translated("no such key; there are "));
    for (size_t i = 0; i < loading->section->key_count && done; i++) {
        done = bytes_print(&allowed, "%s%s", i ? ", " : "", loading->section->keys[i].name);
    }
    if (done) {
        const char *told = may_hold_secret(loading, NULL, value) ? NULL : value;
        refuse(loading, key, told, error, allowed.data);
    } else {
        out_of_memory(error);
    }
    bytes_finish(&allowed);
    return false;
}

/* Replaces every ${LOBBYCARD_DATA}, percent-encoded because it lands in a URL. */
static const char *expand_url(struct arena *arena, const char *value)
{
    static const char name[] = "${LOBBYCARD_DATA}";
    const char *data = config_data_dir(), *url = "";
    data = address_encode(arena, (struct address_part) { data, strlen(data) }, "%?#");
    data =
        data ? address_encode(arena, (struct address_part) { data, strlen(data) }, NULL) : NULL;
    for (const char *at; data && url && (at = strstr(value, name)); value = at + strlen(name)) {
        url = arena_printf(arena, "%s%.*s%s", url, (int)(at - value), value, data);
    }
    return data && url ? arena_printf(arena, "%s%s", url, value) : NULL;
}

static bool take_pair(
    void *context, const char *name, const char *value, int line, struct error *error)
{
    struct loading *loading = context;
    if (loading->map) {
        return maps_take_pair(loading, name, value, error);
    }
    for (size_t i = 0; i < loading->section->key_count; i++) {
        const struct config_key *key = &loading->section->keys[i];
        if (strcmp(key->name, name) != 0) {
            continue;
        }
        if (loading->place->key_lines[i]) {
            return error_set(error,
                "[%s] %s: already given at line %d: take one of the two out", loading->shown,
                name, loading->place->key_lines[i]);
        }
        loading->place->key_lines[i] = line;
        if (strcmp(name, "url") == 0 && rule_url_has_user(value)) {
            return error_set(error,
                "[%s] url: it holds a user name or password, which everybody would read: take it "
                "out, and give user and password_file",
                loading->shown);
        }
        if (strcmp(name, "url") == 0) {
            value = expand_url(&loading->config->arena, value);
        }
        return value ? read_value(loading, key, value, error) : out_of_memory(error);
    }
    return refuse_key(loading, name, value, error);
}

static bool name_screen(struct config *config, struct error *error)
{
    char host[256] = "";
    if (*config->screen.name) {
        return true;
    }
    if (gethostname(host, sizeof host - 1) != 0 || !*host) {
        snprintf(host, sizeof host, "lobbycard");
    }
    config->screen.name = arena_strdup(&config->arena, host);
    return config->screen.name || out_of_memory(error);
}

/* The first fault is kept; what it stands in counts as not said. */
static bool pass_over(struct loading *loading, const struct error *error, int line)
{
    if (!*loading->fault->text) {
        error_set(loading->fault, "%s:%d: %s", loading->config->path, line, error->text);
    }
    return true;
}

static bool pass_section(void *context, const char *name, int line, struct error *error)
{
    struct loading *loading = context;
    loading->section = NULL;
    return begin_section(context, name, line, error) || pass_over(loading, error, line);
}

static bool pass_pair(
    void *context, const char *name, const char *value, int line, struct error *error)
{
    struct loading *loading = context;
    if ((!loading->section && !loading->map) || take_pair(context, name, value, line, error)) {
        return true;
    }
    for (size_t i = 0; !loading->map && i < loading->section->key_count; i++) {
        const struct config_key *key = &loading->section->keys[i];
        struct error ignored;
        if (strcmp(key->name, name) == 0 && key->fallback) {
            read_value(loading, key, key->fallback, &ignored);
        }
    }
    return pass_over(loading, error, line);
}

static bool read_file(struct loading *loading, const char *path, struct error *error)
{
    if (!loading->fault) {
        const struct ini_events events = { loading, begin_section, take_pair };
        return ini_file_read(path, &events, error) &&
               loading_check_whole(loading, path, error) && maps_check(loading, path, error);
    }
    const struct ini_events events = { loading, pass_section, pass_pair };
    struct error own = { 0 };
    bool is_whole = ini_file_read(path, &events, &own) &&
                    loading_check_whole(loading, path, &own) && maps_check(loading, path, &own);
    if (!is_whole && !*loading->fault->text) {
        error_set(loading->fault, "%s", own.text);
    }
    return true;
}

static bool read_calendar(struct loading *loading, struct error *error)
{
    struct error own;
    if (loading_read_calendar(loading->config, loading->fault ? &own : error)) {
        return true;
    }
    if (!loading->fault) {
        return false;
    }
    if (!*loading->fault->text) {
        error_set(loading->fault, "%s", own.text);
    }
    loading->config->screen.calendar = "";
    loading->config->calendar = (struct calendar) { 0 };
    return true;
}

/* fault: NULL to refuse whatever is wrong. */
static struct config *load(const char *path, struct error *fault, struct error *error)
{
    static const struct loading nothing;
    struct loading loading = nothing;
    bool done = false;
    struct config *config = calloc(1, sizeof *config);
    if (!config) {
        out_of_memory(error);
        return NULL;
    }
    arena_init(&config->arena);
    loading.config = config;
    loading.fault = fault;
    loading.sources = arena_array(&config->arena, SOURCES_MAX, sizeof *loading.sources);
    config->sources = loading.sources;
    loading.maps = arena_array(&config->arena, MAPS_MAX, sizeof *loading.maps);
    config->maps = loading.maps;
    config->path = arena_strdup(&config->arena, path);
    if (!loading.sources || !loading.maps || !config->path) {
        out_of_memory(error);
        goto out;
    }
    for (size_t i = 0; i < config_section_count; i++) {
        if (i != SECTION_SOURCE && !fill_in(&loading, &config_sections[i], config, error)) {
            goto out;
        }
    }
    done = (!*path || read_file(&loading, path, error)) &&
           (loading_note_places(&loading) || out_of_memory(error)) &&
           read_calendar(&loading, error) && name_screen(config, error);
out:
    if (!done) {
        config_destroy(config);
        config = NULL;
    }
    return config;
}

struct config *config_load(const char *path, struct error *error)
{
    if (!*path) {
        error_set(error, "a config file needs a name: --config FILE");
        return NULL;
    }
    return load(path, NULL, error);
}

struct config *config_load_readable(const char *path, struct error *error)
{
    struct error own;
    error_set(error, "%s", "");
    return load(path, error, &own);
}

struct config *config_default(struct error *error)
{
    return load("", NULL, error);
}

void config_destroy(struct config *config)
{
    if (config) {
        arena_finish(&config->arena);
        free(config);
    }
}
