#include "config/maps.h"

#include "base/translated.h"
#include "config/rules.h"
#include "mapping/mapping.h"

#include <stdio.h>
#include <string.h>

static const char begin[] = "map ";

bool maps_is_section(const char *name)
{
    return strncmp(name, begin, sizeof begin - 1) == 0;
}

bool maps_begin(struct loading *loading, const char *name, int line, struct error *error)
{
    struct config *config = loading->config;
    name += sizeof begin - 1;
    name += strspn(name, " \t");
    if (!rule_name(name)) {
        return error_set(
            error, "[map %s]: a map's name is 1 to 40 letters, digits, - and _", name);
    }
    for (size_t i = 0; i < config->map_count; i++) {
        if (strcmp(loading->maps[i].name, name) == 0) {
            return error_set(
                error, "[map %s]: already begun at line %d", name, loading->map_lines[i]);
        }
    }
    if (config->map_count == MAPS_MAX) {
        return error_set(error, "[map %s]: at most %d maps", name, MAPS_MAX);
    }
    struct config_map *map = &loading->maps[config->map_count];
    struct config_pair *pairs = arena_array(&config->arena, MAP_KEYS_MAX, sizeof *pairs);
    *map = (struct config_map) { .name = arena_strdup(&config->arena, name), .pairs = pairs };
    if (!map->name || !pairs) {
        return error_set(error, "out of memory");
    }
    loading->map_lines[config->map_count++] = line;
    loading->map = map;
    loading->map_pairs = pairs;
    return true;
}

bool maps_take_pair(
    struct loading *loading, const char *name, const char *value, struct error *error)
{
    struct arena *arena = &loading->config->arena;
    struct config_map *map = loading->map;
    struct error why;
    for (size_t i = 0; i < map->count; i++) {
        if (strcmp(map->pairs[i].name, name) == 0) {
            return error_set(
                error, "[map %s] %s = %.120s: already given", map->name, name, value);
        }
    }
    if (map->count == MAP_KEYS_MAX || !mapping_check(name, value, &why)) {
        return error_set(error, "[map %s] %s = %.120s: %s", map->name, name, value,
            map->count == MAP_KEYS_MAX ? translated("too many keys") : why.text);
    }
    struct config_pair *pair = &loading->map_pairs[map->count];
    *pair = (struct config_pair) { arena_strdup(arena, name), arena_strdup(arena, value) };
    map->count += pair->name && pair->value;
    return (pair->name && pair->value) || error_set(error, "out of memory");
}

static bool check_source(
    const struct config *config, const struct config_source *source, struct error *error)
{
    bool may_have = source->format == SOURCE_MAPPED || source->format == SOURCE_CSV ||
                    source->format == SOURCE_AUTO;
    if (source->format == SOURCE_MAPPED && !*source->map) {
        return error_set(error,
            "[source %s] format = mapped: needs map = NAME and a [map NAME]", source->name);
    }
    if (*source->map && !may_have) {
        return error_set(error, "[source %s] map = %s: only with format = mapped or csv",
            source->name, source->map);
    }
    return !*source->map || config_map_of(config, source) ||
           error_set(error, "[source %s] map = %s: there is no [map %s]", source->name,
               source->map, source->map);
}

bool maps_check(const struct loading *loading, const char *path, struct error *error)
{
    for (size_t i = 0; i < loading->config->source_count; i++) {
        const struct config_source *source = &loading->sources[i];
        if (!check_source(loading->config, source, error)) {
            int line = loading_line_of(&config_sections[SECTION_SOURCE],
                &loading->source_places[i], *source->map ? "map" : "format");
            return error_wrap(error, "%s:%d", path, line);
        }
    }
    return true;
}

const struct config_map *config_map_of(
    const struct config *config, const struct config_source *source)
{
    for (size_t i = 0; i < config->map_count; i++) {
        if (strcmp(config->maps[i].name, source->map) == 0) {
            return &config->maps[i];
        }
    }
    return NULL;
}
