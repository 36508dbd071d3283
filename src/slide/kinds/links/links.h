/* What the arrangements of links share: of links*.c. */
#pragma once

#include "slide/page/pen.h"

enum { LINKS_A_PAGE = 4 };

const struct link *links_at(const struct pen *pen, size_t index);

/* Where an address leads: "https://user@www.example.edu.cn:8443/path" shows as
 * "www.example.edu.cn:8443", what goes before an @ would only mislead. Empty where it leads
 * nowhere: text that is no address is not printed as one. In the pen's arena; NULL when memory
 * is out, which the pen remembers. */
const char *links_host(struct pen *pen, const char *url);

struct text_spec links_label_spec(const struct pen *pen);
struct text_spec links_host_spec(const struct pen *pen);

/* The sentence above: it takes one line where there is a code, and says what it is for. */
struct text_spec links_lead_spec(const struct pen *pen);

/* A host on a line, or on two that are parted behind a dot: a name in it is never divided. Of
 * one that is too long for that the end is kept, which tells whose it is, and *lines is
 * LINKS_TOO_LONG where not even that has room. In the pen's arena; NULL when memory is out. */
enum { LINKS_TOO_LONG = 3 };
const char *links_part_host(struct pen *pen, const char *host, int px, int width, int *lines);

/* In that size; returns its bottom. */
int links_add_host(struct pen *pen, const char *host, int px, struct pixel_rect room);

/* The size for labels in that room, on two lines at the most: all have the smallest that any
 * needs. */
int links_label_px(struct pen *pen, const struct slide *slide, int width, int height);

/* The size for hosts of that width: all have one, and rather a line each than the larger one.
 */
int links_host_px(struct pen *pen, const struct slide *slide, int width);

/* One link by itself: a large code with its words beside it, or in portrait below; or the words
 * alone, as large as the width allows. False where there is no room for that. */
bool links_add_alone(struct pen *pen, const struct link *link);

/* Links of which none has a code, in rows of label and host: beside each other, or in portrait
 * below. `all` are those of every page: pages have one arrangement. */
void links_add_index(struct pen *pen, const struct slide *slide, const struct slide *all,
    struct pixel_rect room);
