/* What words are to a headline: verbs that begin what is said of somebody, words that lean on
 * what is before or behind them, titles of people, what a phrase ends with. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

enum word_kind {
    WORD_PREDICATE = 1 << 0, /* 召开, 荣获: with it begins what is said of somebody */
    WORD_LEADING = 1 << 1, /* 与, 为, 关于: leans on what is behind it and may begin a line */
    WORD_FORWARD = 1 << 2,  /* 首, 成功: leans on what is behind it */
    WORD_ADVERB = 1 << 19,  /* 已经: of those, before a verb */
    WORD_PARTICLE = 1 << 3, /* 的: leans on what is before it */
    WORD_SUFFIX = 1 << 4,   /* 馆, 生: one with the word before it */
    WORD_TITLE = 1 << 5,    /* 校长: stands beside a name */
    WORD_HEAD = 1 << 6,     /* 学院, 论坛: a phrase ends with it */
    WORD_TIME = 1 << 7,     /* 今晚 */
    WORD_SURNAME = 1 << 8,
    WORD_PREFIX = 1 << 13, /* 总, 首: one with the word behind it */
    WORD_BOUND = 1 << 16,  /* 公司, 学院: never without what is before it */
    WORD_SEASON = 1 << 17, /* 春季, 寒假: of a year */
    WORD_SCOPE = 1 << 18,  /* 全国 */
    WORD_UNIT = 1 << 20,   /* 平方米: stands behind its figure */
    WORD_CORE = 1 << 14,   /* 大赛, 考试: a noun that what is before it tells more of */
    /* Not from a list, but found where they stand. */
    WORD_NAME = 1 << 9,
    WORD_DATE = 1 << 10,   /* 2026年, 第十八届, 8:00: what they tell stands behind them */
    WORD_FIGURE = 1 << 11, /* 12项: what it counts stands before it */
    WORD_SINGLE = 1 << 12, /* one Han character alone */
};

/* All of word_kind that the lists know of the word. */
unsigned lexicon_kinds(const char *word, size_t size);

enum lexicon_tag {
    TAG_NONE,       /* no word that is known */
    TAG_PAIR = '+', /* two words that are often side by side */
};

/* What the dictionary says of a word. */
struct lexicon_word {
    char tag; /* its part of speech, of jieba's tags: n v V a b d p c u m q r t f i N S T g */
    unsigned char cost;  /* how rare it is, in half bits */
    unsigned char given; /* of one character: how rare in a given name */
};

/* Of one to five characters. tag is TAG_NONE where it is not known. */
struct lexicon_word lexicon_find(const char *word, size_t size);
