/* Names of events, which begin with whose they are and end with what they are: 世界技能大赛,
 * 中国国际进口博览会. */
#include "typeset/title/phrase.h"

#include <string.h>

enum { LONGEST = 16 }; /* units */

static bool is_word(const struct units *units, const struct phrase_word *word, const char *two)
{
    enum { HAN = 3 };
    return word->to == word->from + 2 && strncmp(units->row[word->from].text, two, HAN) == 0 &&
           strcmp(units->row[word->from + 1].text, two + HAN) == 0;
}

static bool begins_event(const struct units *units, const struct phrase_word *word)
{
    static const char *const places[] = { "中国", "世界", "全国", "国际", "亚洲", "全球",
        "全省" };
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        if (is_word(units, word, places[i])) {
            return true;
        }
    }
    return false;
}

/* 大赛, 论坛, and 大会上. */
static bool ends_event(const struct units *units, const struct phrase_word *word)
{
    static const char *const kinds[] = { "赛", "会", "坛", "节" };
    const size_t to = word->to - (strcmp(units->row[word->to - 1].text, "上") == 0);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (to > word->from + 1 && strcmp(units->row[to - 1].text, kinds[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* What is no part of the name of a thing. */
static bool is_beside_name(const struct phrase_word *word)
{
    return word->kinds & (WORD_PARTICLE | WORD_PREDICATE | WORD_LEADING | WORD_ADVERB |
                             WORD_MARK | WORD_NAME | WORD_FIGURE | WORD_DATE);
}

/* Of the word that ends what this one begins; phrase->count: none does. */
static size_t event_end(const struct phrase *phrase, size_t begin)
{
    size_t w = begin + 1;
    while (w < phrase->count && !is_beside_name(&phrase->words[w])) {
        const struct phrase_word *word = &phrase->words[w];
        if (ends_event(phrase->units, word)) {
            return word->to - phrase->words[begin].from <= LONGEST ? w : phrase->count;
        }
        w++;
    }
    return phrase->count;
}

void phrase_find_events(struct phrase *phrase)
{
    for (size_t begin = 0; begin < phrase->count; begin++) {
        const size_t end = begins_event(phrase->units, &phrase->words[begin])
                               ? event_end(phrase, begin)
                               : phrase->count;
        while (end < phrase->count && begin < end) {
            phrase->words[++begin].in_event = true;
        }
    }
}
