/* Where a heading likes to break: behind a mark, between phrases, not inside brackets. The
 * costs were found with the first half of tests/data/titles.tsv (test_titles). */
#include "base/utf8.h"
#include "typeset/chars/marks.h"
#include "typeset/title/phrase.h"
#include "typeset/title/weigh_spans.h"

#include <assert.h>
#include <string.h>

enum reason {
    UNDECIDED,
    BEHIND_CLAUSE,
    BEHIND_ITEM, /* 、 */
    BEHIND_SPACE,
    BEFORE_OPEN,
    BEHIND_CLOSE,
    BEFORE_LEADING,
    BEFORE_PREDICATE,
    BEFORE_LED,       /* 向母校|捐赠: a predicate that a leading word belongs to */
    BEHIND_PREDICATE, /* 召开|2026年工作会议 */
    BEHIND_OF,        /* 的 */
    BEHIND_HEAD,
    BEHIND_HEAD_TO_CORE,
    BEFORE_DATE,
    BEHIND_DATE,
    BEHIND_ORDINAL,
    BETWEEN_WORDS,
    BETWEEN_WORDS_TO_CORE,
    BETWEEN_TITLE_AND_NAME,
    BEHIND_ADVERB,
    IN_BOND,  /* 傣族|自治州 */
    IN_LATIN, /* Nature|Energy, among Han */
    /* From here on what is parted belongs together. */
    BEHIND_LEADING,
    BESIDE_SINGLE, /* 国庆|节: one character is rarely a word of its own */
    BETWEEN_NAME_AND_TITLE,
    BEHIND_COUNT,    /* 3名|教师 */
    BEFORE_COUNT,    /* 金奖|4项 */
    BEHIND_FORWARD,  /* 国家|奖学金 */
    BETWEEN_SINGLES, /* 实|训: two of them are mostly a word that no dictionary has */
    BEFORE_PARTICLE,
    IN_WORD,
    REASONS,
};

/* Next to these, two lines that differ by two em cost 38 (balance.c). */
static const int costs[] = {
    [BEHIND_CLAUSE] = UNIT_CLAUSE,
    [BEHIND_ITEM] = 100,
    [BEHIND_SPACE] = 150,
    [BEFORE_OPEN] = 300,
    [BEHIND_CLOSE] = 320,
    [BEFORE_LEADING] = 360,
    [BEFORE_PREDICATE] = 405,
    [BEFORE_LED] = 485,
    [BEHIND_PREDICATE] = 825,
    [BEHIND_OF] = 450,
    [BEHIND_HEAD] = 470,
    [BEHIND_HEAD_TO_CORE] = 720,
    [BEFORE_DATE] = 400,
    [BEHIND_DATE] = 1050,
    [BEHIND_ORDINAL] = 450,
    [BETWEEN_WORDS] = 850,
    [BETWEEN_WORDS_TO_CORE] = 1075,
    [BETWEEN_TITLE_AND_NAME] = 1680,
    [BEHIND_ADVERB] = 1680,
    [IN_BOND] = 1600,
    [IN_LATIN] = 1700,
    [BEHIND_LEADING] = 2250,
    [BESIDE_SINGLE] = 1800,
    [BETWEEN_NAME_AND_TITLE] = 1800,
    [BEHIND_COUNT] = 2000,
    [BEFORE_COUNT] = 2400,
    [BEHIND_FORWARD] = 2500,
    [BETWEEN_SINGLES] = 2800,
    [BEFORE_PARTICLE] = 3000,
    [IN_WORD] = 6000,
};
static_assert(sizeof costs / sizeof *costs == REASONS, "a reason has no cost");

/* Between two words. */
struct place {
    const struct phrase *phrase;
    const struct unit *units; /* all of them */
    bool has_han;
    const struct phrase_word *before, *word, *next; /* next: NULL at the end */
};

static bool has(const struct phrase_word *word, unsigned kinds)
{
    return word && (word->kinds & kinds);
}

static const struct unit *first_unit(const struct place *place)
{
    return &place->units[place->word->from];
}

static const char *last_character(const struct place *place, const struct phrase_word *word)
{
    return place->units[word->to - 1].text;
}

