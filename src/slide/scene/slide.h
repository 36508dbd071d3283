/* Kinds of slide. A slide is one screenful of content before layout; a deck is all slides that
 * follow from the content that may be shown now. Preparer thread only (measuring needs the
 * fonts). */
#pragma once

#include "config/config.h"
#include "config/theme.h"
#include "content/feed/feed.h"
#include "content/feed/picture_ref.h"
#include "slide/scene/scene.h"
#include "typeset/measure.h"

/* What of one source may be shown now: indexes into its feed, in feed order. */
struct view {
    const char *source;
    const char *url; /* the feed's own address, which its addresses are relative to, or NULL */
    const struct feed *feed;
    const size_t *items, *hotlines, *links;
    size_t item_count, hotline_count, link_count;
    const size_t *alerts; /* those of the items that are one, in their order */
    size_t alert_count;
    const struct picture_ref *pictures; /* those of the feed that are there; borrowed */
    size_t picture_count;
    bool is_expired; /* the feed's `expires` is over */
};

/* The seam to the decoder: how large pictures are, upright. */
struct gauge {
    void *context;
    /* False when it is broken: then it is as if it were not there. 0 and 0 when that cannot be
     * told now; it stays so as long as a deck is shown, for its pages rest on it. */
    bool (*size)(void *context, const struct picture_ref *picture, int *width, int *height);
};

struct code_memory;
struct flow_memory;
struct plan_memory;

/* What a campus lays under its slides and into a corner of them, for one size of picture. */
struct dress {
    struct pixel_rect calm;     /* where text may stand on the ground picture; 0 wide: none */
    int mark_w, mark_h;         /* of the mark; 0: there is none */
    const struct picture *mark; /* straight-alpha 0xAARRGGBB */
};

/* Below so many pixels on a side there is no room for what stands on every slide. */
enum { LAYOUT_LEAST_PX = 160 };
static inline bool layout_is_tiny(int width, int height)
{
    return width < LAYOUT_LEAST_PX || height < LAYOUT_LEAST_PX;
}

/* The side that something is laid out with instead. */
static inline int layout_side(int side)
{
    return side < LAYOUT_LEAST_PX ? LAYOUT_LEAST_PX : side;
}

struct layout;
struct slide;

/* Looks at each slide as soon as it is planned, while what was set for it is at hand: all but
 * its weight is as it will be in the deck. */
struct onlooker {
    void *context;
    void (*look)(void *context, const struct layout *layout, const struct slide *slide);
};

/* Everything that laying out needs besides the slide. Borrowed. */
struct layout {
    const struct config *config;
    const struct theme *theme;
    const struct measure *measure;
    const struct gauge *gauge; /* NULL: no size can be told */
    const struct dress *dress; /* NULL: none */
    const struct view *views;
    size_t view_count;
    int width, height;      /* each LAYOUT_LEAST_PX at least */
    int64_t now_ms;         /* wall time: the header's date and clock */
    bool is_clock_doubtful; /* see clock_is_trusted */
    struct flow_memory
        *flows; /* of the deck (slide/page/flow_memory.h); NULL: nothing is kept */
    struct code_memory *codes; /* slide/page/code.h; NULL: none is kept */
    struct plan_memory *plans; /* slide/page/plan_memory.h; NULL: all is planned anew */
    int set_most;              /* of items that those do not know, in haste; 0: all */
    bool is_asleep;            /* the screen's hours of night: nothing but a black slide */
    const struct onlooker *onlooker; /* NULL: nobody looks */
    const struct layout *given;      /* that it is a smaller picture of; NULL: of none */
};

/* Tells pictures' own sizes, where that of a layout tells what they are in its pixels. */
static inline const struct gauge *layout_own_gauge(const struct layout *layout)
{
    return layout->given ? layout->given->gauge : layout->gauge;
}

struct slide_kind;
struct pen; /* slide/page/pen.h */

struct slide {
    const struct slide_kind *kind;
    const struct view *view; /* whose content; never NULL */
    const struct item *item; /* of the view's feed, or NULL where a slide shows several */
    size_t first, count;     /* what part of the view or of the item; the kind knows of what */
    const void *made;        /* by the kind for all pages of it: the deck's; or NULL */
    int page, pages;         /* from 1 */
    bool is_known;           /* from an earlier plan, and was not set for this one */
    int64_t dwell_ms;
    int weight; /* turns in a cycle, from 1 */
};

struct deck {
    struct arena arena;
    struct slide *slides;
    size_t count, capacity;
    size_t looked_at; /* by the onlooker */
};

struct slide_kind {
    const char *name;
    const char *pointer; /* what of a feed it shows when that is no item: "/site"; or NULL */
    bool without_header; /* idle: its own name, date and clock stand in the body */
    bool without_footer; /* alert: it has the picture to itself */
    bool is_alert;       /* there at once, without a transition */
    bool is_dark;        /* nothing to see: the display may sleep */
    /* Both use the pen that they are handed, which remembers when memory is out. */
    /* Adds this kind's slides to the deck, pages counted and dwell worked out. */
    void (*plan)(struct pen *pen, struct deck *deck);
    /* Fills the pen's scene between header and footer (or all of it). */
    void (*lay_out)(struct pen *pen, const struct slide *slide);
};

/* One element of `slides` in scenes.json (docs/design.md). scene NULL: it was not laid out, and
 * has no boxes. */
bool scene_print_json(
    const struct scene *scene, const struct slide *slide, const char *file, struct bytes *out);
