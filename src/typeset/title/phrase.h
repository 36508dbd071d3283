/* The words of a heading, and what a break between two of them does to the sense. Of
 * src/typeset only. */
#pragma once

#include "typeset/title/lexicon.h"
#include "typeset/units.h"

/* row[from..to) of the units. A mark is a word of its own. */
struct phrase_word {
    size_t from, to;
    unsigned kinds; /* enum word_kind */
};

struct phrase {
    struct phrase_word *words;
    size_t count;
};

/* Words by ICU's dictionary and the lists of lexicon.h; figures with their unit, names of
 * people and words with a suffix are one. False when memory is out. */
bool phrase_read(struct arena *scratch, const struct chars *chars, const struct units *units,
    struct phrase *out);
