#include "typeset/title/lexicon.h"

#include "typeset/title/lexicon_words.h"
#include "typeset/title/words.inc"

#include <string.h>

/* What campus news are written with. A verb that is as often part of a noun (合作, 服务, 建设)
 * is no predicate here. Behind each word stands the letter of what it is; words of one length
 * are in the order of their bytes (test_phrase). */
static const unsigned kinds_of_letter[] = {
    ['p'] = WORD_PREDICATE,
    ['l'] = WORD_LEADING,
    ['f'] = WORD_FORWARD,
    ['d'] = WORD_PARTICLE,
    ['s'] = WORD_SUFFIX,
    ['t'] = WORD_TITLE,
    ['h'] = WORD_HEAD,
    ['z'] = WORD_TIME,
    ['n'] = WORD_SURNAME,
    ['u'] = WORD_UNIT,
    ['b'] = WORD_BOUND,
    ['y'] = WORD_SEASON,
    ['q'] = WORD_SCOPE,
    ['k'] = WORD_PREFIX,
    ['c'] = WORD_CORE,
    ['0'] = WORD_PREDICATE | WORD_LEADING,
    ['1'] = WORD_PREDICATE | WORD_FORWARD,
    ['2'] = WORD_PREDICATE | WORD_CORE,
    ['3'] = WORD_LEADING | WORD_FORWARD,
    ['4'] = WORD_LEADING | WORD_SUFFIX,
    ['5'] = WORD_LEADING | WORD_SURNAME,
    ['6'] = WORD_FORWARD | WORD_SURNAME,
    ['7'] = WORD_FORWARD | WORD_ADVERB,
    ['8'] = WORD_FORWARD | WORD_PREFIX,
    ['9'] = WORD_SUFFIX | WORD_SURNAME,
    ['A'] = WORD_TITLE | WORD_BOUND,
    ['B'] = WORD_HEAD | WORD_BOUND,
    ['C'] = WORD_HEAD | WORD_SEASON,
    ['D'] = WORD_HEAD | WORD_CORE,
    ['E'] = WORD_TIME | WORD_SEASON,
    ['F'] = WORD_BOUND | WORD_SEASON,
    ['G'] = WORD_PREDICATE | WORD_FORWARD | WORD_ADVERB,
    ['H'] = WORD_LEADING | WORD_FORWARD | WORD_ADVERB,
    ['I'] = WORD_FORWARD | WORD_TIME | WORD_ADVERB,
    ['J'] = WORD_TITLE | WORD_HEAD | WORD_CORE,
    ['K'] = WORD_HEAD | WORD_BOUND | WORD_SEASON | WORD_CORE,
};

/* Words of one length, `extra` bytes behind each. */
struct word_list {
    const char *words;
    size_t count, size, extra;
};

/* Where the word stands; NULL when it is not there. */
static const char *find(const struct word_list *list, const char *word)
{
    size_t low = 0, high = list->count, stride = list->size + list->extra;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = memcmp(list->words + middle * stride, word, list->size);
        if (order == 0) {
            return list->words + middle * stride;
        }
        low = order < 0 ? middle + 1 : low;
        high = order < 0 ? high : middle;
    }
    return NULL;
}

enum { HAN = 3 }; /* bytes of a character of these lists */

unsigned lexicon_kinds(const char *word, size_t size)
{
    static const struct word_list lists[] = {
        { words_of_one, sizeof words_of_one / (HAN + 1), HAN, 1 },
        { words_of_two, sizeof words_of_two / (2 * HAN + 1), 2 * HAN, 1 },
        { words_of_three, sizeof words_of_three / (3 * HAN + 1), 3 * HAN, 1 },
        { words_of_four, sizeof words_of_four / (4 * HAN + 1), 4 * HAN, 1 },
    };
    if (size % HAN != 0 || size == 0 || size > 4 * HAN) {
        return 0;
    }
    const char *found = find(&lists[size / HAN - 1], word);
    return found ? kinds_of_letter[(unsigned char)found[size]] : 0;
}

struct lexicon_word lexicon_find(const char *word, size_t size)
{
    enum { TAGGED = 2, ONE = 3 }; /* bytes behind each */
    static const struct word_list lists[] = {
        { table_of_one, sizeof table_of_one / (HAN + ONE), HAN, ONE },
        { table_of_two, sizeof table_of_two / (2 * HAN + TAGGED), 2 * HAN, TAGGED },
        { table_of_three, sizeof table_of_three / (3 * HAN + TAGGED), 3 * HAN, TAGGED },
        { table_of_four, sizeof table_of_four / (4 * HAN + TAGGED), 4 * HAN, TAGGED },
        { table_of_five, sizeof table_of_five / (5 * HAN + TAGGED), 5 * HAN, TAGGED },
    };
    if (size % HAN != 0 || size == 0 || size > 5 * HAN) {
        return (struct lexicon_word) { .tag = TAG_NONE };
    }
    const char *found = find(&lists[size / HAN - 1], word);
    return !found ? (struct lexicon_word) { .tag = TAG_NONE }
                  : (struct lexicon_word) { .tag = found[size],
                        .cost = (unsigned char)(found[size + 1] - '0'),
                        .given = size == HAN ? (unsigned char)(found[size + 2] - '0') : 0 };
}
