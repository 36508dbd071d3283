#include "typeset/title/lexicon.h"

#include "base/utf8.h"
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
    ['L'] = WORD_TITLE | WORD_SUFFIX,
    ['K'] = WORD_HEAD | WORD_BOUND | WORD_SEASON | WORD_CORE,
};

static const char *const characters[LISTS] = {
    [LIST_HEAD] = "网院处部系馆会厅局办室所团队赛节展营杯市省县国届坛典司专仪",
    [LIST_TITLE] = "家员师者长",
    [LIST_COUNTER] = "名个位项支所门件本条场台套篇部",
    [LIST_BEHIND_FIGURE] = "起止前后间度",
    [LIST_BEHIND_LETTER] = "座区栋楼馆厅室组班型类级",
    [LIST_NUMBERED] = "楼院门馆车线厅桥口库座栋区室机",
    [LIST_NUMERAL] = "一二三四五六七八九十百",
    [LIST_JOINING] = "、及和与等",
    [LIST_UNTIL] = "至到",
};

/* Words of one length, `extra` bytes behind each. */
struct word_list {
    const char *words;
    size_t count, size, extra;
    const unsigned short *starts; /* by first character (words.inc); NULL: none */
};

enum { HAN = 3 }; /* bytes of a character of these lists */

/* The part of the list that words with this first character are in; none of it where no word
 * begins so. */
static void narrow(const struct word_list *list, const char *word, size_t *low, size_t *high)
{
    enum { FIRST = 0x4E00, LAST = 0x9FFF, SHARE = 4 };
    size_t at = 0;
    uint32_t character = utf8_next(word, HAN, &at);
    bool is_known = character >= FIRST && character <= LAST;
    size_t share = is_known ? (character - FIRST) / SHARE : 0;
    *low = list->starts[share];
    *high = is_known ? list->starts[share + 1] : *low;
}

/* Where the word stands; NULL when it is not there. */
static const char *find(const struct word_list *list, const char *word)
{
    size_t low = 0, high = list->count, stride = list->size + list->extra;
    if (list->starts) {
        narrow(list, word, &low, &high);
    }
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

bool lexicon_lists(enum lexicon_list list, const char *character)
{
    return strstr(characters[list], character) != NULL;
}

#define LISTED(words, length)                                                                  \
    {                                                                                          \
        words, sizeof words / (length * HAN + 1), length *HAN, 1, NULL                         \
    }
#define TABLED(number, length, extra)                                                          \
    {                                                                                          \
        table_of_##number, sizeof table_of_##number / (length * HAN + extra), length *HAN,     \
            extra, starts_of_##number                                                          \
    }

unsigned lexicon_kinds(const char *word, size_t size)
{
    static const struct word_list lists[] = {
        LISTED(words_of_one, 1),
        LISTED(words_of_two, 2),
        LISTED(words_of_three, 3),
        LISTED(words_of_four, 4),
    };
    if (size % HAN != 0 || size == 0 || size > 4 * HAN) {
        return 0;
    }
    const char *found = find(&lists[size / HAN - 1], word);
    return found ? kinds_of_letter[(unsigned char)found[size]] : 0;
}

bool lexicon_is_pair(char tag)
{
    return tag == TAG_PAIR || tag == TAG_LIKELY || tag == TAG_WHOLE;
}

struct lexicon_word lexicon_find(const char *word, size_t size)
{
    enum { TAGGED = 2, MORE = 3 }; /* bytes behind each */
    static const struct word_list lists[] = {
        TABLED(one, 1, MORE),
        TABLED(two, 2, MORE),
        TABLED(three, 3, MORE),
        TABLED(four, 4, TAGGED),
        TABLED(five, 5, TAGGED),
        TABLED(six, 6, TAGGED),
    };
    if (size % HAN != 0 || size == 0 || size > 6 * HAN) {
        return (struct lexicon_word) { .tag = TAG_NONE };
    }
    const struct word_list *list = &lists[size / HAN - 1];
    const char *found = find(list, word);
    if (!found) {
        return (struct lexicon_word) { .tag = TAG_NONE };
    }
    unsigned char more = list->extra == MORE ? (unsigned char)(found[size + TAGGED] - '0') : 0;
    return (struct lexicon_word) { .tag = found[size],
        .cost = (unsigned char)(found[size + 1] - '0'),
        .given = size == HAN ? more : 0,
        .role = size == HAN ? ROLE_UNKNOWN : more };
}
