#include "config/theme.h"

#include "base/translated.h"
#include "base/utf8.h"
#include "config/ini_file.h"
#include "config/rules.h"

#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Every key must be given: a theme is a whole, and a forgotten colour that fell back to another
 * theme's would show on the wall first. */
struct theme_key {
    const char *section, *name;
    size_t offset;
    int min, max; /* 0, 0: a colour */
    bool may_lack;
};

#define COLOUR(member)                                                                         \
    {                                                                                          \
        "colours", #member, offsetof(struct theme, member), 0, 0, false                        \
    }
#define NUMBER(part, key, member, min, max)                                                    \
    {                                                                                          \
        part, key, offsetof(struct theme, member), min, max, false                             \
    }

static const struct theme_key keys[] = {
    COLOUR(paper),
    COLOUR(ink),
    COLOUR(quiet),
    COLOUR(accent),
    COLOUR(on_accent),
    COLOUR(hairline),
    { "colours", "veil", offsetof(struct theme, veil_pct), 0, 40, true },
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

const struct colour theme_signal = { 0xb3, 0x00, 0x0f }, theme_on_signal = { 0xff, 0xff, 0xff };

/* How much of the accent a tint of it has. */
enum { TINT_PCT = 14 };

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
    if (strcmp(name, "colours") != 0 && strcmp(name, "type") != 0 &&
        strcmp(name, "faces") != 0) {
        return error_set(
            error, "[%s]: no such section; there are [colours], [type] and [faces]", name);
    }
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

bool theme_read_faces(
    const char *const *names, size_t count, struct theme_faces *out, struct error *error)
{
    bool is_file = count > 0 && names[0][0] == '/';
    bool is_good = count > 0 && count <= (is_file ? 2 : 1);
    for (size_t i = 0; i < count; i++) {
        is_good = is_good && rule_face(names[i]) && (names[i][0] == '/') == is_file;
    }
    if (!is_good) {
        return error_set(error,
            "one family such as Noto Serif CJK SC is wanted, or the file of a face and the file "
            "of its bold");
    }
    snprintf(out->regular, sizeof out->regular, "%s", names[0]);
    snprintf(out->bold, sizeof out->bold, "%s", count > 1 ? names[1] : "");
    return true;
}

/* "/a.otf, /b.otf" */
static bool read_title(struct theme *theme, const char *value, struct error *error)
{
    char first[2 * FACE_NAME_BYTES];
    const char *names[2] = { first, NULL };
    size_t count = 1;
    bool is_given_twice = theme->title.regular[0];
    snprintf(first, sizeof first, "%s", value);
    char *comma = strchr(first, ',');
    if (comma) {
        *comma = '\0';
        names[count++] = comma + 1 + strspn(comma + 1, " ");
        while (comma > first && comma[-1] == ' ') {
            *--comma = '\0';
        }
    }
    if (is_given_twice) {
        return error_set(error, "[faces] title: given twice: take one of the two out");
    }
    return (strlen(value) < sizeof first &&
               theme_read_faces(names, count, &theme->title, error)) ||
           error_wrap(error, "[faces] title = %.100s", value);
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
    if (strcmp(reading->section, "faces") == 0 && strcmp(name, "title") == 0) {
        return read_title(reading->theme, value, error);
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
            return colour_read(value, member) ||
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
        if (!reading->given[i] && !keys[i].may_lack) {
            return error_set(error,
                "[%s] %s is missing: add it; docs/theme.md lists what is needed",
                keys[i].section, keys[i].name);
        }
    }
    return true;
}

struct colour theme_tint(const struct theme *theme)
{
    return colour_mix(theme->paper, theme->accent, TINT_PCT);
}

/* All that a slide has: others are these the other way round. */
void theme_pairs(const struct theme *theme, struct theme_pair pairs[THEME_PAIRS])
{
    const struct theme_pair all[THEME_PAIRS] = {
        { "ink", "paper", theme->ink, theme->paper },
        { "quiet", "paper", theme->quiet, theme->paper },
        { "accent", "paper", theme->accent, theme->paper },
        { "on_accent", "accent", theme->on_accent, theme->accent },
        { "ink", "tint", theme->ink, theme_tint(theme) },
    };
    memcpy(pairs, all, sizeof all);
}

const struct theme_pair *theme_worst_pair(
    const struct theme *theme, const struct theme_pair pairs[THEME_PAIRS])
{
    const struct theme_pair *worst = NULL;
    double least = theme->least_contrast;
    for (size_t i = 0; i < THEME_PAIRS; i++) {
        double contrast = colour_contrast(pairs[i].over, pairs[i].under);
        if (contrast < least) {
            least = contrast;
            worst = &pairs[i];
        }
    }
    return worst;
}

struct colour *theme_colour(struct theme *theme, const char *key)
{
    for (size_t i = 0; i < KEY_COUNT; i++) {
        if (keys[i].max == 0 && strcmp(keys[i].name, key) == 0) {
            return (struct colour *)(void *)((char *)theme + keys[i].offset);
        }
    }
    return NULL;
}

/* Whether the pairs that have the key keep the promise. */
static bool is_kept(const struct theme *theme, const char *key)
{
    struct theme_pair pairs[THEME_PAIRS];
    theme_pairs(theme, pairs);
    for (size_t i = 0; i < THEME_PAIRS; i++) {
        bool has_key = strcmp(pairs[i].text, key) == 0 || strcmp(pairs[i].ground, key) == 0 ||
                       (strcmp(pairs[i].ground, "tint") == 0 && strcmp(key, "quiet") != 0 &&
                           strcmp(key, "on_accent") != 0);
        if (has_key && colour_contrast(pairs[i].over, pairs[i].under) < theme->least_contrast) {
            return false;
        }
    }
    return true;
}

bool theme_mend(const struct theme *theme, const char *key, struct colour *out)
{
    static const struct colour ends[] = { { 0, 0, 0 }, { 255, 255, 255 } };
    struct theme trial = *theme;
    struct colour *colour = theme_colour(&trial, key);
    const struct colour before = colour ? *colour : (struct colour) { 0 };
    for (int percent = 0; colour && percent <= 100; percent++) {
        for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
            *colour = colour_mix(before, ends[i], percent);
            if (is_kept(&trial, key)) {
                *out = *colour;
                return true;
            }
        }
    }
    return false;
}

/* WCAG 2.1, 1.4.3: what a theme sets in text must be readable on what it stands on. The
 * hairline carries no text. */
static bool check_contrast(const struct theme *theme, struct error *error)
{
    struct theme_pair pairs[THEME_PAIRS];
    theme_pairs(theme, pairs);
    const struct theme_pair *worst = theme_worst_pair(theme, pairs);
    return !worst ||
           error_set(error,
               "[colours] %s on %s has a contrast of %.2f; %.1f is the least: make one of "
               "them darker or lighter",
               worst->text, worst->ground, colour_contrast(worst->over, worst->under),
               theme->least_contrast);
}

static bool refuse_name(const char *data_dir, const char *path, struct error *error)
{
    char folder[4096];
    struct bytes names;
    bytes_init(&names);
    snprintf(folder, sizeof folder, "%s/assets/themes", data_dir);
    if (config_list_shipped(folder, ".ini", &names)) {
        error_set(error,
            "no such theme; there are %s, or the path of a file that ends in .ini is wanted",
            names.data);
    } else {
        error_set(error, "%s: %s", path, translated_errno(ENOENT));
    }
    bytes_finish(&names);
    return false;
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
    if (!is_path && access(path, F_OK) < 0 && errno == ENOENT) {
        return refuse_name(data_dir, path, error);
    }
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