static enum reason behind_close(const struct place *place)
{
    bool is_number = strcmp(last_character(place, place->before), "〕") == 0 &&
                     has(place->word, WORD_FIGURE | WORD_DATE);
    bool is_suffix =
        has(place->word, WORD_PARTICLE | WORD_SUFFIX) && !has(place->word, WORD_LEADING);
    return is_number                                         ? IN_WORD
           : has(place->word, WORD_NAME | WORD_TITLE)        ? BETWEEN_NAME_AND_TITLE
           : is_suffix                                       ? BEFORE_PARTICLE
           : has(place->word, WORD_LEADING | WORD_PREDICATE) ? BEFORE_PREDICATE
                                                             : BEHIND_CLOSE;
}

enum { DASH = 3 }; /* bytes */

static bool is_latin(const struct unit *unit)
{
    char first = unit->text[0];
    return unit->class == UNIT_WESTERN && !(first >= '0' && first <= '9');
}

/* 600여|명의, 320|석을, with a space between them. */
static bool is_korean_count(const struct place *place)
{
    size_t at = place->word->from, after = 0;
    const char *text = place->units[at].text;
    bool is_about = at > 1 && strcmp(place->units[at - 1].text, "여") == 0;
    char figure = place->units[is_about ? at - 2 : at - 1].text[0];
    return figure >= '0' && figure <= '9' &&
           mark_is_hangul(utf8_next(text, strlen(text), &after));
}

static enum reason beside_mark(const struct place *place)
{
    const struct unit *unit = first_unit(place);
    switch (unit[-1].class) {
    case UNIT_COMMA:
        return strcmp(unit[-1].text, "、") == 0 ? BEHIND_ITEM : BEHIND_CLAUSE;
    case UNIT_STOP:
        return BEHIND_CLAUSE;
    case UNIT_DASH: /* —— and ……; a single one joins what is beside it */
        return unit[-1].text[DASH] ? BEHIND_CLAUSE : IN_BOND;
    case UNIT_CLOSE:
        return behind_close(place);
    default:
        break;
    }
    if (unit->space != SPACE_NONE) {
        bool is_latin_name = place->has_han && is_latin(&unit[-1]) && is_latin(unit);
        return is_latin_name ? IN_LATIN : is_korean_count(place) ? BEHIND_COUNT : BEHIND_SPACE;
    }
    return unit->class != UNIT_OPEN             ? UNDECIDED
           : strcmp(unit->text, "〔") == 0      ? BEFORE_COUNT
           : has(place->before, WORD_LEADING)   ? BEHIND_LEADING
           : has(place->before, WORD_PREDICATE) ? BEHIND_PREDICATE
                                                : BEFORE_OPEN;
}

/* 105周年 */
static bool is_anniversary(const struct place *place, const struct phrase_word *word)
{
    return word->to > word->from + 2 && strcmp(place->units[word->to - 2].text, "周") == 0 &&
           strcmp(last_character(place, word), "年") == 0;
}

/* 教学楼|A座 */
static bool is_building(const struct place *place)
{
    const struct unit *unit = first_unit(place);
    return is_latin(unit) && !unit->text[1] && unit[-1].class == UNIT_HAN &&
           place->word->to == place->word->from + 2;
}

/* 2026届|毕业生, 2024级|新生 */
static bool is_class_of(const struct place *place)
{
    const struct phrase_word *before = place->before;
    char first = place->units[before->from].text[0];
    return has(before, WORD_DATE) && first >= '0' && first <= '9' &&
           strstr("届级", last_character(place, before));
}

/* 新加坡|国立|大学: what is bound has no more than a name before it. */
static bool is_before_bound(const struct place *place)
{
    const struct unit *unit = first_unit(place);
    return has(place->next, WORD_BOUND) && !place->before->kinds && !place->word->kinds &&
           unit->class == UNIT_HAN && unit[-1].class == UNIT_HAN &&
           !strstr("我本母", place->units[place->before->from].text);
}

