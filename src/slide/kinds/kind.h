/* What the kinds of slide share. */
#pragma once

#include "config/slide_kinds.h"
#include "slide/page/pen.h"
#include "slide/page/plan_memory.h"

#define SLIDE_KIND_DECLARED(name) extern const struct slide_kind slide_kind_##name;
SLIDE_KINDS(SLIDE_KIND_DECLARED)
extern const struct slide_kind slide_kind_idle, slide_kind_alert, slide_kind_off;

/* A view for slides that are nobody's. */
const struct view *kind_any_view(const struct layout *layout);

/* Whether an article has text of its own; pictures alone are slides of the kind `picture`. */
bool article_has_text(const struct item *item);

/* Whether small ones share slides of the kind `article` instead. */
bool article_is_gallery(struct pen *pen, const struct item *item);

/* Sets a short article as a notice is set; its level is that of plain words. */
void notice_lay_out(struct pen *pen, const struct slide *slide);

/* Whether all of its text stands on one page so; its slide's count then. */
bool notice_takes(struct pen *pen, const struct item *item, size_t *number);

/* Whether that is the count of a slide that is set so, and of no other article's. */
bool notice_is_number(size_t number);

/* Those of a deck's slides from `first` on that are notices of one page get one size, but for
 * what is at least twice as large by itself, which gets one of its own. Posters and others are
 * apart, unless all should be alike: then all that have one size are posters, or none. */
void notice_level(const struct pen *pen, struct deck *deck, size_t first, bool are_alike);

/* Plans every view with the pen turned to it. */
void kind_plan_views(
    struct pen *pen, struct deck *deck, void (*plan_view)(struct pen *pen, struct deck *deck));

/* Plans with plan_item each item of that kind that may be shown now; the pen is turned to its
 * view. */
void kind_plan_items(struct pen *pen, struct deck *deck, enum item_kind kind,
    void (*plan_item)(struct pen *pen, const struct item *item, struct deck *deck));

/* The pages of one item: what they follow from, all of it, and how they are found, in the pen's
 * arena. */
struct kind_pages {
    const struct slide_kind *kind;
    struct digest (*key)(struct pen *pen, const struct item *item);
    struct planned_pages (*plan)(struct pen *pen, const struct item *item);
};

/* Adds them as they are known from an earlier plan, or as they are found now. */
void kind_plan_pages(struct pen *pen, struct deck *deck, const struct item *item,
    const struct kind_pages *pages);

/* The onlooker looks at what was added since; or at one that the deck does not have, for what
 * its scene warns of. */
void kind_look(const struct pen *pen, struct deck *deck);
void kind_look_at(const struct pen *pen, const struct slide *slide);

/* Adds a slide of the pen's view, or of its own, whose texts take reading_ms to read; the dwell
 * follows from it and the config. Takes a copy. */
void deck_add(struct deck *deck, struct pen *pen, struct slide slide, int64_t reading_ms);

/* Entries shared out over the fewest pages that hold them all, filled evenly, or where that
 * costs none, from one that begins something to the next. fits tells whether a page holds
 * `count` entries, white what they leave of its height: where they differ much in that, pages
 * are even in height and not in entries. */
struct page_fill {
    const void *context;
    bool (*fits)(const void *context, size_t first, size_t count);
    bool (*begins)(const void *context, size_t entry);             /* or NULL: none does */
    int (*white)(const void *context, size_t first, size_t count); /* or NULL: all alike */
    size_t total, most; /* entries in all, entries on a page at most */
};
struct page_counts {
    size_t *of; /* entries on each page, at least one; in the arena */
    size_t pages;
};
/* False when memory is out. */
bool page_fill(struct arena *arena, const struct page_fill *fill, struct page_counts *out);

/* Few things are composed: what the pen adds in the room after kind_begin is moved down as one,
 * so that it stands on the optical centre, above the middle, where it ends within four fifths
 * of the room and would not come to stand on a text or a code that was there before. Returns
 * what of the room it takes, all of it where it stays as it is. */
size_t kind_begin(const struct pen *pen);
struct pixel_rect kind_settle(struct pen *pen, size_t begin, struct pixel_rect room);

/* The same of a list of so many rows: more than few that take two thirds of the room hang from
 * the top line, as the list on the slide before does. */
enum { KIND_FEW_ROWS = 3 };
void kind_settle_list(struct pen *pen, size_t begin, struct pixel_rect room, size_t rows);

/* The same of however much, in a room where nothing else stands. */
void kind_centre(struct pen *pen, size_t begin, struct pixel_rect room);

/* Where something of that height begins in a room where it stands on the optical centre. */
int kind_centre_y(struct pixel_rect room, int height);

/* Whether so much of a room is few. */
bool kind_is_few(struct pixel_rect room, int height);

/* Of a page of rows: on two lines at the most. */
struct text_spec kind_title_spec(const struct pen *pen);

/* Rows of which one may be that of now stand so far inside of the margins, in u. */
enum { KIND_ROW_INSET = SPACE_2 };

/* A room for such rows, between the margins. */
struct pixel_rect kind_inset_rows(const struct pen *pen, struct pixel_rect room);

/* Above such a row, from margin to margin. */
void kind_row_line(struct pen *pen, struct pixel_rect row);

/* The row of now: a tint of the accent from margin to margin, with a bar at its left. What is
 * written from here on stands on it. */
void kind_mark_now(struct pen *pen, struct pixel_rect row);

/* "2 / 5" at the lower right, when there is more than one page. */
void kind_page_mark(struct pen *pen, const struct slide *slide);
