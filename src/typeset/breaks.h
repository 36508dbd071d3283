/* The third step: where the lines of a paragraph begin. */
#pragma once

#include "typeset/units.h"

struct breaks {
    size_t *at; /* first unit of each line, and the unit count behind the last line */
    size_t count;
    bool forced; /* a break was made that CLREQ forbids, because nothing else fitted */
    /* Of a heading: the most that a break costs of those that part a word, a name, a compound
     * or a bracket, or by phrases one of these, or a line of which a clause ends inside; 0:
     * there is none. */
    int parted;
};

/* For the lines of a paragraph. */
struct break_room {
    int width, first_width; /* 1/64 px */
    bool justify;
    bool squeezes;     /* marks, so that a line holds more; else only where nothing else fits */
    size_t most_lines; /* of a heading; 0: any */
    bool by_phrases;   /* of a heading: what parts a phrase is parted, too */
    bool is_row;       /* of a list: takes no line more than filling does */
    bool whole_words;  /* ragged lines end between words, which were weighed (break_cost) */
    int line_cost;     /* of these, what each costs beside what it lacks */
};

/* Fills lines as well as the whole paragraph allows: no last line of a single character (CLREQ
 * 3.4.4); where `squeezes`, marks rather than moved breaks (3.1.4, "push-in before push-out"),
 * which is for straight edges. When they are to be justified, they are chosen to be as even as
 * may be, and what is better read whole is parted (BREAK_TASTE) rather than a line torn apart.
 * False when memory is out. */
bool breaks_fill(struct arena *scratch, const struct units *units,
    const struct break_room *room, struct breaks *out);

/* Whether units [from..to), `slack` narrower than their line, cannot be widened so far; before
 * what is whole (struct shown) no line is widened as far as others. */
bool breaks_ragged(const struct units *units, size_t from, size_t to, int64_t slack);

/* How much of what is seen of widening such a line takes, in percent; 100 where it cannot be
 * widened so far. */
int breaks_loose_pct(const struct units *units, size_t from, size_t to, int64_t slack);

/* CLREQ 3.4.4: whether a last line that begins there is one character, with or without marks.
 */
bool breaks_orphan(const struct units *units, size_t from);

/* The width of units [from..to) as one line, natural and squeezed as far as it goes. */
int64_t breaks_width(const struct units *units, size_t from, size_t to);
int64_t breaks_least(const struct units *units, size_t from, size_t to);

/* What units [from..to) cost as a line of that width. */
int64_t breaks_cost(const struct units *units, size_t from, size_t to, int width, bool justify);

/* A line of a justified paragraph: the unit that it begins with, and whether a column ends with
 * it. */
struct break_line {
    size_t from;
    int width; /* of its room, without an indent */
    bool turns;
};

/* Moves the ends of a few lines before each turn, and of those behind it, so that the column
 * ends between words; where that would leave lines much looser, not. There are as many lines as
 * before, and lines[count].from is units->count. The words were weighed. False when memory is
 * out. */
bool breaks_turn(struct arena *scratch, const struct units *units,
    const struct break_room *room, struct break_line *lines, size_t count);
