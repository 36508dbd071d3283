/* The page that a title with a picture leads: of headlines*.c. */
#pragma once

#include "slide/kinds/headlines/headlines_list.h"
#include "slide/kinds/list_way.h"

/* The page of the lead: its picture large, its title below, and beside both, in portrait below
 * them, as many of the others as have room there. */
struct headline_lead {
    struct pixel_rect word, picture, title, credit, rows;
    int spare;           /* more white between the rows */
    struct list_way way; /* of the others */
    size_t torn;         /* of these */
    size_t count;        /* of entries on the page, the lead among them */
};

/* False where there is none, or its picture would come out too small. */
bool headlines_place_lead(
    struct pen *pen, const struct headline_list *list, struct headline_lead *lead);
void headlines_add_lead(
    struct pen *pen, const struct headline_list *list, const struct headline_lead *lead);
