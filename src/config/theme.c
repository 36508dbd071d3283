#include "config/theme.h"

#include "base/utf8.h"
#include "config/ini_file.h"

#include <errno.h>
#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Every key must be given: a theme is a whole, and a forgotten colour that fell back to another
 * theme's would show on the wall first. */
struct theme_key {
    const char *section, *name;
    size_t offset;
    int min, max; /* 0, 0: a colour */
};

#define COLOUR(member)                                                                         \
    {                                                                                          \
        "colours", #member, offsetof(struct theme, member), 0, 0                               \
    }
#define NUMBER(part, key, member, min, max)                                                    \
    {                                                                                          \
        part, key, offsetof(struct theme, member), min, max                                    \
    }

static const struct theme_key keys[] = {
    COLOUR(paper),
    COLOUR(ink),
    COLOUR(quiet),
    COLOUR(accent),
    COLOUR(on_accent),
    COLOUR(hairline),
    NUMBER("type", "display", display_1080, 96, 160),
    NUMBER("type", "title", title_1080, 64, 120),
    NUMBER("type", "heading", heading_1080, 44, 72),
    NUMBER("type", "body", body_1080, 36, 54),
    NUMBER("type", "small", small_1080, 30, 36),
    NUMBER("type", "body_line", body_line_pct, 140, 200),
    NUMBER("type", "title_line", title_line_pct, 115, 150),
};

enum { KEY_COUNT = sizeof keys / sizeof keys[0] };

struct reading {
    struct theme *theme;
    char section[INI_FILE_MAX_NAME + 1];
    bool given[KEY_COUNT], is_promised;
};

/* WCAG 2.1, 1.4.3 and 1.4.6. AAA for large text would be 4.5, but the small lines of a slide
 * are small from across a lobby. */
static bool parse_promise(struct reading *reading, const char *value)
{
    bool is_high = strcmp(value, "AAA") == 0;
    bool is_known = is_high || strcmp(value, "AA") == 0;
    reading->theme->least_contrast = is_high ? 7 : 4.5;
    reading->is_promised = true;
    return is_known;
}

static bool on_section(void *context, const char *name, int line, struct error *error)
{
    (void)line;
    struct reading *reading = context;
    snprintf(reading->section, sizeof reading->section, "%s", name);
    if (strcmp(name, "colours") != 0 && strcmp(name, "type") != 0) {
        return error_set(error, "[%s]: no such section; there are [colours] and [type]", name);
    }
    return true;
}

static bool parse_colour(const char *text, struct colour *out)
{
    if (text[0] != '#' || strlen(text) != 7 ||
        strspn(text + 1, "0123456789abcdefABCDEF") != 6) {
        return false;
    }
    unsigned long value = strtoul(text + 1, NULL, 16);
    *out = (struct colour) { (uint8_t)(value >> 16), (uint8_t)(value >> 8), (uint8_t)value };
    return true;
}

static bool parse_number(const char *text, int min, int max, int *out)
{
    char *end = NULL;
    errno = 0;
    long value = strtol(text, &end, 10);
    if (end == text || *end != '\0' || errno != 0 || value < min || value > max) {
        return false;
    }
    *out = (int)value;
    return true;
}

static bool on_pair(
    void *context, const char *name, const char *value, int line, struct error *error)
{
    (void)line;
    struct reading *reading = context;
    if (strcmp(reading->section, "colours") == 0 && strcmp(name, "contrast") == 0) {
        if (reading->is_promised) {
            return error_set(
                error, "[%s] %s: given twice: take one of the two out", reading->section, name);
        }
        return parse_promise(reading, value) ||
               error_set(error, "[colours] contrast = %s: AA or AAA is wanted", value);
    }
    for (size_t i = 0; i < KEY_COUNT; i++) {
        const struct theme_key *key = &keys[i];
        if (strcmp(key->section, reading->section) != 0 || strcmp(key->name, name) != 0) {
            continue;
        }
        if (reading->given[i]) {
            return error_set(
                error, "[%s] %s: given twice: take one of the two out", reading->section, name);
        }
        reading->given[i] = true;
        void *member = (char *)reading->theme + key->offset;
        if (key->max == 0) {
            return parse_colour(value, member) ||
                   error_set(error, "[%s] %s = %s: a colour such as #1d1b18 is wanted",
                       reading->section, name, value);
        }
        return parse_number(value, key->min, key->max, member) ||
               error_set(error, "[%s] %s = %s: a whole number from %d to %d is wanted",
                   reading->section, name, value, key->min, key->max);
    }
    return error_set(
        error, "[%s] %s: no such key; docs/theme.md lists them", reading->section, name);
}

