/* What a place between two words of a headline looks like, as numbers that a model weighs. Of
 * src/typeset/title only. */
#pragma once

#include "typeset/title/phrase.h"

#include <stdint.h>

enum { FEATURE_WORDS = 4 };

/* Of the words two before, one before, behind, and the one after that. */
enum feature {
    FEATURE_KINDS, /* a bit each */
    FEATURE_CLASS =
        FEATURE_KINDS + FEATURE_WORDS, /* what it is most, of kinds, marks and tags */
    FEATURE_TAG = FEATURE_CLASS + FEATURE_WORDS,
    FEATURE_LENGTH = FEATURE_TAG + FEATURE_WORDS,
    FEATURE_WORD = FEATURE_LENGTH + FEATURE_WORDS,
    FEATURE_FIRST = FEATURE_WORD + FEATURE_WORDS,
    FEATURE_LAST = FEATURE_FIRST + FEATURE_WORDS,
    FEATURE_ROLE = FEATURE_LAST + FEATURE_WORDS,
    /* Of the place. */
    FEATURE_PAIR = FEATURE_ROLE + FEATURE_WORDS, /* both are side by side elsewhere */
    FEATURE_PAIR_BEFORE,                         /* the two before it are */
    FEATURE_PAIR_AFTER,
    FEATURE_FROM_START, /* units from where the clause begins */
    FEATURE_TO_END,
    FEATURE_WORDS_BEFORE, /* in this clause */
    FEATURE_WORDS_AFTER,
    FEATURE_NOUNS_BEFORE, /* nouns in a row */
    FEATURE_NOUNS_AFTER,
    FEATURE_VERBS_BEFORE, /* in this clause */
    FEATURE_VERBS_AFTER,
    FEATURE_LED_BY,  /* what leads to here since the last verb: 在, 关于 */
    FEATURE_TO_VERB, /* words */
    FEATURE_FROM_VERB,
    FEATURE_TO_OF, /* words to 的 in this clause */
    FEATURE_FROM_OF,
    FEATURE_SPACE,
    FEATURE_CLAUSES_BEFORE,
    FEATURE_CLAUSES_AFTER,
    FEATURE_FAR_TAG_BEFORE, /* of the word three before */
    FEATURE_FAR_TAG_AFTER,
    FEATURE_CLOSED, /* units in the brackets that close before it */
    FEATURE_OPENED, /* that open behind it */
    FEATURES,
};

/* The place before words[w]. Places are read one after the other, from w = 1 on: features[] are
 * those of the place before. */
void features_read(const struct phrase *phrase, size_t w, uint32_t features[FEATURES]);
