/* How a list gives way rather than tear words. It has one size: a row that would be torn takes
 * a line more, or all rows are smaller, in steps down to four fifths. Of the ways that cost no
 * page the one that tears fewest is taken, of equals the first, which is the largest. */
#pragma once

#include "slide/page/pen.h"

struct list_way {
    int px;     /* the largest size of its rows */
    bool grows; /* one that would be torn takes a line more */
};

/* What a list takes in one way. */
struct list_tried {
    size_t torn, pages;
};

/* How a list is set in that way; what it was set in before is forgotten. */
struct list_trial {
    void *context;
    struct list_tried (*set)(void *context, struct list_way way);
};

/* Sets the list in its best way, of those from `usual` on, which it is set in already and came
 * out as `tried`. Where `usual` grows, all do. Returns that way. */
struct list_way list_way_mend(
    const struct list_trial *trial, struct list_way usual, struct list_tried tried);

/* How a row is set by *spec, which is of that list: where the list grows and the row would be
 * torn or cut, in a line more, if that keeps it whole. *spec becomes what it is set by. */
struct fitted list_way_fit(struct pen *pen, struct list_way way, struct text_spec *spec,
    struct pixel_rect room, const char *text);

/* A row that its words or a number are parted in. */
bool list_way_tears(const struct fitted *fitted);
