/* An article set over its pages, for planning and for laying out alike: of article*.c, and its
 * credit of others. */
#pragma once

#include "slide/page/code.h"
#include "slide/page/figure/figure.h"
#include "slide/page/figure/gallery.h"
#include "slide/page/flow_memory.h"
#include "slide/page/flow_text.h"

/* Source and date: together, or the date below a long source, of which the beginning stands
 * there. */
struct credit {
    const char *text;
    int lines; /* of the text */
    const char *date;
};

struct article {
    const struct item *item;
    int body_px;
    struct flow_spec first, later;
    struct pixel_rect title_room; /* of the first page */
    int title_lines;              /* at most; 0: as many as the room holds */
    struct pixel_rect running;    /* the title's line on later pages */
    struct credit credit;         /* below the title of the first page */
    bool is_beside;               /* the title stands beside the body, otherwise above it */
    bool opens;                   /* with a picture */
    int opening_pct;              /* so high of its column, where that is the only one */
    bool keeps_above;             /* the title, whether there is room beside the body or not */
    bool is_low;         /* no room for a head of its own: the first page is like the others */
    struct qr_code code; /* of the first page */
    struct kept_flow *flow;         /* released by article_finish */
    struct flow_readings *readings; /* while it is made */
    const struct figure
        *figures;           /* one a block of the flow; only those of figures are filled */
    bool is_gallery;        /* and nothing else */
    struct gallery gallery; /* the pictures behind the first, where there are several */
};

/* In the pen's arena, but for the flow: article_finish in any case. */
struct article article_make(struct pen *pen, const struct item *item);
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

/* Where a figure's line of a page stands: the rest of its column, from there on. */
struct pixel_rect article_figure_rect(
    const struct article *article, bool is_first, const struct flow_line *line);
