/* Several pictures on a page, in rows from edge to edge, each with its caption below. */
#pragma once

#include "slide/page/figure/gallery_plate.h"

/* The item's pictures that are there. */
struct gallery gallery_find(struct pen *pen, const struct item *item);

/* The one of that block, or NULL. */
const struct figure *gallery_figure(const struct gallery *gallery, const struct block *block);

/* Those behind the first `skipped`, where there are several: one stands between the text. */
struct gallery gallery_behind(const struct gallery *pictures, size_t skipped);

/* Several pictures without a text that would be enlarged to fill the screen: they share pages.
 */
bool gallery_is_small(const struct pen *pen, const struct gallery *gallery);

/* The fewest pages that hold them, filled evenly; the pictures below a heading of their own
 * begin a page. */
int gallery_pages(const struct gallery *gallery);

/* The pictures of one page, from 0. */
struct gallery gallery_page(const struct gallery *gallery, int page);

/* Reading time of one page, from 0. */
int64_t gallery_reading_ms(const struct gallery *gallery, int page);

/* From the top of the room on; nothing is cropped by more than 40 %, or larger than it is. */
void gallery_add(
    struct pen *pen, const struct gallery *gallery, int page, struct pixel_rect room);
