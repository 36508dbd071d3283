/* Colours, type sizes, margins: the measure of a page (docs/theme.md), for one picture size.
 * One unit u = short side / 90; sizes are stated at 1080 and scale with u. */
#pragma once

#include "base/error.h"
#include "base/pixels.h"

struct theme {
    char name[64];
    struct colour paper, ink, quiet, accent, on_accent, hairline;
    /* Type sizes in px at a short side of 1080. */
    int display_1080, title_1080, heading_1080, body_1080, small_1080;
    int body_line_pct, title_line_pct; /* 165, 125 */
    double least_contrast;             /* of any text: 4.5, or 7 where the theme promises AAA */
};

/* NAME is a shipped theme (assets/themes/NAME.ini under data_dir) or a path ending in .ini.
 * False with file, line, key and what is allowed. */
bool theme_load(
    struct theme *theme, const char *data_dir, const char *name, struct error *error);

/* WCAG 2.1 relative luminance contrast, 1 to 21. */
double colour_contrast(struct colour a, struct colour b);