static bool check_given(const struct reading *reading, struct error *error)
{
    for (size_t i = 0; i < KEY_COUNT; i++) {
        if (!reading->given[i]) {
            return error_set(error,
                "[%s] %s is missing: add it; docs/theme.md lists what is needed",
                keys[i].section, keys[i].name);
        }
    }
    return true;
}

/* WCAG 2.1, 1.4.3: what a theme sets in text must be readable on what it stands on. The
 * hairline carries no text. */
static bool check_contrast(const struct theme *theme, struct error *error)
{
    const struct {
        const char *text, *ground;
        struct colour over, under;
    } pairs[] = {
        { "ink", "paper", theme->ink, theme->paper },
        { "quiet", "paper", theme->quiet, theme->paper },
        { "accent", "paper", theme->accent, theme->paper },
        { "on_accent", "accent", theme->on_accent, theme->accent },
    };
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        double contrast = colour_contrast(pairs[i].over, pairs[i].under);
        if (contrast < theme->least_contrast) {
            return error_set(error,
                "[colours] %s on %s has a contrast of %.2f; %.1f is the least: make one of "
                "them darker or lighter",
                pairs[i].text, pairs[i].ground, contrast, theme->least_contrast);
        }
    }
    return true;
}

bool theme_load(
    struct theme *theme, const char *data_dir, const char *name, struct error *error)
{
    char path[4096];
    size_t length = strlen(name);
    bool is_path = length > 4 && strcmp(name + length - 4, ".ini") == 0;
    if (!is_path && (length == 0 || strchr(name, '/') != NULL)) {
        return error_set(error,
            "theme \"%s\": a shipped theme's name or a path ending in .ini is wanted", name);
    }
    int written = is_path
                      ? snprintf(path, sizeof path, "%s", name)
                      : snprintf(path, sizeof path, "%s/assets/themes/%s.ini", data_dir, name);
    if (written < 0 || (size_t)written >= sizeof path) {
        return error_set(error, "theme \"%s\": the path is too long", name);
    }
    struct theme fresh = { .name = "", .least_contrast = 4.5 };
    struct reading reading = { .theme = &fresh };
    const struct ini_events events = {
        .context = &reading, .section = on_section, .pair = on_pair
    };
    if (!ini_file_read(path, &events, error)) {
        return false;
    }
    if (!check_given(&reading, error) || !check_contrast(&fresh, error)) {
        return error_wrap(error, "%s", path);
    }
    /* A path that is longer than the name is cut at a character. */
    size_t at = 0;
    for (size_t next = 0; next < length && next < sizeof fresh.name;) {
        at = next;
        utf8_next(name, length, &next);
        at = next < sizeof fresh.name ? next : at;
    }
    memcpy(fresh.name, name, at);
    *theme = fresh;
    return true;
}

static double linear(uint8_t channel)
{
    double value = channel / 255.0;
    return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4);
}

static double luminance(struct colour colour)
{
    return 0.2126 * linear(colour.r) + 0.7152 * linear(colour.g) + 0.0722 * linear(colour.b);
}

double colour_contrast(struct colour a, struct colour b)
{
    double first = luminance(a) + 0.05;
    double second = luminance(b) + 0.05;
    return first > second ? first / second : second / first;
}
