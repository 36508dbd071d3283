/* The second step: the characters of a paragraph become units, each drawn in one go and
 * measured once, with what may happen to the space between them. Lengths in 1/64 px. */
#pragma once

#include "base/arena.h"
#include "base/bytes.h"
#include "typeset/chars.h"
#include "typeset/measure.h"
#include "typeset/typeset.h"

/* The space before a unit, in the order in which it gives way (CLREQ 3.5.3). */
enum gap_kind {
    GAP_WORD,    /* between Western words */
    GAP_BRACKET, /* the blank half of a bracket */
    GAP_COMMA,   /* the blank half of ，、；： */
    GAP_MIXED,   /* between Han and Western */
    GAP_STOP,    /* the blank half of 。？！ */
    GAP_HAN,     /* between two that touch */
    GAP_KINDS,
};

struct unit {
    const char *text;     /* NUL-terminated */
    const char *mirrored; /* what is drawn in its place, right to left; NULL: text */
    int advance;          /* what it takes inside a line, its own blank halves included */
    int shift;            /* where its origin is drawn, from where it begins */
    int measured;         /* advance as the face has it */
    int left, right;      /* blank that goes at a line's start and end */
    int before;           /* gap to the unit before, negative where two marks close up */
    int shrink;           /* by how much that gap may be squeezed */
    int stretch;          /* and widened, before all gaps of the line are */
    int most;             /* and widened at the most, together with these */
    int break_cost;       /* of a break here: what it does to the sense, 0 is best */
    size_t start, end;
    uint32_t at;         /* byte in chars.text */
    unsigned char class; /* enum unit_class */
    unsigned char gap;   /* enum gap_kind */
    unsigned char space; /* enum shown_space that stays in the line's text */
    unsigned char level; /* enum break_level before it; also inside a word that was cut */
    bool cut;            /* goes on with the word of the unit before it */
    unsigned char bidi, space_bidi; /* embedding level, and that of the space before it */
};

struct units {
    struct unit *row;
    size_t count;
    /* Sums over all units before each: row[0..i). */
    int64_t *width, *shrink, *most;
    int em;
    bool has_right_to_left;
    bool right_to_left; /* the paragraph as a whole */
};

struct unit_request {
    const struct measure *measure;
    const struct text_style *style;
    int width;       /* of a line; a longer word is cut at grapheme clusters */
    int first_width; /* of the paragraph's first line */
    struct bytes *missing;
};

/* Texts go to `keep`, all else to `scratch`. False when memory is out. */
bool units_make(struct arena *keep, struct arena *scratch, const struct chars *chars,
    const struct unit_request *request, struct units *out);

/* The break_cost behind a clause, and the one from which on a break parts what belongs
 * together. */
enum { UNIT_CLAUSE = 0, UNIT_PARTED = 1600 };

/* Finds the words of a heading, and the options' names in it, so that it breaks between them
 * (break_cost). */
bool units_weigh_breaks(struct arena *scratch, const struct chars *chars,
    const struct set_options *options, struct units *units);
