/* Where a heading likes to break: behind a mark, between phrases, not inside brackets. What
 * marks and CLREQ leave open, a model says that has learnt of readers (model.h). */
#include "base/utf8.h"
#include "typeset/chars/marks.h"
#include "typeset/title/phrase.h"
#include "typeset/title/weigh_spans.h"

#include <assert.h>
#include <string.h>

enum reason {
    UNDECIDED,
    BEHIND_CLAUSE,
    BEHIND_ITEM,       /* 、 */
    BEHIND_SHORT_ITEM, /* 时间、|地点及其他 */
    BEHIND_SPACE,
    BEFORE_LIST,          /* 实训中心|A、B座 */
    BEFORE_NOTE,          /* （仅限10月考生） */
    BEHIND_DASH,          /* a single one joins what is beside it */
    BEHIND_SUBTITLE_DASH, /* 写在大地上|——记 */
    BESIDE_TITLE,         /* 厅长|王建国; 2个|学位点 */
    BEFORE_TITLE,         /* 王建国|教授 */
    IN_PAIR,              /* 技能|展示周; 等|12个 */
    BEHIND_SCOPE,         /* 全国|大学生; 连续|十年 */
    BEHIND_OF,            /* 学生设计的|卫星升空 */
    BEFORE_TIMED,         /* 志愿者|招募12月20日截止 */
    BEFORE_AND,           /* 规范|与技巧 */
    IN_PERIOD,            /* 22:00|至次日6:00 */
    BEHIND_RANGE,         /* 2026—2027|赛季 */
    /* From here on what is parted belongs together. */
    BEHIND_LEADING,  /* 请于|1月10日 */
    BEFORE_WHERE,    /* 写|在祖国大地上 */
    BEHIND_COUNT,    /* 600여|명의 */
    BEFORE_DOCUMENT, /* 校发|〔2026〕18号 */
    IN_LATIN,        /* Nature|Energy, among Han */
    IN_WHOLE,        /* 人工|智能 */
    BEFORE_PARTICLE,
    IN_LIST, /* 四、|六级 */
    IN_WORD,
    BEHIND_HYPHEN, /* Sino-|German */
    REASONS,
};

/* Next to these, two lines that differ by two em cost 20 (balance.c). */
static const int costs[] = {
    [BEHIND_CLAUSE] = UNIT_CLAUSE,
    [BEHIND_ITEM] = 100,
    [BEHIND_SHORT_ITEM] = 900,
    [BEHIND_SPACE] = 150,
    [BEFORE_LIST] = 700,
    [BEFORE_NOTE] = 150,
    [BEHIND_DASH] = 2900,
    [BEHIND_SUBTITLE_DASH] = 2900,
    [BESIDE_TITLE] = 1700,
    [BEFORE_TITLE] = 2700,
    [IN_PAIR] = 2300,
    [BEHIND_SCOPE] = 2600,
    [BEHIND_OF] = 2400,
    [BEFORE_TIMED] = 2600,
    [BEFORE_AND] = 2000,
    [IN_PERIOD] = 2500,
    [BEHIND_RANGE] = 6500,
    [BEHIND_LEADING] = UNIT_PARTED,
    [BEFORE_WHERE] = 3400,
    [BEHIND_COUNT] = UNIT_PARTED,
    [BEFORE_DOCUMENT] = 2900,
    [IN_LATIN] = 3300,
    [IN_WHOLE] = 3800,
    [BEFORE_PARTICLE] = 3600,
    [IN_LIST] = 3500,
    [IN_WORD] = 6000,
    [BEHIND_HYPHEN] = 9500, /* so that a line more is less */
};
static_assert(sizeof costs / sizeof *costs == REASONS, "a reason has no cost");

/* Between two words. */
struct place {
    const struct unit *units; /* all of them */
    bool has_han;
    const struct phrase_word *before, *word, *next; /* next: NULL at the end */
    const struct phrase_word *after;                /* likewise, behind next */
};

