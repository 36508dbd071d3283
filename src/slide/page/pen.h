/* What the kinds of slide write with: text fitted into a room, fills, the page mark. There is
 * one a layout, handed to the bands and the kinds. It remembers a failure (memory is out), so
 * that a kind reads as a list of what stands where; whoever made it asks once at the end. */
#pragma once

#include "slide/page/grid.h"
#include "slide/scene/slide.h"
#include "wording/wording.h"

enum { PEN_WIDTHS = 512, PEN_NAMES = 16 };

struct footer;

/* A width that was measured before; texts are told apart by a 64-bit hash. */
struct pen_measured {
    uint64_t hash;
    int width;
};

struct pen {
    const struct layout *layout;
    const struct theme *theme;
    struct scene *scene; /* NULL while planning: measuring only */
    struct arena *arena; /* what is made with it: the scene's, or one for planning */
    struct grid grid;
    const struct footer *footer; /* what the grid has room for; of band_footer.c alone */
    const struct view *view;     /* whose content; NULL where that is nobody's */
    const char *lang;            /* of the item, else of the feed, else of the config */
    const struct wording *words; /* of that language */
    struct colour on;            /* what text stands on from here on */
    bool is_mirrored; /* the slide is, when all stands: what begins at the left begins at the
                         right then */
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
    int full_px;    /* what it would be with room for it, where px is less than that; or 0 */
    bool any_size;  /* sizes between the two as well, otherwise only those of the type scale */
    bool bold, balance, tabular;
    bool by_phrases; /* balanced, a size less or a line more before one is parted */
    bool is_title;   /* in the titles' face, whatever its role */
    bool is_row;     /* of a list: no line more than it needs (struct set_options) */
    struct colour colour;
    enum set_align align;
    int line_pct;  /* 0: the theme's for titles */
    int max_lines; /* 0: as many as the room holds */
    enum anchor anchor;
    enum box_live live;
    bool may_clip; /* a running head: cutting it loses nothing, so no warning */
    bool
        takes_side; /* a paragraph begins on its own language's side, whatever the slide's is */
    bool is_snug;   /* the box ends where its longest line does */
    const char *whole; /* what the text is a cut of, or NULL */
};

/* On the first view; its grid is to be filled by band_grid. */
void pen_init(
    struct pen *pen, const struct layout *layout, struct arena *arena, struct scene *scene);

/* What language is read: the item's, else the feed's, else the screen's. Both may be NULL. */
const char *pen_lang(
    const struct layout *layout, const struct view *view, const struct item *item);

/* From here on the content is that view's, of that item or NULL for more than one, in its
 * language, and stands on paper. */
void pen_turn_to(struct pen *pen, const struct view *view, const struct item *item);

/* The program's own words, in the pen's language. NULL when memory is out or what is to be
 * filled in is NULL; what takes nothing takes "". */
const char *pen_say(const struct pen *pen, enum word word, const char *one, const char *two);
/* A date, without its year where that is now's. */
const char *pen_date(
    const struct pen *pen, enum date_word word, const struct civil_date *date, bool with_time);

/* Sets the text in the room and returns the bottom of what was set (room.y for an empty text).
 * The box takes the room's width and the height of its lines; LIVE_SLIDE all of the room, which
 * stays as it is when the text changes. LIVE_CLOCK and LIVE_DATE: one line of their own, as it
 * is now. A text that is NULL is a failure. */
int pen_text(
    struct pen *pen, const struct text_spec *spec, struct pixel_rect room, const char *text);

/* The same, but the first line's em box hangs from the room's top, and not its line box: large
 * and small text begin at one height. So the box begins above the room, by half of what a line
 * is higher than its text. */
int pen_hung_text(
    struct pen *pen, const struct text_spec *spec, struct pixel_rect room, const char *text);

/* How it would be set. */
struct fitted pen_fit(
    struct pen *pen, const struct text_spec *spec, struct pixel_rect room, const char *text);

/* The faces that it is set in. */
struct text_style pen_style(const struct pen *pen, const struct text_spec *spec);

/* The smallest size that it may be set in. */
static inline int pen_least_px(const struct text_spec *spec)
{
    return spec->min_px > 0 && spec->min_px < spec->px ? spec->min_px : spec->px;
}

/* One line of small text. */
struct text_spec pen_small_spec(const struct pen *pen, const char *role, struct colour colour);

/* The theme's line heights, in percent of an em, but at least what the language needs: Tibetan
 * stacks its letters, and lines any nearer grow into each other. And that of other texts that
 * take several lines. */
int pen_body_line_pct(const struct pen *pen);
int pen_title_line_pct(const struct pen *pen);
int pen_lines_pct(const struct pen *pen, int pct);

/* Height of a text of that many lines. */
int pen_line_px(const struct pen *pen, const struct text_spec *spec, int px);

/* How the slides' texts are set: the config's marks, in Chinese one dash for all times. */
static inline struct set_options pen_set_options(const struct pen *pen, enum set_align align)
{
    return (struct set_options) {
        .align = align,
        .keep_half_width = !pen->layout->config->theme.full_width_marks,
        .even_times = pen->words->even_times,
    };
}

/* Width in px, rounded up, of a text on one line: in the faces that its role has, or in those
 * of most texts. */
int pen_spec_width(struct pen *pen, const struct text_spec *spec, const char *text);
int pen_width(struct pen *pen, int px, bool bold, const char *text);

/* Of the lines of a text that is set, in px, rounded up. */
int pen_widest_px(const struct set_text *set);

/* A box to be filled in, until the next one; NULL while planning or when memory is out. */
struct box *pen_box(
    struct pen *pen, enum box_kind kind, const char *role, struct pixel_rect rect);
struct box *pen_picture(struct pen *pen, const char *role, struct pixel_rect rect,
    const struct picture_ref *picture);
void pen_fill(struct pen *pen, const char *role, struct pixel_rect rect, struct colour colour);
void pen_hairline(struct pen *pen, int x, int y, int width);

/* Where the baseline is below the top of a line box: Han em boxes (0.88 em above the baseline,
 * 0.12 below, as Noto and most Han faces have them) stand in the middle of it. */
int pen_baseline(int px, int line_px);

/* Adds a box whose lines are set already. NULL when there is nothing to add or memory is out.
 * Offsets are from rect's left and top. */
struct pen_line {
    struct set_line line;
    int x_px, y_px; /* of its line box */
};
struct pen_lines {
    const struct pen_line *list;
    size_t count;
    int line_px; /* the height of a line box */
};
struct box *pen_add_lines(struct pen *pen, const struct text_spec *spec, struct pixel_rect rect,
    const struct pen_lines *lines);

/* Warns that the text does not stand there whole. */
void pen_warn_cut(struct pen *pen, const char *role, const char *text);

void pen_warn_missing(struct pen *pen, const char *role, const char *missing);