/* 傣族|自治州, 2026年|春季, 建党|105周年, 颁发|仪式, 莅临|我校, 国家|奖学金 */
static enum reason in_bond(const struct place *place)
{
    const struct phrase_word *before = place->before, *word = place->word;
    bool is_own = word->to == word->from + 2 && strstr("我本母", first_unit(place)->text);
    bool is_bound = has(word, WORD_BOUND) && !has(place->next, WORD_PARTICLE) &&
                    !has(before, WORD_PREDICATE | WORD_LEADING | WORD_PARTICLE | WORD_TIME);
    bool is_and_so =
        strcmp(first_unit(place)->text, "等") == 0 && has(place->next, WORD_FIGURE);
    if (has(word, WORD_PARTICLE)) {
        return is_and_so ? BEFORE_LEADING : BEFORE_PARTICLE;
    }
    if (has(before, WORD_FIGURE) && has(word, WORD_UNIT)) {
        return IN_WORD;
    }
    if (strcmp(last_character(place, before), "等") == 0 && has(word, WORD_FIGURE)) {
        return IN_BOND;
    }
    if (is_building(place) || is_class_of(place) || is_before_bound(place)) {
        return IN_BOND;
    }
    if (has(before, WORD_LEADING)) {
        return BEHIND_LEADING;
    }
    if (is_bound || (has(word, WORD_DATE) && is_anniversary(place, word)) ||
        (has(before, WORD_PREDICATE) && before->to == before->from + 2 &&
            has(word, WORD_CORE)) ||
        (has(before, WORD_DATE) && has(word, WORD_SEASON))) {
        return IN_BOND;
    }
    if ((has(before, WORD_PREDICATE) && is_own) || has(before, WORD_TIME)) {
        return BEHIND_ADVERB;
    }
    return !has(before, WORD_FORWARD)                              ? UNDECIDED
           : has(before, WORD_ADVERB) || has(word, WORD_PREDICATE) ? BEHIND_ADVERB
                                                                   : BEHIND_FORWARD;
}

/* 与, 为; 命名|为 and 展出|至 go with what is before them. */
static enum reason before_leading(const struct place *place)
{
    const struct phrase_word *before = place->before, *word = place->word;
    if (!has(word, WORD_LEADING)) {
        return UNDECIDED;
    }
    if (has(word, WORD_PREDICATE) && has(before, WORD_PREDICATE)) {
        return IN_BOND; /* 审议|通过 */
    }
    bool goes_on = word->to == word->from + 1 && has(before, WORD_PREDICATE | WORD_SINGLE) &&
                   strstr("于为至到在成向给", first_unit(place)->text);
    return !goes_on                      ? BEFORE_LEADING
           : has(place->next, WORD_DATE) ? BEHIND_PREDICATE
                                         : BESIDE_SINGLE;
}

/* Whether one of the words before leads to what is said: 向母校|捐赠, 在我校|召开. */
static bool is_led(const struct place *place)
{
    enum { FAR = 5 };
    const struct phrase_word *word = place->word;
    for (int i = 0; i < FAR && word > place->phrase->words; i++) {
        word--;
        unsigned char class = place->units[word->from].class;
        if (has(word, WORD_PREDICATE) || class == UNIT_COMMA || class == UNIT_STOP ||
            class == UNIT_DASH) {
            return false;
        }
        if (has(word, WORD_LEADING)) {
            return strstr("在向以为把被将对从由给就于", place->units[word->from].text);
        }
    }
    return false;
}

/* 召开, and 成功 before it; but the 颁发 of 颁发仪式 is part of a noun. */
static enum reason beside_predicate(const struct place *place)
{
    bool begins = (has(place->word, WORD_PREDICATE) && !has(place->next, WORD_CORE)) ||
                  (has(place->word, WORD_FORWARD) && has(place->next, WORD_PREDICATE)) ||
                  (has(place->word, WORD_ADVERB) && !has(place->word, WORD_SINGLE));
    if (!begins) {
        return has(place->before, WORD_PARTICLE) ? BEHIND_OF : UNDECIDED;
    }
    return has(place->before, WORD_PREDICATE) ? IN_BOND /* 审议|通过 */
           : is_led(place)                    ? BEFORE_LED
                                              : BEFORE_PREDICATE;
}

