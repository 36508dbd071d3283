/* Text to lines, by the W3C's Requirements for Chinese Text Layout (CLREQ). No SDL, no pixels
 * but those that `measure` tells. Everything that comes out lives in the caller's arena. One
 * thread at a time per measure. */
#pragma once

#include "base/arena.h"
#include "typeset/measure.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What is drawn in one go: a Han character, a punctuation mark, a Latin word, a number. */
struct piece {
    const char *text; /* NUL-terminated, in the arena */
    int x;            /* from the line's left edge, 1/64 px; draw the run's origin here. Below 0
                         for an opening mark at a line's start: its blank half is outside */
    int advance;      /* 1/64 px, after closing up */
};

struct set_line {
    const char *text; /* the line as set, for scenes.json: no leading or trailing space */
    const struct piece *pieces;
    size_t piece_count;
    int width;          /* 1/64 px, of the ink's advance, indent included */
    size_t start, end;  /* byte range of the source text */
    bool paragraph_end; /* the last line of its paragraph */
    /* Of a justified line, how much it takes of the widening that is seen; 100 where it would
     * need more, and is left as it is. */
    int loose_pct;
    bool hyphenated; /* ends inside a word: with U+2010 in text, a hyphen in the last piece */
    bool right_to_left; /* its paragraph begins on the right, where the caller moves it; an
                           indent is part of width there too */
};

/* CENTRE and RIGHT are set like LEFT; the caller moves the whole line, by line.width. */
enum set_align { SET_LEFT, SET_CENTRE, SET_RIGHT, SET_JUSTIFY };

struct set_options {
    int width_px;  /* > 0 */
    int indent_em; /* first-line indent in em (CLREQ 3.4.1: two for a paragraph); one at the
                      most where the paragraph is not in Chinese */
    enum set_align align; /* a paragraph without Han, kana and hangul is not justified */
    bool hyphenates;      /* English words may go on in the next line, where patterns are */
    bool balance;         /* headings: lines that end where the sense does */
    bool by_phrases;      /* what parts a phrase of a balanced text is parted, too */
    bool whole_words;     /* a ragged text of Han parts few words, and none where it has room
                             for a line more (max_lines, is_row) */
    size_t max_lines; /* a balanced text of one paragraph may take one line more than filling
                         does, up to this; 0: without a limit */
    bool is_row; /* of a list, which a line more may cost a page: a balanced text takes none */
    bool keep_half_width;     /* do not show , : ; . ? ! ( ) " ' between Han as full-width */
    bool even_times;          /* every time as 8:30, and from one to another as 8:30—17:30 */
    bool tabular;             /* figures of one width; Noto's are already so */
    const char *const *names; /* what a balanced text keeps on one line, where it can */
    size_t name_count;
};

struct set_text {
    const struct set_line *lines;
    size_t line_count;
    const char *missing; /* characters that no face has, set as 〓; empty when none */
};

/* A text and the face that it is set in. */
struct set_source {
    const struct measure *measure;
    const struct text_style *style;
    const char *text;
};

/* Sets one text; '\n' begins a new paragraph. False only when memory is out. An empty text
 * gives no lines. A word wider than the line is broken at grapheme clusters. */
bool typeset_text(struct arena *arena, const struct set_source *source,
    const struct set_options *options, struct set_text *out);

/* How much smaller a title may be rather than part a word, in percent: as the next size of the
 * type scale is. */
enum { FIT_LESS_PCT = 60 };

struct fit_options {
    struct set_options set;
    int max_px, min_px;  /* sizes to try, from large to small */
    int max_height_px;   /* of all lines */
    int line_height_pct; /* 125 means 1.25 em */
    int max_lines;       /* 0: as many as fit. Above 1 a balanced text that is no row takes one
                            more where it parts a word otherwise */
};

/* Where a balanced text was broken: between phrases; inside one, which only a text that is set
 * by phrases is told; inside a word or a compound, or past the end of a clause. */
enum fit_parted { PARTED_NOTHING, PARTED_PHRASE, PARTED_WORD };

struct fitted {
    struct set_text set;
    int px;       /* the size that was chosen */
    bool clipped; /* did not fit even at min_px: cut with … */
    bool forced;  /* a number, a word or a mark was parted, even at min_px */
    enum fit_parted parted;
    bool torn;     /* a word was parted, in a text that has more lines than one */
    bool squeezed; /* a balanced text has one line, by squeezing its marks */
};

