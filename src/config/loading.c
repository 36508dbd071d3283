#include "config/loading.h"

#include "config/rules.h"

#include <stddef.h>
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
            return error_set(error,
                "%s:%d: [source %s]: needs a url, such as url = "
                "https://www.example.edu.cn/lobbycard.json",
                path, line, source->name);
        }
        if (!source->allow_http && !rule_url_is_private(source->url)) {
            return error_set(error,
                "%s:%d: [source %s] url = %s: write https://, or allow_http = yes in this "
                "section",
                path, line, source->name, source->url);
        }
    }
    return true;
}

/* Two durations of one section of which the first must not be the longer. */
struct order {
    const char *section, *low, *high;
    size_t low_offset, high_offset;
};

#define ORDER(section, low, high)                                                              \
    {                                                                                          \
#section, #low, #high, offsetof(struct config, section.low##_ms),                      \
            offsetof(struct config, section.high##_ms)                                         \
    }
static const struct order orders[] = {
    ORDER(programme, dwell_min, dwell_max),
    ORDER(fetch, connect_timeout, total_timeout),
};

static int64_t span_at(const struct config *config, size_t offset)
{
    return *(const int64_t *)(const void *)((const char *)config + offset);
}

static bool check_order(const struct loading *loading, const char *path,
    const struct order *order, struct error *error)
{
    size_t index = 0;
    while (strcmp(config_sections[index].name, order->section) != 0) {
        index++;
    }
    const struct placed_section *place = &loading->sections[index];
    int low_line = line_of(&config_sections[index], place, order->low);
    int high_line = line_of(&config_sections[index], place, order->high);
    return span_at(loading->config, order->low_offset) <=
               span_at(loading->config, order->high_offset) ||
           error_set(error, "%s:%d: [%s] %s: at most %s", path,
               low_line > high_line ? low_line : high_line, order->section, order->low,
               order->high);
}

bool loading_check_whole(const struct loading *loading, const char *path, struct error *error)
{
    bool good = check_sources(loading, path, error);
    for (size_t i = 0; good && i < sizeof orders / sizeof *orders; i++) {
        good = check_order(loading, path, &orders[i], error);
    }
    return good;
}