static bool has(const struct phrase_word *word, unsigned kinds)
{
    return word->kinds & kinds;
}

static bool is_one(const struct phrase_word *word)
{
    return word->to == word->from + 1;
}

static const struct unit *first_unit(const struct place *place)
{
    return &place->units[place->word->from];
}

static bool is_latin(const struct unit *unit)
{
    char first = unit->text[0];
    return unit->class == UNIT_WESTERN && !(first >= '0' && first <= '9');
}

static bool is_letter(const struct unit *unit)
{
    return is_latin(unit) && !unit->text[1];
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

/* 四、|六级, A、|B座: what is before 、 is part of a word. */
static bool is_in_list(const struct place *place)
{
    if (place->before->from == 0) {
        return false;
    }
    const struct phrase_word *item = place->before - 1;
    const struct unit *unit = &place->units[item->from];
    return is_one(item) && (has(item, WORD_SINGLE) || is_letter(unit));
}

static bool is_before_list(const struct place *place)
{
    return is_letter(first_unit(place)) && place->next &&
           strcmp(place->units[place->next->from].text, "、") == 0;
}

/* A word between 、 and what joins the next item. */
static bool is_short_item(const struct place *place)
{
    return place->next && lexicon_lists(LIST_JOINING, place->units[place->next->from].text);
}

/* —— leads a subtitle. */
static bool is_subtitle_dash(const struct unit *unit)
{
    return strcmp(unit->text, "——") == 0;
}

/* Between a rubric and what it is of: 讲座预告｜敦煌壁画 */
static bool is_bar(const struct unit *unit)
{
    return strcmp(unit->text, "｜") == 0 || strcmp(unit->text, "丨") == 0;
}

static enum reason behind_mark(const struct place *place)
{
    const struct unit *mark = first_unit(place) - 1;
    bool is_item = strcmp(mark->text, "、") == 0;
    return is_item && is_in_list(place)                            ? IN_LIST
           : is_item && is_short_item(place)                       ? BEHIND_SHORT_ITEM
           : is_item                                               ? BEHIND_ITEM
           : mark->class == UNIT_COMMA || mark->class == UNIT_STOP ? BEHIND_CLAUSE
           : is_bar(mark)                                          ? BEHIND_CLAUSE
           : mark->class != UNIT_DASH                              ? UNDECIDED
           : is_subtitle_dash(mark)                                ? BEHIND_SUBTITLE_DASH
                                                                   : BEHIND_DASH;
}

static enum reason at_space(const struct place *place)
{
    const struct unit *unit = first_unit(place);
    bool is_number = is_one(place->word) && unit->class == UNIT_WESTERN; /* Wi-Fi|6 */
    bool is_latin_name = place->has_han && is_latin(&unit[-1]) && (is_latin(unit) || is_number);
    return is_latin_name ? IN_LATIN : is_korean_count(place) ? BEHIND_COUNT : BEHIND_SPACE;
}

static enum reason reason_for(const struct place *place)
{
    const struct phrase_word *before = place->before, *word = place->word;
    const struct unit *unit = first_unit(place);
    enum reason reason = is_subtitle_dash(unit) ? BEHIND_CLAUSE : behind_mark(place);
    if (reason != UNDECIDED) {
        return reason;
    }
    if (unit->space != SPACE_NONE) {
        return at_space(place);
    }
    bool is_number = strcmp(unit[-1].text, "〕") == 0 && has(word, WORD_FIGURE | WORD_DATE);
    bool is_unit = has(before, WORD_FIGURE | WORD_DATE) && has(word, WORD_UNIT);
    bool is_and_so =
        strcmp(unit->text, "等") == 0 && place->next && has(place->next, WORD_FIGURE);
    return strcmp(unit->text, "〔") == 0            ? BEFORE_DOCUMENT
           : strcmp(unit->text, "（") == 0          ? BEFORE_NOTE
           : is_bar(unit)                           ? BEFORE_PARTICLE
           : is_before_list(place)                  ? BEFORE_LIST
           : is_number || is_unit                   ? IN_WORD
           : has(word, WORD_PARTICLE) && !is_and_so ? BEFORE_PARTICLE
                                                    : UNDECIDED;
}

static bool is_verb(const struct phrase_word *word)
{
    return has(word, WORD_PREDICATE) || word->tag == 'v';
}

/* 全国|大学生, 优秀|党员; not 全校|掀起热潮. */
static bool is_behind_scope(const struct place *place)
{
    return has(place->before, WORD_SCOPE | WORD_FORWARD) &&
           !has(place->before, WORD_ADVERB | WORD_PREDICATE) &&
           !has(place->word, WORD_PREDICATE | WORD_LEADING | WORD_ADVERB | WORD_MARK);
}

/* 连续|十年, 正式|开馆 */
static bool is_behind_adverb(const struct place *place)
{
    return has(place->before, WORD_ADVERB) && !has(place->before, WORD_PREDICATE | WORD_TIME) &&
           !has(place->word, WORD_MARK);
}

/* The thing behind 的 is short, and is itself what does something. */
static bool is_behind_of(const struct place *place)
{
    enum { SHORT = 3 };
    return strcmp(place->units[place->before->to - 1].text, "的") == 0 && place->next &&
           place->word->to - place->word->from <= SHORT && is_verb(place->next);
}

/* 12月20日; not 2026年, which tells of what is behind it, nor 今晚, which begins no line. */
static bool is_day(const struct place *place, const struct phrase_word *word)
{
    return has(word, WORD_DATE) && strcmp(place->units[word->to - 1].text, "日") == 0;
}

/* What is done on a day stands behind it: a verb before it is the end of what is told of. */
static bool is_before_timed(const struct place *place)
{
    return is_verb(place->word) && place->after && is_day(place, place->next) &&
           is_verb(place->after);
}

/* Words of two characters that are joined; not 集团|与大学. */
static bool is_before_and(const struct place *place)
{
    enum { SHORT = 2 };
    const struct phrase_word *before = place->before, *next = place->next;
    return has(place->word, WORD_LEADING) && next &&
           lexicon_lists(LIST_JOINING, first_unit(place)->text) &&
           before->to - before->from == SHORT && next->to - next->from == SHORT &&
           !has(before, WORD_HEAD | WORD_BOUND) && !is_verb(next);
}

/* Years without a word for what they are; not 8:00—12:00|梅园. */
static bool is_behind_range(const struct place *place)
{
    const struct unit *unit = first_unit(place);
    return place->word->from > 2 && unit->class == UNIT_HAN && unit[-1].class == UNIT_WESTERN &&
           !strchr(unit[-1].text, ':') && unit[-2].class == UNIT_DASH &&
           unit[-3].class == UNIT_WESTERN;
}

/* From one time to another, of the next day maybe. */
static bool is_in_period(const struct place *place)
{
    static const unsigned figures = WORD_FIGURE | WORD_DATE;
    const struct phrase_word *next = place->next;
    return has(place->before, figures) && lexicon_lists(LIST_UNTIL, first_unit(place)->text) &&
           is_one(place->word) && next && has(next, figures | WORD_TIME);
}

/* What must cost so much whatever the model says: a function word is not the last of its line,
 * two words of one name for a thing stay side by side, a person stays with a title, a figure
 * with what it counts. */
static enum reason least_reason(const struct place *place)
{
    const struct phrase_word *before = place->before, *word = place->word;
    bool is_leading =
        has(before, WORD_LEADING) && !has(before, WORD_PREDICATE) && is_one(before);
    bool is_titled = has(before, WORD_TITLE) && has(word, WORD_NAME);
    bool is_ranked = has(before, WORD_NAME) && has(word, WORD_TITLE);
    bool is_where = is_one(before) && before->tag == 'v' && is_one(word) &&
                    strcmp(first_unit(place)->text, "在") == 0;
    bool is_count = has(before, WORD_FIGURE) &&
                    lexicon_lists(LIST_COUNTER, place->units[before->to - 1].text);
    bool is_and_so = has(word, WORD_FIGURE) && is_one(before) &&
                     strcmp(place->units[before->from].text, "等") == 0;
    return is_leading                                          ? BEHIND_LEADING
           : is_where                                          ? BEFORE_WHERE
           : is_behind_range(place)                            ? BEHIND_RANGE
           : is_in_period(place)                               ? IN_PERIOD
           : word->paired == PAIR_WHOLE                        ? IN_WHOLE
           : is_and_so || word->paired == PAIR_OFTEN           ? IN_PAIR
           : is_behind_scope(place) || is_behind_adverb(place) ? BEHIND_SCOPE
           : is_ranked                                         ? BEFORE_TITLE
           : is_titled || is_count                             ? BESIDE_TITLE
           : is_behind_of(place)                               ? BEHIND_OF
           : is_before_timed(place)                            ? BEFORE_TIMED
           : is_before_and(place)                              ? BEFORE_AND
                                                               : BEHIND_CLAUSE;
}

static int cost_of(const struct place *place)
{
    enum reason reason = reason_for(place);
    if (reason != UNDECIDED) {
        return costs[reason];
    }
    int least = costs[least_reason(place)], cost = place->word->cost;
    return cost > least ? cost : least;
}

static bool ends_open(const struct unit *unit)
{
    size_t at = strlen(unit->text);
    while (at > 0 && ((unsigned char)unit->text[--at] & 0xC0) == 0x80) {
    }
    return mark_not_last(utf8_next(unit->text, strlen(unit->text), &at));
}

/* A subtitle begins with its dash, which CLREQ's strict level alone keeps from a line's start
 * (3.1.3) and GB/T 15834 does not. Not behind what opens. */
static void free_subtitles(struct units *units)
{
    for (size_t i = 1; i + 1 < units->count; i++) {
        struct unit *unit = &units->row[i];
        if (is_subtitle_dash(unit) && unit->level == BREAK_KINSOKU && !ends_open(unit - 1)) {
            unit->level = BREAK_FREE;
        }
    }
}

static bool is_behind_hyphen(const struct unit *unit)
{
    const char *before = unit[-1].text;
    const size_t size = strlen(before);
    return unit->class == UNIT_WESTERN && unit[-1].class == UNIT_WESTERN && size > 1 &&
           before[size - 1] == '-';
}

void units_weigh_breaks(const struct chars *chars, const struct phrase *phrase,
    const struct set_options *options, struct units *units)
{
    for (size_t i = 1; i < units->count; i++) {
        units->row[i].break_cost = costs[IN_WORD];
        units->row[i].in_word = true;
    }
    if (options->balance) {
        free_subtitles(units);
    }
    for (size_t w = 1; w < phrase->count; w++) {
        const struct phrase_word *word = &phrase->words[w];
        const struct place place = { units->row, chars->has_han, word - 1, word,
            w + 1 < phrase->count ? word + 1 : NULL, w + 2 < phrase->count ? word + 2 : NULL };
        units->row[word->from].break_cost = cost_of(&place);
        units->row[word->from].in_word = units->row[word->from].break_cost >= costs[IN_WORD];
    }
    for (size_t i = 1; i < units->count; i++) {
        if (is_behind_hyphen(&units->row[i])) {
            units->row[i].break_cost = costs[BEHIND_HYPHEN];
        }
    }
    const int64_t line_width = (int64_t)options->width_px * MEASURE_UNIT;
    weigh_short_clauses(units);
    weigh_label(units);
    weigh_brackets(units, line_width);
    if (!options->is_row) { /* which has no line more for it */
        weigh_events(phrase, line_width, units);
    }
    for (size_t i = 0; i < options->name_count; i++) {
        weigh_name(chars, options->names[i], units);
    }
}