static enum reason beside_name(const struct place *place)
{
    if (has(place->before, WORD_NAME) && has(place->word, WORD_TITLE)) {
        return BETWEEN_NAME_AND_TITLE;
    }
    return has(place->before, WORD_TITLE) && has(place->word, WORD_NAME | WORD_TITLE)
               ? BETWEEN_TITLE_AND_NAME
               : UNDECIDED;
}

static bool counts(const struct place *place, const struct phrase_word *word)
{
    return strstr("名个位项支所门件本条场台套篇部", last_character(place, word));
}

static bool is_time(const struct place *place, const struct phrase_word *word)
{
    return strstr("年月日时点分期届级", last_character(place, word));
}

static enum reason beside_figure(const struct place *place)
{
    const struct phrase_word *before = place->before, *word = place->word;
    if (has(word, WORD_FIGURE)) {
        return has(before, WORD_PREDICATE) ? BEHIND_COUNT : BEFORE_COUNT;
    }
    if (has(before, WORD_FIGURE | WORD_DATE) && counts(place, before)) {
        return BEHIND_COUNT;
    }
    if (has(before, WORD_FIGURE)) {
        return BEHIND_DATE;
    }
    if (has(before, WORD_PREDICATE)) {
        return BEHIND_PREDICATE;
    }
    if (has(before, WORD_DATE) && (!has(word, WORD_TIME) || is_time(place, before))) {
        return has(word, WORD_TIME | WORD_DATE) ? BETWEEN_WORDS
               : strcmp(place->units[before->from].text, "第") == 0
                   ? (has(word, WORD_HEAD) && has(word, WORD_TERM) ? IN_BOND : BEHIND_ORDINAL)
                   : BEHIND_DATE;
    }
    return has(word, WORD_DATE | WORD_TIME) ? BEFORE_DATE : UNDECIDED;
}

static enum reason beside_single(const struct place *place)
{
    const struct phrase_word *before = place->before, *word = place->word;
    bool is_single = has(word, WORD_SINGLE);
    if (is_single && has(before, WORD_SINGLE)) {
        return BETWEEN_SINGLES;
    }
    if (is_single && has(word, WORD_FORWARD)) {
        return BETWEEN_WORDS;
    }
    bool begins_unknown = is_single && has(place->next, WORD_SINGLE) &&
                          !has(place->next, WORD_LEADING | WORD_PARTICLE);
    return (is_single && !begins_unknown) || has(before, WORD_SINGLE) ? BESIDE_SINGLE
                                                                      : UNDECIDED;
}

static enum reason between_words(const struct place *place)
{
    bool is_close = has(place->before, WORD_SCOPE) || has(place->word, WORD_CORE);
    if (has(place->before, WORD_HEAD | WORD_NAME)) {
        return is_close ? BEHIND_HEAD_TO_CORE : BEHIND_HEAD;
    }
    return is_close ? BETWEEN_WORDS_TO_CORE : BETWEEN_WORDS;
}

static enum reason reason_for(const struct place *place)
{
    static enum reason (*const rules[])(const struct place *place) = { beside_mark, in_bond,
        before_leading, beside_predicate, beside_name, beside_figure, beside_single,
        between_words };
    enum reason reason = UNDECIDED;
    for (size_t i = 0; reason == UNDECIDED; i++) {
        reason = rules[i](place);
    }
    return reason;
}

void units_weigh_breaks(const struct chars *chars, const struct phrase *phrase,
    const struct set_options *options, struct units *units)
{
    for (size_t i = 1; i < units->count; i++) {
        units->row[i].break_cost = costs[IN_WORD];
    }
    for (size_t w = 1; w < phrase->count; w++) {
        const struct phrase_word *word = &phrase->words[w];
        const struct place place = { phrase, units->row, chars->has_han, word - 1, word,
            w + 1 < phrase->count ? word + 1 : NULL };
        units->row[word->from].break_cost = costs[reason_for(&place)];
    }
    weigh_brackets(units, (int64_t)options->width_px * MEASURE_UNIT);
    for (size_t i = 0; i < options->name_count; i++) {
        weigh_name(chars, options->names[i], units);
    }
}
