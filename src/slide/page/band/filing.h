/* The filing lines of the footer. They are there by law: each is whole, or not there. */
#pragma once

#include "slide/page/pen.h"

struct filing {
    const char *text; /* side by side, as many as a row holds; rows are parted by '\n' */
    int rows;         /* that it takes: a line longer than a row takes more of them */
    const char **left_out;
    size_t left_out_count;
};

/* The lines that so many rows hold. The last ones are left out first, and all without a filing
 * number before one that has it. False when memory is out. */
bool filing_place(struct pen *pen, int most, struct filing *filing);
