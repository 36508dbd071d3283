/* A laid-out slide: boxes in pixels of the picture, in painting order, one arena. Made and read
 * on the preparer thread; prints itself as the JSON of scenes.json (docs/design.md). */
#pragma once

#include "base/arena.h"
#include "base/bytes.h"
#include "base/pixels.h"
#include "content/feed/finding.h"
#include "typeset/typeset.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum box_kind { BOX_FILL, BOX_TEXT, BOX_PICTURE, BOX_QR };

/* Boxes that change while their slide stands; the stage repaints them alone. LIVE_SLIDE: what
 * is left of a countdown, whether a hotline is answered; it follows from the slide laid out
 * anew. */
enum box_live { LIVE_NONE, LIVE_CLOCK, LIVE_DATE, LIVE_SLIDE };

struct picture; /* picture/picture.h */

struct placed_line {
    struct set_line line;
    int x_px, baseline_px; /* origin of the line in the picture */
};

struct box {
    enum box_kind kind;
    const char *role; /* "title", "body", "clock", ... */
    struct pixel_rect rect;
    struct colour colour; /* of the text, the fill, or a QR's modules */
    struct colour on;     /* what is behind the text */
    /* BOX_TEXT */
    struct text_style style;
    enum set_align align; /* LEFT, CENTRE or RIGHT: where the lines stand in rect */
    int min_px;           /* the size that fitting was allowed to go down to */
    int full_px;          /* and the one that it began with; 0: it was not fitted */
    struct placed_line *lines;
    size_t line_count;
    bool clipped;
    enum box_live live;
    /* BOX_PICTURE: url as the feed has it made absolute, object may be empty. BOX_QR: text. */
    const char *url, *object, *text;
    /* BOX_PICTURE: instead of all that: decoded already, as large as rect, straight-alpha
     * 0xAARRGGBB; borrowed. */
    const struct picture *made;
    /* BOX_PICTURE: a file with the object's bytes; fills rect and is cropped around the focus
     * (in thousandths), or stands whole in its middle. */
    const char *path;
    bool is_cover;
    int focus_x, focus_y;
    int veil_pct; /* of `colour` lies over it */
    bool grows;   /* slowly, while its slide stands: see screen/prepare/zoom.h */
    /* BOX_QR: module_count * module_count, 1 is dark; `on` is the ground, a quiet zone of four
     * modules included in rect. */
    const uint8_t *modules;
    int module_count;
};

/* Something that is shown less well than it was meant. */
struct scene_warning {
    enum finding_code code;
    const char *text;
};

struct scene {
    struct arena arena;
    int width, height;
    struct colour background;
    bool is_plain;             /* no picture lies under it, whatever the theme has */
    int body_first, body_last; /* the rows between header and footer */
    struct box *boxes;
    size_t box_count, box_capacity;
    struct scene_warning *warnings;
    size_t warning_count, warning_capacity;
    bool contradicts_plan; /* it has another number of pages than was known of it */
};

struct scene *scene_create(int width, int height);
void scene_destroy(struct scene *scene);

/* The next box to be filled in, zeroed; NULL when memory is out. Valid until the next call. */
struct box *scene_add(
    struct scene *scene, enum box_kind kind, const char *role, struct pixel_rect rect);
/* Moves the boxes from the first-th on, and the lines in them. */
void scene_move_down(struct scene *scene, size_t first, int by_px);
/* Turns left and right: every box stands as far from the other side, and its lines in it. What
 * is in a picture, a code or a line stays as it is. */
void scene_mirror(struct scene *scene);
/* All of it so many times as large: boxes, type and lines. False when memory is out. */
bool scene_magnify(struct scene *scene, int by);
bool scene_warn(struct scene *scene, enum finding_code code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
