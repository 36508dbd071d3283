/* Colours, type sizes, margins: the measure of a page (docs/theme.md), for one picture size.
 * One unit u = short side / 90; sizes are stated at 1080 and scale with u. */
#pragma once

#include "base/error.h"
#include "config/colour.h"
#include "config/config.h"

/* The pair that titles are set in: a family, which has both, or the paths of their files. */
struct theme_faces {
    char regular[FACE_NAME_BYTES], bold[FACE_NAME_BYTES]; /* "" for none */
};

struct theme {
    char name[64];
    struct colour paper, ink, quiet, accent, on_accent, hairline;
    /* Type sizes in px at a short side of 1080. */
    int display_1080, title_1080, heading_1080, body_1080, small_1080;
    int body_line_pct, title_line_pct; /* 165, 125 */
    int veil_pct;                      /* of paper over photographs; 0: none */
    double least_contrast;             /* of any text: 4.5, or 7 where the theme promises AAA */
    struct theme_faces title;          /* "": as all other text */
    bool is_title_asked; /* by the config: one that is not there is refused, and not made do */
};

/* NAME is a shipped theme (assets/themes/NAME.ini under data_dir) or a path ending in .ini.
 * False with file, line, key and what is allowed. */
bool theme_load(
    struct theme *theme, const char *data_dir, const char *name, struct error *error);

/* A family, or the paths of one or two files. False with what is wanted. */
bool theme_read_faces(
    const char *const *names, size_t count, struct theme_faces *out, struct error *error);

/* What a grave alert stands on, and its text: in every theme the same, whose accent says other
 * things from day to day. The two keep what any theme can promise, 7:1. */
extern const struct colour theme_signal, theme_on_signal;

/* What stands under the row of now. */
struct colour theme_tint(const struct theme *theme);

/* A text of a theme and what it stands on, somewhere on a slide. */
struct theme_pair {
    const char *text, *ground; /* keys of [colours], or "tint" */
    struct colour over, under;
};

enum { THEME_PAIRS = 5 };
void theme_pairs(const struct theme *theme, struct theme_pair pairs[THEME_PAIRS]);

/* The pair that is read worst against what is promised; NULL where all keep it. */
const struct theme_pair *theme_worst_pair(
    const struct theme *theme, const struct theme_pair pairs[THEME_PAIRS]);

/* Writes the colour nearest to the key's, lighter or darker, with which all of its pairs keep
 * the promise. False where there is none. */
bool theme_mend(const struct theme *theme, const char *key, struct colour *out);

/* Which colour of the theme a key of [colours] is; NULL for none. */
struct colour *theme_colour(struct theme *theme, const char *key);
