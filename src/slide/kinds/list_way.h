/* How a list gives way rather than tear words. It has one size: a row that would be torn takes
 * a line more, or all rows are smaller, in steps down to four fifths. Of the ways that cost no
 * page the one that tears fewest is taken, of equals the first, which is the largest. */
#pragma once

#include "slide/page/pen.h"

struct list_way {
    int px;     /* the largest size of its rows */
    bool grows; /* one that would be torn takes a line more */
};

/* Of a list whose rows are of px: each size as it is and then growing. The first is that list
 * as it is. */
enum { LIST_STEPS = 4, LIST_WAYS = 2 * LIST_STEPS + 2 };
struct list_way list_way_at(int px, int way);
int list_less_px(int px, int step);

/* How a row is set by *spec, which is of that list: where the list grows and the row would be
 * torn or cut, in a line more, if that keeps it whole. *spec becomes what it is set by. */
struct fitted list_way_fit(struct pen *pen, struct list_way way, struct text_spec *spec,
    struct pixel_rect room, const char *text);

/* A row that its words or a number are parted in. */
bool list_way_tears(const struct fitted *fitted);
