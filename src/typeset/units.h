/* The second step: the characters of a paragraph become units, each drawn in one go and
 * measured once, with what may happen to the space between them. Lengths in 1/64 px. */
#pragma once

#include "base/arena.h"
#include "base/bytes.h"
#include "typeset/chars/chars.h"
#include "typeset/measure.h"
#include "typeset/typeset.h"

struct unit {
    const char *text;     /* NUL-terminated */
    const char *mirrored; /* what is drawn in its place, right to left; NULL: text */
    int advance;          /* what it takes inside a line, its own blank halves included */
    int shift;            /* where its origin is drawn, from where it begins */
    int measured;         /* advance as the face has it */
    int left, right;      /* blank that goes at a line's start and end */
    int before;           /* gap to the unit before, negative where two marks close up */
    int ease, shrink;     /* by how much it is squeezed: unseen, and at the most */
    int stretch, most;    /* and widened */
    int break_cost;       /* of a break here: what it does to the sense, 0 is best */
    size_t start, end;
    uint32_t at;          /* byte in chars.text */
    unsigned char class;  /* enum unit_class */
    unsigned char space;  /* enum shown_space that stays in the line's text */
    unsigned char level;  /* enum break_level before it; also inside a word that was cut */
    unsigned short taste; /* see struct shown */
    bool is_whole;        /* see struct shown */
    bool in_word;         /* a break here parts a word, as far as words were weighed */
    bool cut;             /* goes on with the word of the unit before it */
    int hyphen;           /* so does this one, behind a hyphen of that width; 0: it does not */
    unsigned char bidi, space_bidi; /* embedding level, and that of the space before it */
};

struct units {
    struct unit *row;
    size_t count;
    /* Sums over all units before each: row[0..i). */
    int64_t *width, *ease, *shrink, *stretch, *most;
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

/* Fills in before, ease, shrink, stretch and most of every unit, and all sums. `space` is the
 * width of U+0020. False when memory is out. */
bool units_set_gaps(struct arena *scratch, struct units *units, int space);

/* The break_cost behind a clause, and the one from which on a break parts what belongs
 * together. */
enum { UNIT_CLAUSE = 0, UNIT_PARTED = 2900 };

/* By the words of a heading, and the options' names in it: it breaks between them (break_cost,
 * in_word).
 */
struct phrase;
void units_weigh_breaks(const struct chars *chars, const struct phrase *phrase,
    const struct set_options *options, struct units *units);
