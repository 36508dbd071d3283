/* The words of a heading, and what a break between two of them does to the sense. Of
 * src/typeset only. */
#pragma once

#include "typeset/title/lexicon.h"
#include "typeset/units.h"

/* row[from..to) of the units. A mark is a word of its own. */
struct phrase_word {
    size_t from, to;
    unsigned kinds;     /* enum word_kind */
    char tag;           /* its part of speech (lexicon.h) */
    unsigned char role; /* enum lexicon_role */
    enum phrase_pair {
        PAIR_NONE,
        PAIR_LIKELY,
        PAIR_OFTEN,
        PAIR_WHOLE
    } paired;      /* it and the word before it are side by side elsewhere */
    bool in_event; /* goes on with the name of an event: 技能, 大赛 behind 世界 */
    int cost;      /* of a break before it, where no mark says what that is (model.h) */
};

struct phrase {
    struct phrase_word *words;
    size_t count;
    const struct units
        *units; /* what was read: the caller's, or such in simplified characters */
};

/* Words by the dictionary of lexicon.h, of Traditional Chinese as it would be in simplified
 * characters, or by ICU's where that lacks a character or `lang` (a tag; NULL: unknown) is
 * Japanese or Korean; figures with their unit, names of people and words with a suffix are one.
 * False when memory is out. */
bool phrase_read(struct arena *scratch, const struct chars *chars, const struct units *units,
    const char *lang, struct phrase *out);

/* Of words that were just read: fills in in_event. */
void phrase_find_events(struct phrase *phrase);