/* A text as it is read, once for all sizes that it is set in: it lives in the arena. The
 * options' size and balance say nothing. NULL when memory is out. */
struct read_text *typeset_read(
    struct arena *arena, const char *text, const struct set_options *options);

/* The largest size between max_px and min_px at which the text fits; below that it is cut with
 * … (U+2026, one em). A balanced text that is parted so takes a smaller size or one line more
 * where these part it less. The style's own size says nothing. False only when memory is out.
 */
bool typeset_fit(struct arena *arena, const struct set_source *source,
    const struct fit_options *options, struct fitted *out);

/* The same of a text that is fitted more than once: `read` is the source's text, read by the
 * same options. */
bool typeset_fit_read(struct arena *arena, const struct set_source *source,
    struct read_text *read, const struct fit_options *options, struct fitted *out);

/* One flow of headings, paragraphs and figures over pages of columns (no heading at the
 * foot, paired headings together, two lines of a paragraph on either side of a turn, pages
 * filled evenly). Headings are balanced, without an indent; a heading with heading_run above 1
 * is set one em narrower, so that its slide may indent it. A figure takes the head of a column
 * that its place in the text falls into, or of the next one: one a page while there is text to
 * stand beside it. Who signs a text, and when, is FLOW_CLOSING: lines of a block of text, which
 * the slide moves to the right; below two lines of the text on their page, and some white. */
enum flow_kind { FLOW_TEXT, FLOW_HEADING, FLOW_FIGURE, FLOW_CLOSING };

struct flow_block {
    enum flow_kind kind;
    const char *text;
    int first_px, later_px; /* FLOW_FIGURE: its height on page 1 and on others, with the white
                               space below it */
    size_t closing_from, closing_to; /* FLOW_TEXT: its bytes that are a closing; none is 0 */
};

/* The texts of a flow as they are read, once for all sizes and widths that it is tried at: of
 * its options nothing else changes, and the texts stay where they are. */
struct flow_reading;
struct flow_readings {
    struct arena arena;
    struct flow_reading *list;
    size_t count, capacity;
};

void flow_readings_init(struct flow_readings *readings);
void flow_readings_finish(struct flow_readings *readings);

struct flow_text {
    const struct measure *measure;
    const struct flow_block *blocks;
    size_t block_count;
    struct flow_readings *readings; /* NULL: it is set once */
};

/* A page: a paragraph that goes on where columns are wider or narrower is set anew from there.
 */
struct flow_shape {
    int width_px, height_px; /* of a column */
    int columns;
};

struct flow_options {
    struct text_style text_style, heading_style;
    int text_line_px, heading_line_px; /* line heights */
    int block_gap_px;                  /* before a heading */
    int paragraph_gap_px;              /* between two of which one has several lines */
    struct set_options set;         /* its width is the shape's; indent_em is for FLOW_TEXT */
    struct flow_shape first, later; /* page 1, and the others */
    int above_px;                   /* above the text of page 1: a title fills a page as well */
    bool first_is_for_text; /* figures wait for page 2, unless no text stands before them */
    /* What would take more pages gives up rules of turns, from the end on and as few as it can,
     * and then has its columns filled to the last line; 0: there may be any number. */
    size_t most_pages;
};

struct flow_line {
    struct set_line line; /* empty for a figure */
    enum flow_kind kind;
    size_t block;     /* which one it belongs to */
    int heading_run;  /* 0 for text; 1, 2, ... for the n-th of headings that stand together */
    int column, y_px; /* y of the line box's top in its column */
};

struct flow_page {
    const struct flow_line *lines;
    size_t line_count;
};

struct flow {
    const struct flow_page *pages;
    size_t page_count;
    int over_pct; /* what the last of several pages of text would hold, were the others full */
    const char *missing;
    bool forced;   /* a number, a word or a mark was parted, because its line is too short */
    int loose_pct; /* of its loosest line */
};

bool typeset_flow(struct arena *arena, const struct flow_text *source,
    const struct flow_options *options, struct flow *out);

/* Moves the ends of lines in justified paragraphs that go on behind a turn, so that columns and
 * pages end between words: of a flow of the same text and options, for what is shown. Each page
 * keeps its lines, but for what is in them. False when memory is out: the flow is as it was. */
bool typeset_turn_words(struct arena *arena, const struct flow_text *text,
    const struct flow_options *options, struct flow *flow);

/* Reading time of a text in ms: about 5 Han characters or 3 Latin words (or numbers) a second.
 */
int64_t typeset_reading_ms(const char *text);
