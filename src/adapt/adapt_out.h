/* A native feed (docs/feed.md) while a format writes it. Opaque; one thread.
 *
 * An item is begun, gets its members in any order, and ends where the next one begins or the
 * feed is printed. What is given is copied, and need not be sound: texts are trimmed, cut where
 * docs/feed.md would cut them (at a character), ill-formed UTF-8 and controls taken out; NULL
 * and
 * "" are left out. Memory that runs out is remembered, and adapt_out_print() says it once: no
 * call here has to be looked at. What is written is native JSON of at most FEED_MAX_BYTES:
 * beyond that the feed is full, and further items are not begun. */
#pragma once

#include "base/bytes.h"
#include "base/error.h"
#include "time/zone.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct adapt_out;

/* now_ms and zone as in the request: what a date leaves open is decided by them. NULL without
 * memory. */
struct adapt_out *adapt_out_create(int take, int64_t now_ms, const struct zone *zone);
void adapt_out_destroy(struct adapt_out *out);

/* No further item is taken: `take` of them are there, or the feed is as large as may be. */
bool adapt_out_is_full(const struct adapt_out *out);

/* Memory ran out, here or (to be told) at the caller's: nothing will be printed. */
bool adapt_out_has_failed(const struct adapt_out *out);
void adapt_out_fail(struct adapt_out *out);

/* What of the document is not in the feed, one line for people ("items/item[3]: no title"). The
 * first 20 are kept; they come out as the feed's "$adapt" member, which `adapt` and `check`
 * show. */
void adapt_out_note(struct adapt_out *out, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Of the feed: its "lang", a language tag. */
void adapt_out_lang(struct adapt_out *out, const char *tag);

/* Begins an item; members go to it from now on. `kind` is one of docs/feed.md; `id` may be NULL
 * (then it has none; two of the same: the second one is not begun). False where it is not
 * begun, because the feed is full or has such an id: members are then written into nothing
 * until the next one is begun. */
bool adapt_item_begin(struct adapt_out *out, const char *kind, const char *id);

/* A line: entities and tags, which titles from a CMS have, are left to the native reader, which
 * takes them out. Of `name` "text" and the like line ends stay. A later one of the same name
 * takes the place of the earlier. `name` with a slash goes into a member that is an object:
 * "show/until". */
void adapt_item_text(struct adapt_out *out, const char *name, const char *text);
/* The same at the end of a list: "show/screens". */
void adapt_item_append(struct adapt_out *out, const char *name, const char *text);
void adapt_item_number(struct adapt_out *out, const char *name, double number);
void adapt_item_flag(struct adapt_out *out, const char *name, bool value);

/* A day or a time in whatever form (time/moment_loose.h), written as the native feed has it.
 * One that cannot be read is noted and left out. `published` of a form that leaves the offset
 * open gets the campus's. False where it is left out. */
bool adapt_item_moment(struct adapt_out *out, const char *name, const char *text);

/* The same of a wall time, with the campus's offset. */
void adapt_item_wall(struct adapt_out *out, const char *name, int64_t wall_ms);

/* A day, "2026-11-23", of the clock's face (time/zone.h). */
void adapt_item_day(struct adapt_out *out, const char *name, int64_t local_ms);

/* An address, made absolute against `base` and percent-encoded where it has to be; left out
 * where it is none. */
void adapt_item_address(
    struct adapt_out *out, const char *name, const char *base, const char *address);

/* Blocks of an article's body, at their end. Empty ones are left out; at most 500. */
void adapt_body_heading(struct adapt_out *out, const char *text);
void adapt_body_text(struct adapt_out *out, const char *text);
void adapt_body_picture(
    struct adapt_out *out, const char *base, const char *address, const char *caption);

/* Whether the item has a picture of that address in its body already. */
bool adapt_body_has_picture(const struct adapt_out *out, const char *base, const char *address);

/* Markup to blocks of the body (adapt_html.c). `base` is the address of the page. */
void adapt_body_html(struct adapt_out *out, const char *html, const char *base);

/* What an article, or an item of another kind, has to say: blocks of its body, or its `text`.
 */
void adapt_item_html(
    struct adapt_out *out, const char *kind, const char *html, const char *base);

/* Markup to plain text with line ends, for a notice's `text` and the like. The caller frees it;
 * NULL without memory. */
char *adapt_html_text(const char *html);

/* Rows of an agenda or a table: a row is begun, then gets its members. At most 200; false
 * beyond. */
bool adapt_row_begin(struct adapt_out *out);
void adapt_row_text(struct adapt_out *out, const char *name, const char *text);
void adapt_row_cell(struct adapt_out *out, const char *text);
void adapt_row_cell_number(struct adapt_out *out, double number);

/* Columns of a table: at most 8. `type` and `unit` may be NULL. */
bool adapt_column(struct adapt_out *out, const char *label, const char *type, const char *unit);

/* The feed as text, behind its notes, each on a line that begins with "# ". False with an
 * error: no memory, or larger than FEED_MAX_BYTES. */
bool adapt_out_print(struct adapt_out *out, struct bytes *text, struct error *error);
