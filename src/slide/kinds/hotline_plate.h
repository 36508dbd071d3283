/* How hotlines are arranged on a page: what stands in which cell, and how large. */
#pragma once

#include "slide/kinds/kind.h"
#include "slide/page/code.h"
#include "slide/page/hours.h"

enum {
    HOTLINES_A_PAGE = 8,
    HOTLINE_NUMBERS = 12,     /* of one hotline on a page: two columns of six */
    HOTLINE_NUMBER_PCT = 120, /* line heights */
    HOTLINE_LABEL_PCT = 115,
};

/* A hotline or, where one has very many numbers, a part of it. */
struct hotline_entry {
    const struct hotline *hotline;
    /* What stands on a row each: 023-65763111, or 转 8001. Their extension is what stands
     * behind the number in smaller type, or empty. */
    struct phone *phones;
    int count;
    struct hours_said said;
    struct qr_code code; /* that dials its first number; text "" without one */
};

/* What all pages of a list have alike. */
struct hotline_look {
    int most_px;    /* of its numbers; 0: as they come */
    bool is_above;  /* labels stand above their numbers, even of a few hotlines */
    bool is_paired; /* and these in two columns */
};

struct hotline_list {
    struct pen *pen;
    const struct hotline_entry *entries;
    size_t count;
    struct hotline_look look;
};

/* Where state and hours stand: alike for all of a list, so that nobody looks for them anew.
 * What changes with time is never followed by anything on its line: there is room behind it for
 * all that it may come to be. */
enum hotline_saying {
    SAY_STATE_BEHIND, /* the label; hours on a line below */
    SAY_HOURS_BEHIND, /* the label: nobody has a state */
    SAY_ON_A_LINE,    /* hours, and the state behind them */
    SAY_ON_LINES,     /* the state, and hours below it */
};

/* How one page is arranged. Cells are what an entry stands in. */
struct hotline_plate {
    bool is_alone;    /* the list has one hotline */
    bool is_beside;   /* label beside the numbers */
    bool is_tight;    /* and state and hours below the label, not below the numbers */
    bool notes_below; /* the numbers, where they are too long to stand behind them */
    enum hotline_saying saying;
    int columns;          /* of cells */
    int number_columns;   /* inside a cell */
    int cell_w, number_w; /* of a cell, of one column of numbers in it */
    int label_w;
    int code_w;  /* at the right of each cell, with the white before it; 0 without codes */
    int gap;     /* the least white between rows of cells */
    int row_gap; /* white between rows of numbers, where there is some left */
    int number_px;
    int label_px, text_px; /* of labels; of hours and notes */
    int note_lines;        /* of a note below its number, at the most */
};

/* The hotlines of the pen's view as entries; none when memory is out. */
struct hotline_list hotline_list(struct pen *pen);

/* For struct page_fill, whose context is the list. */
bool hotline_page_fits(const void *context, size_t first, size_t count);

/* The arrangement of one page; hotline_size_page then chooses the numbers' size and the white
 * between cells: first the numbers shrink to their least, then the white does, then the numbers
 * again. */
struct hotline_plate hotline_plate_of(
    const struct hotline_list *list, size_t first, size_t count);
void hotline_size_page(
    const struct hotline_list *list, struct hotline_plate *plate, size_t first, size_t count);

/* Numbers are at least a twelfth of the short side, where that is possible. */
int hotline_least_px(const struct grid *grid);

struct text_spec hotline_label_spec(const struct pen *pen, const struct hotline_plate *plate);
struct text_spec hotline_hours_spec(const struct pen *pen, const struct hotline_plate *plate);

/* Of a label above the numbers: two where it is too long for one in the least size. */
int hotline_label_lines(
    struct pen *pen, const struct hotline_plate *plate, const struct hotline_entry *entry);

/* State and hours stand below the numbers where the label is beside these, and of one hotline
 * by itself, so that nothing comes between its label and its number. */
static inline bool hotline_has_foot(const struct hotline_plate *plate)
{
    return plate->is_beside ? !plate->is_tight : plate->is_alone;
}

/* What of these stands behind a label that is above its numbers; may be empty. */
const char *hotline_behind(
    const struct hotline_plate *plate, const struct hotline_entry *entry);
/* Whether that has room there on a line, whatever the state comes to be. */
bool hotline_behind_fits(
    struct pen *pen, const struct hotline_plate *plate, const struct hotline_entry *entry);
/* Whether hours have room on a line with the state behind them, likewise, and in one size. */
bool hotline_line_fits(
    struct pen *pen, const struct hotline_plate *plate, const struct hotline_entry *entry);
/* Whether both have, each on a line. */
bool hotline_lines_fit(
    struct pen *pen, const struct hotline_plate *plate, const struct hotline_entry *entry);
/* Of hours in that width: two where one is too short in the least size. */
int hotline_hours_lines(struct pen *pen, const char *hours, int width);
/* Of all that does not stand behind the label, in a block of its own; 0 where that is nothing.
 */
int hotline_said_height(
    struct pen *pen, const struct hotline_plate *plate, const struct hotline_entry *entry);
/* Between the last number and its foot: white, so that this does not seem to be one more note.
 */
static inline int hotline_foot_gap(const struct pen *pen, const struct hotline_plate *plate)
{
    return plate->notes_below ? grid_u(&pen->grid, SPACE_1) : 0;
}
/* That block, from the room's top; and what stands behind the label, in a room of one line. */
void hotline_add_said(struct pen *pen, const struct hotline_plate *plate,
    const struct hotline_entry *entry, struct pixel_rect room);
void hotline_add_behind(struct pen *pen, const struct hotline_plate *plate,
    const struct hotline_entry *entry, struct pixel_rect room);
/* Of an extension in smaller type with the white before it; 0 without. */
int hotline_tag_width(struct pen *pen, const struct phone *phone);
/* Of a number's note with the white before it; 0 without a note. */
int hotline_note_width(
    struct pen *pen, const struct hotline_plate *plate, const struct phone *phone);
/* Of a note below a number of that size; 0 where it stands behind it, or there is none. */
int hotline_note_height(struct pen *pen, const struct hotline_plate *plate,
    const struct phone *phone, int number_px);
/* Its extension behind the number, whose line box that is; returns the box of both. */
struct pixel_rect hotline_add_tag(struct pen *pen, const struct hotline_plate *plate,
    const struct phone *phone, struct pixel_rect number);
/* Behind or below the number, whose line box that is. */
void hotline_add_note(struct pen *pen, const struct hotline_plate *plate,
    const struct phone *phone, struct pixel_rect number);

int hotline_rows(const struct hotline_plate *plate, const struct hotline_entry *entry);
/* How far below the first number's top that row of numbers begins; of the row behind the last,
 * the height of all. */
int hotline_row_top(struct pen *pen, const struct hotline_plate *plate,
    const struct hotline_entry *entry, int row, int number_px);

/* Cells that stand side by side are as tall as the tallest of them, and have their first
 * numbers on one base line: so far below their tops. */
int hotline_head_height(const struct hotline_list *list, const struct hotline_plate *plate,
    size_t first, size_t end);
int hotline_row_height(const struct hotline_list *list, const struct hotline_plate *plate,
    size_t first, size_t end, int number_px);
int hotline_page_height(const struct hotline_list *list, const struct hotline_plate *plate,
    size_t first, size_t count, int number_px);
