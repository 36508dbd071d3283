/* The rows of an agenda in their places, for planning and for laying out alike: of agenda*.c.
 */
#pragma once

#include "slide/kinds/kind.h"
#include "slide/kinds/list_way.h"

/* Of all rows, in one size: in display where there is one, the title's where they are few, or
 * the heading's, or the body's; or somewhat less, as list_way.h has it. */
struct agenda {
    const struct item *item;
    int64_t minute;                 /* now, counted from the beginning of its day */
    const struct agenda_row **rows; /* those that are not over */
    int *heights;
    size_t count;
    struct pixel_rect title_room, table;
    int title_px;
    struct list_way way; /* of the titles of rows */
    size_t torn;         /* of these */
    int time_w, title_w; /* the columns */
    int hour_w;          /* the widest hour that a row begins with */
    bool stacks;         /* the place stands below the title */
    bool is_time_above;  /* it, not beside it */
    int place_w;         /* beside it; else 0 */
    int pad;             /* above and below a row's lines */
    struct page_counts pages;
};

/* Which size its rows have, where they stand and on which pages: from the item and the rows. */
void agenda_size(struct agenda *agenda, struct pen *pen);

struct text_spec agenda_row_spec(const struct pen *pen, int px, bool is_current);
struct text_spec agenda_title_spec(
    const struct agenda *agenda, const struct pen *pen, bool is_current);
struct text_spec agenda_place_spec(
    const struct agenda *agenda, const struct pen *pen, bool is_current);

bool agenda_is_current(const struct agenda *agenda, const struct agenda_row *row);
bool agenda_is_all_day(const struct agenda_row *row);

/* From its column's left edge to a time, so that hours end and colons stand below each other:
 * 9:20 over 11:10. On a mirrored slide they do at the right edge. */
int agenda_time_inset(
    const struct agenda *agenda, struct pen *pen, const struct agenda_row *row);

/* What the time takes above a title; 0 where it stands beside it. */
int agenda_time_height(const struct agenda *agenda, const struct pen *pen);

/* Where the title of a row stands and its place, without a height. */
struct pixel_rect agenda_title_column(const struct agenda *agenda, const struct pen *pen);
struct pixel_rect agenda_place_column(const struct agenda *agenda, const struct pen *pen);
int agenda_text_height(
    struct pen *pen, const struct text_spec *spec, struct pixel_rect room, const char *text);
