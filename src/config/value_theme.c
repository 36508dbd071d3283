/* The values that have to do with how slides look. */
#include "base/translated.h"
#include "config/config.h"
#include "config/rules.h"
#include "config/theme.h"
#include "config/value.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

static const char blank[] = " \t";

/* The last word of a part, where that is a theme and not hours. */
static const char *theme_in(const char *part)
{
    const char *last = part;
    for (const char *at = part; *at; at++) {
        last = strchr(blank, *at) ? at + 1 : last;
    }
    bool is_theme = last > part && rule_theme(last) && !isdigit((unsigned char)*last);
    return is_theme ? last : NULL;
}

static enum value_result add_hours(
    struct arena *arena, char *part, struct config_theme_hours *out)
{
    const char *theme = theme_in(part);
    if (!theme) {
        return VALUE_BAD;
    }
    out->theme = arena_strdup(arena, theme);
    part[theme - part - 1] = '\0';
    out->hours.text = arena_strdup(arena, part);
    if (!out->theme || !out->hours.text) {
        return VALUE_NO_MEMORY;
    }
    return week_hours_parse(part, &out->hours.week) ? VALUE_GOOD : VALUE_BAD;
}

static size_t comma_at(const char *text)
{
    return strncmp(text, "；", 3) == 0 ? 3 : rule_comma(text);
}

/* A comma ends a part only behind a theme: hours have commas of their own. */
static enum value_result split_hours(
    struct arena *arena, char *text, struct config_theme_hours *list, size_t *count)
{
    char *part = text;
    enum value_result result = VALUE_GOOD;
    for (char *at = text; result == VALUE_GOOD && part; at++) {
        size_t comma = comma_at(at);
        char *end = at, kept;
        if (*at && comma == 0) {
            continue;
        }
        while (end > part && strchr(blank, end[-1])) {
            end--;
        }
        kept = *end;
        *end = '\0';
        if (theme_in(part) || comma == 0) {
            result = *count < BY_HOUR_MAX ? add_hours(arena, part, &list[*count]) : VALUE_BAD;
            *count += 1;
            part = comma > 0 ? at + comma + strspn(at + comma, blank) : NULL;
        } else {
            *end = kept;
        }
    }
    return result;
}

static enum value_result read_by_hour(
    struct arena *arena, const struct config_key *key, const char *text, void *field)
{
    struct config_by_hour by_hour = { .text = arena_strdup(arena, text) };
    struct config_theme_hours *list = arena_array(arena, BY_HOUR_MAX, sizeof *list);
    char *copy = arena_strdup(arena, text);
    (void)key;
    if (!by_hour.text || !list || !copy) {
        return VALUE_NO_MEMORY;
    }
    enum value_result result =
        *text ? split_hours(arena, copy, list, &by_hour.count) : VALUE_GOOD;
    if (result == VALUE_GOOD) {
        by_hour.list = list;
        *(struct config_by_hour *)field = by_hour;
    }
    return result;
}

static bool allow_by_hour(const struct config_key *key, struct bytes *out)
{
    (void)key;
    return bytes_print(out, "%s",
        translated(
            "hours and a theme, such as 22:00-06:00 night, Sat-Sun 08:00-18:00 festival; "
            "at most 8 of them; empty for none"));
}

static bool print_by_hour(const struct config_key *key, const void *field, struct bytes *out)
{
    (void)key;
    return bytes_print(out, "%s", ((const struct config_by_hour *)field)->text);
}

static enum value_result read_colour(
    struct arena *arena, const struct config_key *key, const char *text, void *field)
{
    struct config_colour colour = { .is_given = *text };
    (void)arena;
    (void)key;
    if (*text && !colour_read(text, &colour.colour)) {
        return VALUE_BAD;
    }
    *(struct config_colour *)field = colour;
    return VALUE_GOOD;
}

static bool allow_colour(const struct config_key *key, struct bytes *out)
{
    (void)key;
    return bytes_print(
        out, "%s", translated("a colour such as #1d1b18; empty for the theme's own"));
}

static bool print_colour(const struct config_key *key, const void *field, struct bytes *out)
{
    const struct config_colour *colour = field;
    char text[COLOUR_BYTES];
    (void)key;
    return !colour->is_given || bytes_print(out, "%s", colour_print(colour->colour, text));
}

/* Smaller ones have no room for a slide. */
enum { AREA_LEAST = 66 };

static bool is_area(const struct config_area *area)
{
    return area->x >= 0 && area->y >= 0 && area->w >= AREA_LEAST && area->h >= AREA_LEAST &&
           area->w <= 100 - area->x && area->h <= 100 - area->y;
}

static enum value_result read_area(
    struct arena *arena, const struct config_key *key, const char *text, void *field)
{
    struct config_area area = { .is_given = *text };
    int end = 0;
    (void)arena;
    (void)key;
    if (*text && (sscanf(text, "%3d%% %3d%% %3d%% %3d%%%n", &area.x, &area.y, &area.w, &area.h,
                      &end) != 4 ||
                     end == 0 || text[end] || !is_area(&area))) {
        return VALUE_BAD;
    }
    *(struct config_area *)field = area;
    return VALUE_GOOD;
}

static bool allow_area(const struct config_key *key, struct bytes *out)
{
    (void)key;
    return bytes_print(out,
        translated(
            "from the left, from the top, width and height in percent of the screen, such "
            "as 0%% 0%% 100%% 70%%; at least %d%% wide and high; empty: it is found"),
        AREA_LEAST);
}

static bool print_area(const struct config_key *key, const void *field, struct bytes *out)
{
    const struct config_area *area = field;
    (void)key;
    return !area->is_given ||
           bytes_print(out, "%d%% %d%% %d%% %d%%", area->x, area->y, area->w, area->h);
}

const struct value_type value_by_hour = { read_by_hour, allow_by_hour, print_by_hour };
const struct value_type value_colour = { read_colour, allow_colour, print_colour };
const struct value_type value_area = { read_area, allow_area, print_area };
