/* The pictures in an article's body, each with its caption, beside or between its text. */
#pragma once

#include "slide/page/pen.h"

/* What an opening one may take of its column rather than be narrower than it. */
enum { FIGURE_MOST_PCT = 75 };

/* Where one may stand. */
enum figure_place {
    FIGURE_LEADS,   /* the headlines */
    FIGURE_OPENS,   /* an article, in its column */
    FIGURE_PLATE,   /* and at the right of its title and text */
    FIGURE_BETWEEN, /* the text */
    FIGURE_ALONE,   /* with its page to itself */
    FIGURE_GALLERY,
    FIGURE_PLACES
};

/* What it may be there, in percent; docs/theme.md tells the same. */
struct figure_limits {
    const char *name;    /* as there */
    int crop_pct;        /* of its height or its width, at the most */
    bool crops_height;   /* and of its width nothing */
    int size_pct;        /* of its own size, at the most */
    bool may_be_small;   /* is_small */
    int least_width_pct; /* of the body's width; less is not there */
    int least_room_pct;  /* of what its room would hold, were it larger */
};
extern const struct figure_limits figure_limits[FIGURE_PLACES];

struct figure {
    const struct block *block; /* the feed's */
    const struct picture_ref *picture;
    const char *caption;
    int width, height; /* of the picture */
    bool is_measured;  /* false: those are a guess at its proportions */
    bool is_small;     /* under a third each way of what a picture that opens has */
    /* It opens the article, so much of its column high: text stands below it, where that is
     * less than a hundred. 0: one between the text. */
    int opening_pct;
    bool is_alone; /* it has its page to itself */
    bool is_low;   /* and so one that is higher than wide, which else has all of its height */
    /* The feed's headings that have nothing but pictures below them, this among them; of the
     * first of these so many stand above it. */
    const struct block *headings;
    size_t heading_count;
    int heading_px;
};

/* What becomes of a block's picture. */
enum figure_found {
    FIGURE_NONE,  /* it is not there, or broken */
    FIGURE_SPECK, /* an icon, a line, a tracking pixel: none that is looked at */
    FIGURE_THERE,
};
enum figure_found figure_find(struct pen *pen, const struct block *block, struct figure *out);

/* Says of the item's pictures which of them are specks, and left out. */
void figure_warn_specks(struct pen *pen, const struct item *item);

/* Whether it is one that an article opens with, if it is the first. */
bool figure_may_open(const struct figure *figure);

/* Whether it may stand there, as far as its own size goes. */
bool figure_may_be(const struct figure *figure, enum figure_place place);

/* As much of the room as the picture fills within that place's limits. */
struct pixel_rect figure_fill(
    const struct figure *figure, enum figure_place place, struct pixel_rect room);

/* What a crop leaves there at the least, in percent. */
int figure_kept_pct(enum figure_place place);

/* All of a side, or as much of it as the picture has, where it would be too large there. */
int figure_side(enum figure_place place, int side, int own);

/* What an opening one has of a column of that width. */
int figure_column_width(const struct figure *figure, int width);

/* What it takes at the head of a column of that size: picture, caption and the white below. The
 * picture is as wide as the column; one too high for that is cropped a little, or narrower. */
int figure_height(struct pen *pen, const struct figure *figure, int width, int height);

/* How wide the picture is at the head of that column, if it has no headings. */
int figure_width(struct pen *pen, const struct figure *figure, struct pixel_rect column);

/* The headings above it, hanging from the room's top; returns where the picture may begin. */
int figure_add_headings(struct pen *pen, const struct figure *figure, struct pixel_rect room);

/* Their height, with the white below. */
int figure_headings_height(struct pen *pen, const struct figure *figure, int width);

/* The picture alone, which fills that and is cropped around its middle. */
void figure_add_picture(struct pen *pen, const struct figure *figure, struct pixel_rect rect);

/* Of its caption below, with the white between, in a picture of that width. */
int figure_caption_height(struct pen *pen, const struct figure *figure, int width);

/* The picture alone in its cell, and the caption below it. */
void figure_add_captioned(struct pen *pen, const struct figure *figure, struct pixel_rect rect,
    struct pixel_rect cell);

/* Draws it there, its caption below it, or beside one that is narrower than the column. */
void figure_add(struct pen *pen, const struct figure *figure, struct pixel_rect column);
