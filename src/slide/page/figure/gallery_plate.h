/* Pictures that share pages, and how those of one may stand: but for struct gallery of
 * gallery*.c alone. */
#pragma once

#include "slide/page/figure/figure.h"

enum { GALLERY_A_PAGE = 4 };

struct gallery {
    const struct figure *figures; /* in the pen's arena */
    size_t count;
};

/* So much less a page of narrow captions counts. */
enum { GALLERY_NARROW_COST = 16 };

/* A row, or a column, ends behind each picture whose bit is set in `turns`. */
struct gallery_way {
    unsigned turns;
    bool is_wide; /* a row is rather cropped than narrower than its room */
};

struct gallery_cell {
    struct pixel_rect picture, room; /* room: what its caption has, too */
    int64_t shown;                   /* what the picture covers, less for a crop */
};

struct gallery_plate {
    struct gallery_cell cells[GALLERY_A_PAGE];
    int bottom;     /* of its lowest caption */
    bool is_narrow; /* a caption has short lines */
};

/* Between two pictures. */
int gallery_gap_px(const struct pen *pen);

/* A caption has lines as long as that, or its page counts less. */
int gallery_caption_px(const struct pen *pen);

struct gallery_plate gallery_in_rows(struct pen *pen, const struct gallery *shown,
    const struct gallery_way *way, struct pixel_rect room);
struct gallery_plate gallery_in_columns(struct pen *pen, const struct gallery *shown,
    const struct gallery_way *way, struct pixel_rect room);
