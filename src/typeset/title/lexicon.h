/* What words are to a headline: verbs that begin what is said of somebody, words that lean on
 * what is before or behind them, titles of people, what a phrase ends with. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* A word that is several of these is most of all the first (WORD_MOST). */
enum word_kind {
    /* Not from a list, but found where they stand. */
    WORD_NAME = 1 << 0,
    WORD_DATE = 1 << 1,   /* 2026年, 第十八届, 8:00: what they tell stands behind them */
    WORD_FIGURE = 1 << 2, /* 12项: what it counts stands before it */
    /* From the lists. */
    WORD_PARTICLE = 1 << 3,  /* 的: leans on what is before it */
    WORD_PREDICATE = 1 << 4, /* 召开, 荣获: with it begins what is said of somebody */
    WORD_LEADING = 1 << 5, /* 与, 为, 关于: leans on what is behind it and may begin a line */
    WORD_TITLE = 1 << 6,   /* 校长: stands beside a name */
    WORD_TIME = 1 << 7,    /* 今晚 */
    WORD_BOUND = 1 << 8,   /* 公司, 学院: never without what is before it */
    WORD_CORE = 1 << 9,    /* 大赛, 考试: a noun that what is before it tells more of */
    WORD_HEAD = 1 << 10,   /* 学院, 论坛: a phrase ends with it */
    WORD_SCOPE = 1 << 11,   /* 全国 */
    WORD_FORWARD = 1 << 12, /* 首, 成功: leans on what is behind it */
    WORD_SEASON = 1 << 13,  /* 春季, 寒假: of a year */
    WORD_UNIT = 1 << 14,    /* 平方米: stands behind its figure */
    WORD_MOST = (1 << 15) - 1,
    /* What it is beside that. */
    WORD_ADVERB = 1 << 15, /* 已经: leans on a verb behind it */
    WORD_SUFFIX = 1 << 16, /* 馆, 生, 同志: one with the word or the name before it */
    WORD_PREFIX = 1 << 17, /* 总, 首: one with the word behind it */
    WORD_SURNAME = 1 << 18,
    /* Nor is this from a list. */
    WORD_SINGLE = 1 << 19,  /* one Han character alone */
    WORD_WESTERN = 1 << 20, /* letters or figures first */
    WORD_MARK = 1 << 21,
};

/* All of word_kind that the lists know of the word. */
unsigned lexicon_kinds(const char *word, size_t size);

/* Characters that tell by themselves what a word is. */
enum lexicon_list {
    LIST_HEAD,          /* the last of a word that is a WORD_HEAD: 院 */
    LIST_TITLE,         /* of a noun that is a WORD_TITLE: 家 */
    LIST_COUNTER,       /* of a figure whose noun follows: 个 */
    LIST_BEHIND_FIGURE, /* one with the figure before it: 起 */
    LIST_BEHIND_LETTER, /* with the letter before it: 座 */
    LIST_NUMBERED,      /* what has a number: 3号楼 */
    LIST_NUMERAL,
    LIST_JOINING, /* the next item of a list: 及 */
    LIST_UNTIL,   /* from one time to another: 至 */
    LISTS,
};

bool lexicon_lists(enum lexicon_list list, const char *character);

enum lexicon_tag {
    TAG_NONE,         /* no word that is known */
    TAG_PAIR = '+',   /* two words that are often side by side */
    TAG_LIKELY = '~', /* two that have been, in the dictionary's longer words */
    TAG_WHOLE = '=',  /* two that are one name: 人工智能 */
};

/* Where a word stands in the dictionary's longer words: 校园 tells of what is behind it, 大赛
 * is told of by what is before it. What is between is in steps. */
enum lexicon_role { ROLE_UNKNOWN, ROLE_FIRST, ROLE_EITHER = 3, ROLE_LAST = 5 };

/* What the dictionary says of a word. */
struct lexicon_word {
    char tag; /* its part of speech, of jieba's tags: n v V a b d p c u m q r t f i N S T g */
    unsigned char cost;  /* how rare it is, in half bits */
    unsigned char given; /* of one character: how rare in a given name */
    unsigned char role;  /* of two or three: enum lexicon_role */
};

/* Of one to six characters; those of six are pairs. tag is TAG_NONE where it is not known. */
struct lexicon_word lexicon_find(const char *word, size_t size);

/* Whether that is the tag of two words. */
bool lexicon_is_pair(char tag);
