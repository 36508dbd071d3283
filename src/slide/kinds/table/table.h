/* A table's slide: rows under columns, or each row a block of labels and values where columns
 * would be cramped. What its files share: a table is made once in a plan, in the deck's arena,
 * and its pages read it. */
#pragma once

#include "content/feed/feed_members.h"
#include "slide/kinds/kind.h"

enum { TABLE_COLUMNS = FEED_COLUMNS_MAX + 1, TABLE_LINE_PCT = 125, TABLE_NO_HEADING = -1 };

/* A cell whose column lines up: what stands before the point (or the colon of a time), and all
 * of it. Text that is no number has no point. */
struct table_cell {
    const char *text;
    size_t point; /* bytes before it; of a number without one, all */
    bool is_aligned;
};

/* A column as it is measured and placed, in px. The last one may be that of the states. */
struct table_fit {
    int before_w, after_w; /* the widest on either side of the point */
    int unit_w;            /* with the gap in front of it */
    bool unit_is_above;    /* in the head: behind 12 over 3.5 it would leave a hole */
    int text_w, label_w;   /* the widest text without a point, the label */
    int natural, least;    /* what it needs on one line, and at the least */
    int x, w;              /* from the table's left edge */
    int label_lines;       /* in blocks */
    bool is_flexible;      /* its texts may take several lines */
};

struct table {
    const struct item *item;
    struct arena *arena;           /* what it keeps is in there; borrowed */
    const struct table_row **rows; /* those that are left, headings among them */
    const bool *is_now;            /* of each of those */
    size_t row_count;
    size_t column_count;           /* of those that are set, with that of the states */
    size_t of_item[TABLE_COLUMNS]; /* which each is; behind the item's own: of the states */
    bool is_inset;                 /* its rows, for one may be that of now */

    struct pixel_rect title_room, body; /* below the title */
    int title_px;
    const char *as_of; /* or empty */

    bool is_blocks;
    bool is_paired; /* blocks: two values beside each other */
    int most_lines; /* blocks: of a value; what is longer is cut */
    int px;         /* of the cells */
    int width;      /* of a stack: a column of the page that has a head of its own */
    size_t stacks;  /* side by side */
    int label_w;    /* blocks */
    int head_h;
    size_t wrapped; /* rows of more than one line */
    int pad, extra; /* above and below a row's lines; what is left over, for each row */
    struct table_fit columns[TABLE_COLUMNS];
    int *heights; /* of the rows, without what is left over */
    int *tops;    /* how high all rows before each are, and behind the last all of them */
    const int *headings; /* the one that each row stands below, or TABLE_NO_HEADING */
    int *lines;          /* of each row, TABLE_COLUMNS of them: how many each value takes */
    int lines_px, lines_width, most; /* rows: what those are of, and the most */
    struct page_counts filled;       /* of each stack */
};

/* table_now.c: the rows that are not over, and which of them are those of now. */
void table_choose_rows(struct table *table, struct pen *pen);
bool table_may_have_now(const struct item *item);

/* table_state.c: a word with a shape in front of it, which says the same without colour: full,
 * half full, empty; a dash where the word is not known. */
bool table_state_is_out(const char *state);
int table_state_lead(int px);
void table_state_add(struct pen *pen, const char *state, int px, struct pixel_rect line);

/* table_cell.c: a column is set where any row that is left, on whatever page, has something in
 * it; all but that of the states where none has. */
void table_choose_columns(struct table *table);
bool table_is_state(const struct table *table, size_t column);
const char *table_text(const struct table *table, const struct table_row *row, size_t column);
const char *table_label(const struct table *table, size_t column);
const char *table_unit(const struct table *table, size_t column);
bool table_is_number(const struct table *table, size_t column);
int table_weight(const struct table *table, size_t column);
/* Above rows, with the unit where that is there. In the pen's arena. */
const char *table_head(struct pen *pen, const struct table *table, size_t column);
struct table_cell table_cell_of(
    const struct table *table, const struct table_row *row, size_t column);
/* Of a block: the width of a value on one line, with its unit or its shape, as bold as it may
 * be; and the text of one that is set in that width, with its unit in it where it needs lines.
 */
int table_value_width(
    struct pen *pen, const struct table *table, const struct table_row *row, size_t column);
const char *table_value(struct pen *pen, const struct table *table, const struct table_row *row,
    size_t column, int width);
/* The width of its first bytes. */
int table_part_width(struct pen *pen, int px, const char *text, size_t size);
struct text_spec table_cell_spec(const struct pen *pen, int px, struct colour colour);
int table_unit_px(const struct pen *pen, int px);
/* Its width on one line; of a long text, which has lines in any case, about that or more. */
int table_text_width(struct pen *pen, int px, bool bold, const char *text);
/* How many lines a text takes; is_forced where a word or a number was parted. */
int table_lines(struct pen *pen, const struct text_spec *spec, int width, const char *text,
    bool *is_forced);
/* A heading, and its height with the white space above it. */
struct text_spec table_group_spec(const struct table *table, const struct pen *pen);
int table_group_height(const struct table *table, struct pen *pen, const struct table_row *row);
/* Writes a cell with its first line box at the top of the room: its unit behind it, the shape
 * of a state in front of it. Of a fit, on its point; without, at the left. */
struct table_pen {
    struct pen *pen;
    const struct table *table;
    struct colour ink, quiet;
    bool is_bold;
};
void table_cell_add(const struct table_pen *to, const struct table_row *row, size_t column,
    const struct table_fit *fit, struct pixel_rect room);

/* table_fit.c: the columns measured at a size, and placed in a width. */
void table_measure(struct table *table, struct pen *pen, int px);
/* What all need on one line each, and at the least. */
int table_natural(const struct table *table, const struct pen *pen);
int table_least(const struct table *table, const struct pen *pen);
void table_place(struct table *table, const struct pen *pen, int width);

/* table_rows.c: heights of rows under columns. False where one takes more lines than that, or a
 * word is parted. */
bool table_rows_measure(struct table *table, struct pen *pen, int most);
void table_rows_add_head(const struct table_pen *to, struct pixel_rect place);
void table_rows_add(const struct table_pen *to, size_t index, struct pixel_rect room);

/* table_blocks.c: the same of blocks; and once more, no value being of more lines than that. */
void table_blocks_measure(struct table *table, struct pen *pen);
void table_blocks_cut(struct table *table, struct pen *pen, int most);
void table_blocks_add(const struct table_pen *to, size_t index, struct pixel_rect room);

/* table_entry.c: a row in either form, with what marks it, or a heading. */
void table_entry_add(const struct table_pen *to, size_t index, struct pixel_rect place);
void table_line(struct pen *pen, const struct table *table, struct pixel_rect row); /* above */

/* table_form.c: chooses form, size and stacks, and fills the pages. Needs body and rows. */
void table_form(struct table *table, struct pen *pen);
/* The heading that is repeated above a stack which does not begin with one: which of the rows
 * that are left, or TABLE_NO_HEADING. */
int table_heading_above(const struct table *table, size_t first);
