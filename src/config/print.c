#include "config/config.h"
#include "config/keys.h"

static bool print_section(const struct config_section *section, const char *name,
    const void *fields, struct bytes *out)
{
    bool done = bytes_print(out, "[%s%s%s]\n", section->name, *name ? " " : "", name);
    for (size_t i = 0; i < section->key_count && done; i++) {
        const struct config_key *key = &section->keys[i];
        done = bytes_print(out, "%s = ", key->name) &&
               key->type->print(key, (const char *)fields + key->offset, out) &&
               bytes_print(out, "\n");
    }
    return done;
}

static bool print_map(const struct config_map *map, struct bytes *out)
{
    bool done = bytes_print(out, "[map %s]\n", map->name);
    for (size_t i = 0; done && i < map->count; i++) {
        done = bytes_print(out, "%s = %s\n", map->pairs[i].name, map->pairs[i].value);
    }
    return done;
}

bool config_print(const struct config *config, struct bytes *out)
{
    bool done = true;
    for (size_t i = 0; i < config_section_count && done; i++) {
        if (i != SECTION_SOURCE) {
            done = print_section(&config_sections[i], "", config, out);
            continue;
        }
        for (size_t source = 0; source < config->source_count && done; source++) {
            done = print_section(&config_sections[i], config->sources[source].name,
                &config->sources[source], out);
        }
        for (size_t map = 0; map < config->map_count && done; map++) {
            done = print_map(&config->maps[map], out);
        }
    }
    return done;
}
