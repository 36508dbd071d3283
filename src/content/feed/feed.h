/* What one source said, parsed (docs/feed.md). Plain data in one arena; strings are
 * valid UTF-8 without U+0000, never NULL where a member is marked "or empty". Reading it is
 * allowed from any thread; nobody changes it after feed_parse. */
#pragma once

#include "base/arena.h"
#include "base/error.h"
#include "content/feed/finding.h"
#include "time/moment.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { FEED_MAX_BYTES = 8 * 1024 * 1024 };

struct phone {
    const char *number;    /* "023-65763111", "023-65763111 转 8001", "110" */
    const char *note;      /* "成教" or empty */
    const char *extension; /* "8001", which the number ends with, or empty */
    const char *dial;      /* "tel:+862365763111;ext=8001" (RFC 3966), or empty: no mobile phone
                              gets there */
    size_t bare_size;      /* bytes of the number before " 转 8001": all, without extension */
};

/* One of several stretches of time; members as in struct show. */
struct show_window {
    struct moment from, until;
    const char *days, *hours;
};

/* When and where something may be shown; parsed from `show`. Absent members allow everything.
 * What a moment leaves open is the campus's, and only a screen knows its time zone. */
struct show {
    struct moment from, until;
    const char *days, *hours;   /* "Mon-Fri", "07:30-22:00", or empty */
    const char *const *screens; /* tags; "!tag" means not there */
    size_t screen_count;
    int priority;                      /* 0 unless given */
    int weight;                        /* turns in a cycle: 1 to 10, 1 unless given */
    int64_t max_age_ms;                /* after `published`; 0 unless given */
    const struct show_window *windows; /* none, or at least one of them must hold too */
    size_t window_count;
};

struct hotline {
    const char *label; /* or empty */
    const struct phone *phones;
    size_t phone_count;
    const char *reading;          /* how its numbers were read, on one line (phone_reading.h) */
    const char *hours;            /* or empty */
    struct moment verified_until; /* a date */
    struct show show;
    size_t index; /* in the document's array */
};

struct link {
    const char *label; /* or empty */
    const char *url;
    struct show show;
    size_t index;
};

enum block_kind { BLOCK_HEADING, BLOCK_TEXT, BLOCK_PICTURE };

struct block {
    enum block_kind kind;
    const char *text; /* heading, paragraph or caption (may be empty) */
    const char *url;  /* BLOCK_PICTURE: as written, maybe relative; otherwise empty */
};

struct agenda_row {
    int from_minute, until_minute; /* of the day; above 1440 past midnight */
    bool is_open;                  /* its end was not given: until_minute follows from others */
    const char *title, *place;     /* place: or empty */
};

struct table_column {
    const char *label, *unit; /* or empty; the unit stands behind its numbers */
    int weight;               /* of the room that its texts do not need: 1 to 10 */
    const char *type;         /* "text", "number", "time" or "departure"; "text" unless given */
};

/* A row of cells, or a heading over those below it. */
struct table_row {
    const char *group; /* the heading, or empty; it has nothing else */
    const char *const *cells;
    size_t cell_count;             /* as many as the table has columns; 0 of a heading */
    const char *state;             /* "售罄", or empty */
    struct moment until;           /* from then on it is not there */
    int from_minute, until_minute; /* by the first column of times, as an agenda's; or -1 */
};

/* The kinds of item and how a feed names them: ITEM_ARTICLE and so on, and ARTICLE for the rows
 * of feed_members.c. */
#define ITEM_KINDS(KIND)                                                                       \
    KIND(ARTICLE, "article")                                                                   \
    KIND(NOTICE, "notice")                                                                     \
    KIND(PICTURE, "picture")                                                                   \
    KIND(COUNTDOWN, "countdown")                                                               \
    KIND(AGENDA, "agenda")                                                                     \
    KIND(ALERT, "alert")                                                                       \
    KIND(TABLE, "table")

#define ITEM_KIND_NUMBER(kind, name) ITEM_##kind,
enum item_kind { ITEM_KINDS(ITEM_KIND_NUMBER) ITEM_KIND_COUNT };

struct item {
    const char *id; /* given, or "#N" with its index in `items` */
    enum item_kind kind;
    const char *lang;               /* BCP 47, or empty: the feed's */
    const char *title, *text, *url; /* or empty */
    const char *source;             /* article: who published it, or empty */
    struct moment published;        /* a date or an instant */
    struct moment verified_until;   /* a date */
    const char *level;          /* notice: "info", "important", "urgent"; "info" unless given */
    const struct block *blocks; /* article: body */
    size_t block_count;
    const char *picture;           /* picture: address, as written; otherwise empty */
    bool is_contained;             /* picture: whole, with ground beside it, and not cropped */
    int focus_x, focus_y;          /* picture: what a crop keeps, in thousandths */
    struct moment to;              /* countdown */
    const char *after;             /* countdown: what it says from then on, or empty */
    struct moment date;            /* agenda: its day; none: every day */
    const struct agenda_row *rows; /* agenda: by their beginnings */
    size_t row_count;
    struct moment as_of;                /* table: what its rows are true of */
    int64_t max_age_ms;                 /* table: after as_of; 0 unless given */
    const char *empty;                  /* table: what it says when no row is left, or empty */
    const struct table_column *columns; /* table */
    size_t column_count;
    const struct table_row *table_rows; /* table, in its order */
    size_t table_row_count;
    const char *severity; /* alert: "minor", "moderate", "severe", "extreme" (CAP 1.2) */
    const char *instruction, *contact; /* alert: what to do, whom to ask; or empty */
    bool is_banner, is_test, is_clear; /* alert: a strip only; a drill; the danger is over */
    struct show show;
    size_t index; /* in the document's array */
};

struct held_item {
    const char *item;   /* id, or JSON pointer where it has none */
    const char *reason; /* one line */
    bool is_cut;        /* the rest of what is there is used */
};

struct feed {
    struct arena arena;                     /* owns everything below */
    int64_t serial;                         /* 0 unless given */
    struct moment issued, expires;          /* instants */
    const char *lang;                       /* BCP 47, or empty: the screen's */
    const char *site_name, *welcome, *logo; /* or empty */
    const char *const *footer;
    size_t footer_count;
    const struct hotline *hotlines;
    size_t hotline_count;
    const struct link *links;
    size_t link_count;
    const struct item *items;
    size_t item_count;
    struct held_item *held; /* what the parser held back, then what the guard did */
    size_t held_count, held_capacity;
    struct findings findings; /* unknown members, why something was held, clipped lists */
};

/* One with nothing in it; NULL when memory is out. */
struct feed *feed_create(void);
void feed_destroy(struct feed *feed);

/* Notes what is held back, by the item's id or, where that is NULL, by its pointer; all texts
 * are copied. False when memory is out, or the reason is NULL. */
bool feed_hold(
    struct feed *feed, const char *item, const char *pointer, const char *reason, bool is_cut);

const char *item_kind_name(enum item_kind kind);

/* A heading, or one with nothing in it: no row that anything could be read from. */
bool table_row_is_blank(const struct table_row *row);
