/* Numbers in text that runs right to left. UAX #9 takes 023-65763110 behind an Arabic word for
 * two numbers with a hyphen between them, and shows 65763110-023. */
#pragma once

#include "typeset/chars/chars.h"

/* Telephone numbers, times, ranges, dates, prices, rooms such as 201-B: what holds a figure and
 * something between or beside figures, and no space but those that chars_keep_units kept. */
struct number {
    size_t begin, end; /* characters */
    bool has_letters;  /* of a script that runs left to right */
};

/* The first number that begins at `from` or behind it; false when there is none. */
bool number_find(const struct chars *chars, size_t from, struct number *out);

/* Writes over each number in a copy of chars->text what UAX #9 keeps in one piece: figures, or
 * letters where there is one in it (HL3 allows it: as if it were isolated, but it goes with the
 * words around it as a plain number would, where an isolate is a neutral). No byte moves. */
void number_stand_in(const struct chars *chars, char *text);
