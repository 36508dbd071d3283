#include "config/themes.h"

#include <string.h>

struct change {
    const char *key;
    const struct config_colour *colour;
};

enum { CHANGES = 6 };

static void list_changes(const struct config *config, struct change changes[CHANGES])
{
    const struct change all[CHANGES] = {
        { "paper", &config->theme.paper },
        { "ink", &config->theme.ink },
        { "quiet", &config->theme.quiet },
        { "accent", &config->theme.accent },
        { "on_accent", &config->theme.on_accent },
        { "hairline", &config->theme.hairline },
    };
    memcpy(changes, all, sizeof all);
}

static bool is_given(const struct change changes[CHANGES], const char *key)
{
    for (size_t i = 0; i < CHANGES; i++) {
        if (strcmp(changes[i].key, key) == 0) {
            return changes[i].colour->is_given;
        }
    }
    return false;
}

/* The key to be blamed, and the one that would help: of the pair, what the config says. A theme
 * keeps its promise by itself, so that one of them is there; a tint is of paper and accent. */
static const char *blamed(const struct change changes[CHANGES], const struct theme_pair *pair)
{
    const char *const order[] = { pair->text, pair->ground, "paper", "accent" };
    for (size_t i = 0; i < sizeof order / sizeof order[0]; i++) {
        if (is_given(changes, order[i])) {
            return order[i];
        }
    }
    return pair->text;
}

static bool check_colours(const struct config *config, const struct theme *theme,
    const struct change changes[CHANGES], struct error *error)
{
    struct theme_pair pairs[THEME_PAIRS];
    theme_pairs(theme, pairs);
    const struct theme_pair *worst = theme_worst_pair(theme, pairs);
    if (!worst) {
        return true;
    }
    char would[COLOUR_BYTES];
    struct colour mended;
    const char *key = blamed(changes, worst);
    double contrast = colour_contrast(worst->over, worst->under);
    /* Rather the text than the ground: that is of others, too. */
    const char *const helpers[] = { worst->text, key, worst->ground };
    for (size_t i = 0; i < sizeof helpers / sizeof helpers[0]; i++) {
        if (theme_mend(theme, helpers[i], &mended)) {
            error_set(error,
                "%s on %s has a contrast of %.2f; %.1f is the least: %s = %s would do",
                worst->text, worst->ground, contrast, theme->least_contrast, helpers[i],
                colour_print(mended, would));
            return config_blame(config, "theme", key, error);
        }
    }
    error_set(error,
        "%s on %s has a contrast of %.2f; %.1f is the least, and no shade would do: take %s out",
        worst->text, worst->ground, contrast, theme->least_contrast, key);
    return config_blame(config, "theme", key, error);
}

static bool change_colours(
    const struct config *config, struct theme *theme, struct error *error)
{
    struct change changes[CHANGES];
    list_changes(config, changes);
    for (size_t i = 0; i < CHANGES; i++) {
        if (changes[i].colour->is_given) {
            *theme_colour(theme, changes[i].key) = changes[i].colour->colour;
        }
    }
    return check_colours(config, theme, changes, error);
}

static bool change_faces(const struct config *config, struct theme *theme, struct error *error)
{
    const struct text_list *names = &config->theme.title_face;
    if (names->count == 0) {
        return true;
    }
    theme->is_title_asked = true;
    return theme_read_faces(names->items, names->count, &theme->title, error) ||
           config_blame(config, "theme", "title_face", error);
}

bool themes_load(struct themes *themes, const char *data_dir, const struct config *config,
    struct error *error)
{
    const struct config_by_hour *by_hour = &config->theme.by_hour;
    themes->count = 0;
    for (size_t i = 0; i <= by_hour->count; i++) {
        struct theme *theme = &themes->list[i];
        const char *name = i == 0 ? config->theme.name : by_hour->list[i - 1].theme;
        if (!theme_load(theme, data_dir, name, error)) {
            return config_blame(config, "theme", i > 0 ? "by_hour" : "name", error);
        }
        if (!change_faces(config, theme, error) ||
            (i == 0 && !change_colours(config, theme, error))) {
            return false;
        }
        themes->count++;
    }
    return true;
}
