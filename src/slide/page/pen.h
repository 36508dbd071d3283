/* What the kinds of slide write with: text fitted into a room, fills, the page mark. A pen
 * remembers a failure (memory is out), so that a kind reads as a list of what stands where and
 * asks once at the end. */
#pragma once

#include "slide/page/grid.h"
#include "slide/scene/slide.h"

enum { PEN_WIDTHS = 512, PEN_NAMES = 16 };

/* A width that was measured before; texts are told apart by a 64-bit hash. */
struct pen_measured {
    uint64_t hash;
    int width;
};

struct pen {
    const struct layout *layout;
    const struct theme *theme;
    struct scene *scene; /* NULL while planning: measuring only */
    struct grid grid;
    const char *lang;
    struct colour on; /* what text stands on from here on */
    bool failed;
    const char *names[PEN_NAMES]; /* of the campus: titles keep them on one line */
    size_t name_count;
    struct pen_measured
        widths[PEN_WIDTHS]; /* planning asks for the same ones again and again */
};

enum anchor { ANCHOR_TOP, ANCHOR_MIDDLE, ANCHOR_BOTTOM };

struct text_spec {
    const char *role;
    int px, min_px; /* the largest and the smallest size; min_px 0: px alone */
    bool any_size;  /* sizes between the two as well, otherwise only those of the type scale */
    bool bold, balance, tabular;
    struct colour colour;
    enum set_align align;
    int line_pct;  /* 0: the theme's for titles */
    int max_lines; /* 0: as many as the room holds */
    enum anchor anchor;
    enum box_live live;
    bool may_clip; /* a running head: cutting it loses nothing, so no warning */
};

/* The views' lang comes from view; NULL stands for the first one's. */
void pen_init(
    struct pen *pen, const struct layout *layout, const struct view *view, struct scene *scene);

/* Sets the text in the room and returns the bottom of what was set (room.y for an empty text).
 * The box takes the room's width and the height of its lines. */
int pen_text(
    struct pen *pen, const struct text_spec *spec, struct pixel_rect room, const char *text);

/* The same, but the first line's em box hangs from the room's top, and not its line box: large
 * and small text begin at one height. */
int pen_hung_text(
    struct pen *pen, const struct text_spec *spec, struct pixel_rect room, const char *text);

/* How it would be set. The lines are in the arena. */
struct fitted pen_fit(struct pen *pen, struct arena *arena, const struct text_spec *spec,
    struct pixel_rect room, const char *text);

/* Height of a text of that many lines. */
int pen_line_px(const struct pen *pen, const struct text_spec *spec, int px);

/* Width in px, rounded up, of a text on one line. */
int pen_width(struct pen *pen, int px, bool bold, const char *text);

void pen_fill(struct pen *pen, const char *role, struct pixel_rect rect, struct colour colour);
void pen_hairline(struct pen *pen, int x, int y, int width);

/* "2 / 5" at the lower right, when there is more than one page. */
void pen_page_mark(struct pen *pen, const struct slide *slide);

/* Where the baseline is below the top of a line box: Han em boxes (0.88 em above the baseline,
 * 0.12 below, as Noto and most Han faces have them) stand in the middle of it. */
int pen_baseline(int px, int line_px);

/* Adds a box whose lines are set already, `line_px` apart. NULL when there is nothing to add or
 * memory is out. Offsets below are from rect's left and top. */
struct pen_line {
    struct set_line line;
    int x_px, y_px; /* of its line box */
};
struct box *pen_lines(struct pen *pen, const struct text_spec *spec, struct pixel_rect rect,
    const struct pen_line *lines, size_t count, int line_px);

/* Warns that the text does not stand there whole. */
void pen_warn_cut(struct pen *pen, const char *role, const char *text);

void pen_warn_missing(struct pen *pen, const char *role, const char *missing);
