/* A picture of a page: where it really is, and what its author says it shows. Of html_*.c only.
 */
#pragma once

#include "adapt/html/html_node.h"

#include "base/arena.h"

/* Its address, or NULL: an icon, a pixel that counts, one that is only in the page or on
 * somebody's own disk. Borrowed, or in the arena. */
const char *html_picture_address(struct arena *arena, const xmlNode *image);

/* What alt or title say of it where that is a text and no file's name; or "". */
const char *html_picture_alt(const xmlNode *image);

/* The sign that stands for it, where it is an emoji's picture; or "". */
const char *html_picture_sign(const xmlNode *image);
