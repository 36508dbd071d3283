/* An article set over its pages, for planning and for laying out alike: of article*.c, and its
 * credit of others. */
#pragma once

#include "slide/page/code.h"
#include "slide/page/figure/figure.h"
#include "slide/page/figure/gallery.h"
#include "slide/page/flow_memory.h"
#include "slide/page/flow_text.h"
#include "slide/page/running_head.h"

/* Source and date: together, or the date below a long source, of which the beginning stands
 * there. */
struct credit {
    const char *text;
    int lines; /* of the text */
    const char *date;
};

/* The usual height of an opening picture, of its column. */
enum { ARTICLE_OPENING_PCT = 60 };

/* What may be set in another way. */
struct article_way {
    int body_px, opening_pct; /* of its column, where that is the only one, so high a picture */
    bool is_low;          /* a tall picture too, which else has all of its column's height */
    bool has_small_title; /* no larger than a heading */
    bool keeps_above;     /* the title, whether there is room beside the body or not */
};

struct article {
    const struct item *item;
    struct article_way way;
    struct flow_spec first, later;
    struct pixel_rect head;  /* what title and text of the first page have */
    struct pixel_rect plate; /* what a tall picture has beside them; 0 wide: there is none */
    struct pixel_rect title_room; /* of the first page */
    int title_lines;              /* at most; 0: as many as the room holds */
    int credit_w;                 /* of the line below it */
    bool has_low_code;         /* the code stands beside that line, and not beside the title */
    struct pixel_rect running; /* the title's line on later pages */
    struct credit credit;      /* below the title of the first page */
    bool is_beside;            /* the title stands beside the body, otherwise above it */
    bool opens;                /* with a picture */
    int opening_w;             /* how wide that stands; 0 where it does not open */
    bool is_cover;       /* with a picture that has the page, but for the title beside it */
    bool is_low;         /* no room for a head of its own: the first page is like the others */
    struct qr_code code; /* of the first page */
    struct kept_flow *flow;         /* released by article_finish */
    struct flow_readings *readings; /* while it is made */
    const struct figure
        *figures;            /* one a block of the flow; only those of figures are filled */
    struct gallery pictures; /* all that are there */
    bool is_gallery;         /* and nothing else */
    struct gallery gallery;  /* pictures behind the text */
    size_t in_text;          /* how many stand before it or between it */
    bool is_short;           /* one paragraph of few lines */
};

/* Where the parts of its pages have room, in its way. */
void article_place(struct pen *pen, struct article *article);

/* Sets it in that way and lets go of how it was set before; its item, code and gallery are
 * there already. */
void article_set(struct pen *pen, const struct article_way *way, struct article *article);

/* What the text of its first page takes of the room that it has there, below or beside a
 * picture that opens it; 100 where it stands on both sides, or no text, or another picture
 * does. */
int article_text_pct(const struct article *article);

/* Tries other ways: as large as one page allows, without a last page that few lines have to
 * themselves, without torn lines. */
void article_improve(struct pen *pen, struct article *article);

/* Set in the best way that there is. In the pen's arena, but for the flow: article_finish in
 * any case. */
struct article article_make(struct pen *pen, const struct item *item);
/* That way as a number that is never 0, and the article set in it again, without looking for
 * it; a number that is of no way is as good as none. */
size_t article_way_number(const struct article *article);
struct article article_make_again(struct pen *pen, const struct item *item, size_t number);
void article_finish(struct article *article);

struct text_spec article_title_spec(const struct pen *pen, const struct article *article);
struct text_spec article_credit_spec(const struct pen *pen);
/* "校报　11月22日", empty where neither is given. NULL when memory is out. */
const char *article_credit_line(const struct pen *pen, const struct item *item);
/* For that width; a line each when they stand beside the body. */
struct credit article_credit(
    struct pen *pen, const struct item *item, bool is_beside, int width);
int article_credit_height(const struct pen *pen, const struct credit *credit);
/* Sets the article's at the top of the room; returns its bottom. */
int article_add_credit(struct pen *pen, const struct article *article, struct pixel_rect room);

/* What it takes of a column of that room, the white below it included. */
int article_figure_px(
    struct pen *pen, const struct figure *figure, const struct flow_spec *spec);

/* Where a figure's line of a page stands: the rest of its column, from there on. */
struct pixel_rect article_figure_rect(
    const struct article *article, bool is_first, const struct flow_line *line);
