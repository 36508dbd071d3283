/* A theme's colours as lines of a config, or new ones out of a logo's. Needs no display. */
#include "base/language/language.h"
#include "base/log.h"
#include "base/translated.h"
#include "command/common/command.h"
#include "command/theme/proposal.h"
#include "config/load.h"
#include "config/rules.h"
#include "picture/pictures.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A logo's colours are told from this size on; larger only takes longer. */
enum { LOGO_PX = 256 };

struct theme_options {
    const char *from, *on, *language;
};

static const struct option options_table[] = {
    { "--from", OPTION_TEXT, offsetof(struct theme_options, from),
        N_("LOGO, a picture's file") },
    { "--on", OPTION_TEXT, offsetof(struct theme_options, on),
        N_("THEME, a theme's name or file") },
    { "--lang", OPTION_TEXT, offsetof(struct theme_options, language), OPTION_LANGUAGE_WANTED },
    { 0 },
};

static bool print_comment(const struct palette *palette, const struct theme_options *options,
    const char *name, const char *on, struct bytes *out)
{
    char text[COLOUR_BYTES];
    bool done = bytes_print(out, "; %s: ", name);
    if (!options->from) {
        return done && bytes_print(out, translated("the colours of the theme %s\n"), on);
    }
    done = done && bytes_print(out, translated("of the colours of %s on the theme %s\n"),
                       options->from, on);
    for (int i = 0; done && i < palette->count; i++) {
        done = bytes_print(out, translated(";   %s is %d %% of the logo\n"),
            colour_print(palette->list[i].colour, text), palette->list[i].share_pct);
    }
    return done && (palette->has_hue ||
                       bytes_print(out, "%s", translated(";   the logo has no hue\n")));
}

/* WCAG 2.1, 1.4.3: 4.5 for text, 3 for large text. */
static bool print_pair(
    const struct theme *theme, const char *key, const char *ground, struct bytes *out)
{
    struct theme own = *theme;
    const struct colour *over = theme_colour(&own, key), *under = theme_colour(&own, ground);
    char text[COLOUR_BYTES];
    double contrast = colour_contrast(*over, *under);
    return bytes_print(out, translated("%s = %s  ; %.1f:1 on %s; %.1f is the least\n"), key,
        colour_print(*over, text), contrast, ground, theme->least_contrast);
}

static bool print_theme(const struct theme *theme, const char *on, struct bytes *out)
{
    char paper[COLOUR_BYTES], line[COLOUR_BYTES];
    return bytes_print(out, "[theme]\nname = %s\n", on) &&
           bytes_print(out, translated("paper = %s  ; the ground of every slide\n"),
               colour_print(theme->paper, paper)) &&
           print_pair(theme, "ink", "paper", out) && print_pair(theme, "quiet", "paper", out) &&
           print_pair(theme, "accent", "paper", out) &&
           print_pair(theme, "on_accent", "accent", out) &&
           bytes_print(out, translated("hairline = %s  ; rules; no text\n"),
               colour_print(theme->hairline, line));
}

/* Why it is not read, and what to do where that is known. */
static bool tell_fault(const char *path, struct error *error)
{
    struct picture_whole whole;
    struct error same;
    if (!picture_measure(path, &whole, &same) && whole.is_damaged) {
        error_set(
            error, "the picture is damaged, or was not copied to its end: copy it once more");
    }
    return strncmp(error->text, path, strlen(path)) == 0 ? false
                                                         : error_wrap(error, "%s", path);
}

static bool read_logo(const char *path, struct palette *palette, struct error *error)
{
    const struct picture_wish wish = {
        .path = path, .width = LOGO_PX, .height = LOGO_PX, .object = ""
    };
    bool has_alpha = false;
    struct picture *logo = picture_load(&wish, &has_alpha, error);
    if (logo) {
        palette_find(logo, has_alpha, palette);
    }
    picture_destroy(logo);
    return logo || tell_fault(path, error);
}

/* What is asked for, the theme that is called so, or paper for the colours of a logo: its name.
 * NULL with an error. */
static const char *load_ground(const struct theme_options *options, const char *name,
    struct theme *theme, struct error *error)
{
    const char *on = options->on ? options->on : name;
    struct error why;
    if (theme_load(theme, config_data_dir(), on, &why)) {
        return on;
    }
    if (options->on) {
        *error = why;
        return NULL;
    }
    if (!options->from) {
        error_set(error,
            "there is no theme \"%s\": name one that there is, or give --from LOGO to make one",
            name);
        return NULL;
    }
    return theme_load(theme, config_data_dir(), "paper", error) ? "paper" : NULL;
}

static bool propose(const struct theme_options *options, const char *name, struct bytes *out,
    struct error *error)
{
    struct theme theme;
    struct palette palette = { .count = 0 };
    if (!rule_theme(name)) {
        return error_set(
            error, "\"%s\": a theme's name is 1 to 40 letters, digits, - and _", name);
    }
    const char *on = load_ground(options, name, &theme, error);
    if (!on || (options->from && !read_logo(options->from, &palette, error))) {
        return false;
    }
    if (palette.is_clear) {
        return error_set(error,
            "%s: nothing in it can be seen: all of it is clear; take a picture with colours",
            options->from);
    }
    if (options->from && !proposal_make(&theme, &palette)) {
        return error_set(error,
            "%s: no colours of it can be read on the theme %s: take another theme (--on)",
            options->from, on);
    }
    /* The config is read elsewhere: by a unit, from the root's folder. */
    char whole[PATH_MAX];
    const char *named = !rule_name(on) && realpath(on, whole) ? whole : on;
    return (print_comment(&palette, options, name, on, out) &&
               print_theme(&theme, named, out)) ||
           error_set(error, "out of memory");
}

static int run(const struct invocation *invocation)
{
    const struct theme_options *options = invocation->options;
    int status = EXIT_FAILED;
    struct error error = { 0 };
    struct bytes out;
    bytes_init(&out);
    if (!command_speak(options->language, false, &error)) {
        log_fatal("theme: %s (see lobbycard --help)", error.text);
        return EXIT_USAGE;
    }
    if (propose(options, invocation->operands.at[0], &out, &error) &&
        command_write(&out, false, &error)) {
        status = EXIT_DONE;
    } else {
        log_fatal("theme: %s", error.text);
    }
    bytes_finish(&out);
    language_finish();
    return status;
}

const struct command command_theme = {
    .name = "theme",
    .usage = "NAME [--from LOGO] [--on THEME] [--lang zh|en]",
    .does = N_("a theme out of a logo's colours, as lines of a config"),
    .options = options_table,
    .options_size = sizeof(struct theme_options),
    .operands_min = 1,
    .operands_max = 1,
    .operands_wanted = N_("NAME? That of a theme, or of the one that is to be made"),
    .run = run,
};
