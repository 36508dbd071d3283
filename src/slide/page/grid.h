/* The grid that every kind of slide hangs from (docs/theme.md). Lengths are in pixels of the
 * picture; u is one ninetieth of the short side inside the overscan. */
#pragma once

#include "config/theme.h"

enum { BANNER_ROW_U = 6 };

/* Distances come from this scale, in u, and from nothing else. */
enum {
    SPACE_1 = 1,
    SPACE_2 = 2,
    SPACE_3 = 3,
    SPACE_4 = 4,
    SPACE_6 = 6,
    SPACE_8 = 8,
    SPACE_12 = 12
};

struct grid {
    int short_side;
    bool is_portrait;       /* kinds stack their parts */
    bool is_narrow;         /* portrait, or a landscape near 4:3: the header takes two rows */
    int hair_px;            /* thickness of hairlines */
    struct pixel_rect area; /* the picture inside the overscan; of a ground, where it is calm */
    int banners_y;          /* where the strips above everything end */
    struct pixel_rect header, footer;         /* what a corner mark leaves of them */
    struct pixel_rect mark;                   /* 0 wide: there is none */
    int name_h;                               /* of the header: the rows of the site's name */
    struct pixel_rect body;                   /* between the two, inside the margins */
    int display, title, heading, text, small; /* type sizes in px */
    int small_line;                           /* from baseline to baseline of the smallest */
};

/* What the bands need room for. */
struct grid_needs {
    int overscan_pct;
    int name_px;            /* height of the site's name: a long one makes the header higher */
    int footer_rows;        /* of small text, at least 1 */
    int banner_rows;        /* strips above everything, which are none of the area */
    struct pixel_rect calm; /* outside of it no text stands; 0 wide: all of the picture is */
    int mark_w, mark_h;     /* in px; 0: none */
    enum corner mark_corner;
};

void grid_init(struct grid *grid, const struct theme *theme, int width, int height,
    const struct grid_needs *needs);

/* The mark's room at a short side, in u: as high as a footer of one row holds it. */
enum { MARK_H_U = 5, MARK_W_U = 16 };

/* How many rows of small text the footer may have at the most, at least 1. */
int grid_most_footer_rows(const struct grid *grid);

/* The row of the page mark, between body and footer. */
int grid_page_mark_y(const struct grid *grid);

int grid_u(const struct grid *grid, int count);

/* The size for a body of text that is set larger or smaller, 120 for a notice. */
int grid_scaled(int px, int percent);
