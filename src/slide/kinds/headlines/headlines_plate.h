/* Where the titles of a page stand and how large they are, for planning and laying out alike:
 * of headlines*.c. */
#pragma once

#include "slide/kinds/headlines/headlines_list.h"
#include "slide/kinds/kind.h"

/* What all pages of a list have alike. */
struct headline_look {
    int title_px;
    int pad; /* at the least above and below the text of a row */
};

struct headline_plate {
    struct pixel_rect titles; /* the column of titles */
    int date_w;               /* beside them; 0 in portrait, where dates stand below */
    int above, below;         /* white above and below the text of a row */
    bool is_alone;
    bool is_stacked; /* the word 要闻 stands above them, or else beside them */
    int title_px;    /* the largest size of the titles */
    int title_lines; /* that they take in it, at the most */
};

/* How many titles stand on each page behind those of the lead's, and the look of all: the
 * largest size that costs no page, where pages would not be full without, and half the white
 * where that saves one. Pages 0 and the pen failed
 * where memory is out. */
struct page_counts headlines_share(
    struct pen *pen, const struct headline_list *list, size_t led, struct headline_look *look);

struct headline_plate headlines_plate_at(
    struct pen *pen, const struct headline_list *list, const struct headline_look *look);

struct text_spec headlines_title_spec(
    const struct pen *pen, const struct headline_plate *plate);

/* Sets one title; *spec becomes the size that it took. */
struct fitted headlines_fit_title(struct pen *pen, const struct headline_plate *plate,
    const char *title, struct text_spec *spec);

/* With the white above and below, and in portrait the date below it. */
struct headline_row {
    int height;
    bool is_torn;
    bool is_whole; /* neither cut nor torn in the size of all, on as many lines as they take */
};
struct headline_row headlines_row(
    struct pen *pen, const struct headline_plate *plate, const char *title);

/* The date of each title; in portrait below it, where it has that height with the white above
 * it, 0 in landscape. */
struct text_spec headlines_date_spec(const struct pen *pen, const struct headline_plate *plate);
int headlines_date_height(const struct pen *pen, const struct headline_plate *plate);
