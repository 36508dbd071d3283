#include "config/config.h"

#include "config/calendar.h"
#include "config/ini_file.h"
#include "config/keys.h"
#include "config/rules.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    KEYS_MAX = 16,
    SECTIONS_MAX = 8,
    SOURCES_MAX = 32
}; /* each may have four keys: the head has 128 floors */

/* Where the keys of one section of the file stand; 0 where a key has not come. */
struct placed_section {
    int line;
    int key_lines[KEYS_MAX];
};

/* A config that is being built; what was given where is forgotten when it is done. */
struct loading {
    struct config *config;
    struct placed_section sections[SECTIONS_MAX]; /* by index in config_sections */
    struct placed_section source_places[SOURCES_MAX];
    struct config_source *sources;
    const struct config_section *section; /* the one being read */
    struct placed_section *place;
    char shown[INI_FILE_MAX_NAME + 1]; /* its name as in the file */
    void *fields;                      /* struct config or struct config_source */
};

static bool out_of_memory(struct error *error)
{
    return error_set(error, "out of memory");
}

/* "[section] key = value: ", a long value cut so that the rest of the line stays readable. */
static bool refuse(const struct loading *loading, const char *key, const char *value,
    struct error *error, const char *allowed)
{
    size_t length = strlen(value);
    bool is_long = length > 120;
    if (is_long) {
        for (length = 100; ((unsigned char)value[length] & 0xc0) == 0x80;) {
            length--;
        }
    }
    return error_set(error, "[%s] %s = %.*s%s: %s", loading->shown, key, (int)length, value,
        is_long ? "…" : "", allowed);
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
            refuse(loading, key->name, value, error, allowed.data);
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
            i == SECTION_SOURCE ? " NAME" : "");
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
            return error_set(error, "[source %s]: already begun at line %d", name,
                loading->source_places[i].line);
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
    if (strncmp(name, "source ", 7) == 0) {
        return begin_source(loading, name + 7 + strspn(name + 7, " \t"), line, error);
    }
    for (size_t i = 0; i < config_section_count; i++) {
        if (i == SECTION_SOURCE || strcmp(config_sections[i].name, name) != 0) {
            continue;
        }
        if (loading->sections[i].line) {
            return error_set(
                error, "[%s]: already begun at line %d", name, loading->sections[i].line);
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
    bool done = bytes_print(&allowed, "no such key; there are ");
    for (size_t i = 0; i < loading->section->key_count && done; i++) {
        done = bytes_print(&allowed, "%s%s", i ? ", " : "", loading->section->keys[i].name);
    }
    if (done) {
        refuse(loading, key, value, error, allowed.data);
    } else {
        out_of_memory(error);
    }
    bytes_finish(&allowed);
    return false;
}

/* Replaces every ${LOBBYCARD_DATA}, percent-encoded because it lands in a URL. */
static const char *expand_url(struct arena *arena, const char *value, struct error *error)
{
    static const char name[] = "${LOBBYCARD_DATA}";
    const char *url = NULL;
    struct bytes out;
    bytes_init(&out);
    bool done = true;
    for (const char *at; done && (at = strstr(value, name)); value = at + strlen(name)) {
        done = bytes_append(&out, value, (size_t)(at - value));
        for (const char *data = config_data_dir(); *data && done; data++) {
            bool is_plain = (*data >= 'a' && *data <= 'z') || (*data >= 'A' && *data <= 'Z') ||
                            (*data >= '0' && *data <= '9') || strchr("/-._~", *data);
            done = bytes_print(&out, is_plain ? "%c" : "%%%02X", (unsigned char)*data);
        }
    }
    if (done && bytes_print(&out, "%s", value)) {
        url = arena_strdup(arena, out.data);
    }
    if (!url) {
        out_of_memory(error);
    }
    bytes_finish(&out);
    return url;
}

static bool take_pair(
    void *context, const char *name, const char *value, int line, struct error *error)
{
    struct loading *loading = context;
    for (size_t i = 0; i < loading->section->key_count; i++) {
        const struct config_key *key = &loading->section->keys[i];
        if (strcmp(key->name, name) != 0) {
            continue;
        }
        if (loading->place->key_lines[i]) {
            return error_set(error, "[%s] %s = %s: already given at line %d", loading->shown,
                name, value, loading->place->key_lines[i]);
        }
        loading->place->key_lines[i] = line;
        if (strcmp(name, "url") == 0) {
            value = expand_url(&loading->config->arena, value, error);
        }
        return value && read_value(loading, key, value, error);
    }
    return refuse_key(loading, name, value, error);
}

/* The line that a rule between two keys is broken at: the later of them, or the section's. */
static int line_of(
    const struct config_section *section, const struct placed_section *place, const char *name)
{
    for (size_t i = 0; i < section->key_count; i++) {
        if (strcmp(section->keys[i].name, name) == 0 && place->key_lines[i]) {
            return place->key_lines[i];
        }
    }
    return place->line;
}

static bool check_sources(const struct loading *loading, const char *path, struct error *error)
{
    const struct config_section *section = &config_sections[SECTION_SOURCE];
    for (size_t i = 0; i < loading->config->source_count; i++) {
        const struct config_source *source = &loading->sources[i];
        int line = line_of(section, &loading->source_places[i], "url");
        if (!*source->url) {
            return error_set(
                error, "%s:%d: [source %s]: needs a url", path, line, source->name);
        }
        if (!source->allow_http && !rule_url_is_private(source->url)) {
            return error_set(error,
                "%s:%d: [source %s] url = %s: https://, or allow_http = yes in this section",
                path, line, source->name, source->url);
        }
    }
    return true;
}

/* Two durations of one section of which the first must not be the longer. */
static bool check_order(const struct loading *loading, const char *path, const char *section,
    const char *low, int64_t low_ms, const char *high, int64_t high_ms, struct error *error)
{
    size_t index = 0;
    while (strcmp(config_sections[index].name, section) != 0) {
        index++;
    }
    const struct placed_section *place = &loading->sections[index];
    int low_line = line_of(&config_sections[index], place, low);
    int high_line = line_of(&config_sections[index], place, high);
    return low_ms <= high_ms ||
           error_set(error, "%s:%d: [%s] %s: at most %s", path,
               low_line > high_line ? low_line : high_line, section, low, high);
}

static bool check_whole(const struct loading *loading, const char *path, struct error *error)
{
    const struct config *config = loading->config;
    return check_sources(loading, path, error) &&
           check_order(loading, path, "programme", "dwell_min", config->programme.dwell_min_ms,
               "dwell_max", config->programme.dwell_max_ms, error) &&
           check_order(loading, path, "fetch", "connect_timeout",
               config->fetch.connect_timeout_ms, "total_timeout",
               config->fetch.total_timeout_ms, error);
}

/* "china-2026" is one of the shipped calendars; a path is what it is. */
static bool load_calendar(struct config *config, const char *path, struct error *error)
{
    const char *name = config->screen.calendar;
    if (!*name) {
        return true;
    }
    if (*name != '/') {
        name =
            arena_printf(&config->arena, "%s/config/calendar/%s.txt", config_data_dir(), name);
    }
    if (!name) {
        return out_of_memory(error);
    }
    return calendar_load(name, &config->arena, &config->calendar, error) ||
           error_wrap(error, "%s: [screen] calendar", path);
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

static struct config *load(const char *path, struct error *error)
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
    loading.sources = arena_array(&config->arena, SOURCES_MAX, sizeof *loading.sources);
    config->sources = loading.sources;
    config->path = arena_strdup(&config->arena, path);
    if (!loading.sources || !config->path) {
        out_of_memory(error);
        goto out;
    }
    for (size_t i = 0; i < config_section_count; i++) {
        if (i != SECTION_SOURCE && !fill_in(&loading, &config_sections[i], config, error)) {
            goto out;
        }
    }
    const struct ini_events events = { &loading, begin_section, take_pair };
    if (*path &&
        (!ini_file_read(path, &events, error) || !check_whole(&loading, path, error))) {
        goto out;
    }
    done = load_calendar(config, path, error) && name_screen(config, error);
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
        error_set(error, "a config file needs a name");
        return NULL;
    }
    return load(path, error);
}

struct config *config_default(struct error *error)
{
    return load("", error);
}

void config_destroy(struct config *config)
{
    if (config) {
        arena_finish(&config->arena);
        free(config);
    }
}
