/* The numbers that a page shows before the items of <ol>, which its text does not have. Of
 * normalise_html.c only. */
#pragma once

#include "content/text/markup/normalise_tag.h"

#include <stddef.h>

enum { LIST_MARK_BYTES = 8, LISTS_MAX = 8 };

/* The lists that are open; all zero is none. */
struct list_marks {
    struct {
        bool is_ordered;
        int number, step; /* of the next item */
    } open[LISTS_MAX];
    size_t depth;   /* of all that are open, be they kept or not */
    int looks_left; /* a list that counts down is looked through to its end */
};

/* Follows a tag that begins at `text`. What stands before an item, "2. ", and its bytes; 0
 * where there is nothing. */
size_t list_marks_follow(struct list_marks *marks, const char *text, const struct tag *tag,
    char out[LIST_MARK_BYTES]);
