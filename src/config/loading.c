#include "config/loading.h"

#include "config/rules.h"

#include <string.h>

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

bool loading_check_whole(const struct loading *loading, const char *path, struct error *error)
{
    const struct config *config = loading->config;
    return check_sources(loading, path, error) &&
           check_order(loading, path, "programme", "dwell_min", config->programme.dwell_min_ms,
               "dwell_max", config->programme.dwell_max_ms, error) &&
           check_order(loading, path, "fetch", "connect_timeout",
               config->fetch.connect_timeout_ms, "total_timeout",
               config->fetch.total_timeout_ms, error);
}
