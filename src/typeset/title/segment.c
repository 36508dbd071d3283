#include "typeset/title/segment.h"

#include "base/utf8.h"
#include "typeset/title/lexicon.h"

#include <limits.h>
#include <string.h>

/* In half bits, as the dictionary's. */
enum {
    COST_WORD = 8,          /* of each, beside its own */
    COST_UNKNOWN = 44,      /* a character that the dictionary lacks */
    COST_NAME = 27,         /* a surname, before what the given name costs */
    COST_NAME_BY_TITLE = 6, /* beside 教授 */
    COST_NAME_OF_ONE = 4,   /* a given name that most are not */
    COST_LONG_SURNAME = 12, /* 欧阳, which is seldom anything else */
    COST_NAME_LEADING = 12, /* 向, 于, 和: more often no name */
    COST_FOREIGN = 20,      /* a name from abroad, before what each character costs */
    COST_SOUND = 9,
    LONGEST = 5,
    LONGEST_FOREIGN = 8,
    LONGEST_TITLE = 4,
};

/* The best way to here. */
struct step {
    int cost;
    unsigned char size; /* units of the last word */
    unsigned char kind; /* enum start */
};

static bool is_han(const struct segment *segment, size_t i)
{
    return i < segment->units->count && segment->units->row[i].class == UNIT_HAN;
}

static bool is_free(const struct segment *segment, size_t i)
{
    const struct unit *row = segment->units->row;
    return i == 0 || i >= segment->units->count || row[i].level == BREAK_FREE ||
           row[i].class >= UNIT_OPEN || row[i - 1].class >= UNIT_OPEN;
}

/* AI+|艺术: no line begins there, and a word does. */
static bool is_behind_plus(const struct segment *segment, size_t i)
{
    const struct unit *row = segment->units->row;
    return i > 0 && row[i - 1].class == UNIT_WESTERN &&
           row[i - 1].text[strlen(row[i - 1].text) - 1] == '+';
}

/* A Han character that nothing keeps with its neighbours. */
static bool is_loose(const struct segment *segment, size_t i)
{
    return is_han(segment, i) && (is_free(segment, i) || is_behind_plus(segment, i)) &&
           is_free(segment, i + 1);
}

static size_t byte_at(const struct segment *segment, size_t i)
{
    return i < segment->units->count ? segment->units->row[i].at : segment->chars->text_size;
}

const char *segment_text(const struct segment *segment, size_t unit)
{
    return segment->chars->text + byte_at(segment, unit);
}

size_t segment_size(const struct segment *segment, size_t from, size_t to)
{
    return byte_at(segment, to) - byte_at(segment, from);
}

static unsigned kinds_of(const struct segment *segment, size_t from, size_t to)
{
    return lexicon_kinds(segment_text(segment, from), segment_size(segment, from, to));
}

static struct lexicon_word word_at(const struct segment *segment, size_t from, size_t to)
{
    return lexicon_find(segment_text(segment, from), segment_size(segment, from, to));
}

/* 林婉清|老师; not 丘成桐|大学生. */
static bool is_before_title(const struct segment *segment, size_t to, size_t title_end)
{
    char tag = word_at(segment, to - 1, title_end).tag;
    return kinds_of(segment, to, title_end) & WORD_TITLE &&
           (tag == TAG_NONE || lexicon_is_pair(tag));
}

/* 校长|林婉清; not 王志强同志|任化工学院书记. */
static bool is_behind_title(const struct segment *segment, size_t title, size_t from)
{
    unsigned kinds = kinds_of(segment, title, from);
    return kinds & WORD_TITLE && !(kinds & WORD_SUFFIX);
}

static bool is_before_any_title(const struct segment *segment, size_t to)
{
    for (size_t n = 2; n <= LONGEST_TITLE && to + n <= segment->units->count; n++) {
        if (is_before_title(segment, to, to + n)) {
            return true;
        }
    }
    return false;
}

static bool is_beside_title(const struct segment *segment, size_t from, size_t to)
{
    const struct unit *row = segment->units->row;
    size_t end = from - (from > 0 && row[from - 1].class == UNIT_CLOSE); /* “时代楷模”|黄文秀 */
    bool is_and_others = is_han(segment, to) && strcmp(row[to].text, "等") == 0;
    for (size_t n = 2; n <= LONGEST_TITLE && n <= end; n++) {
        if (is_han(segment, end - 1) && is_behind_title(segment, end - n, end)) {
            return true;
        }
    }
    return is_before_any_title(segment, to + is_and_others); /* 王立新|等同志 */
}

static bool is_leading(const struct segment *segment, size_t i)
{
    return kinds_of(segment, i, i + 1) & WORD_LEADING;
}

/* A surname up to `given`, and what may be a given name: 林婉清, 李响, 欧阳文婷. */
static int cost_of_name(const struct segment *segment, size_t from, size_t given, size_t to)
{
    unsigned kinds = kinds_of(segment, from, given);
    bool is_word = to > given + 1 && word_at(segment, given, to).tag; /* 东方|文化 */
    int cost = is_beside_title(segment, from, to) ? COST_NAME_BY_TITLE
               : given > from + 1 && !is_word     ? COST_LONG_SURNAME
                                                  : COST_NAME;
    cost += COST_WORD + (kinds & (WORD_LEADING | WORD_FORWARD) ? COST_NAME_LEADING : 0);
    cost += to == given + 1 ? COST_NAME_OF_ONE : 0;
    for (size_t i = given; i < to; i++) {
        const struct lexicon_word word = word_at(segment, i, i + 1);
        cost += COST_WORD + (word.tag ? word.given : COST_UNKNOWN);
        cost += is_leading(segment, i) ? COST_NAME_LEADING : 0; /* 王强|向母校 */
    }
    return cost;
}

/* Behind the characters from here on that foreign names are written with: 内布拉斯加|大学. */
static size_t sounds_end(const struct segment *segment, size_t from, size_t end)
{
    for (size_t i = from; i < end; i++) {
        size_t at = 0;
        if (!chars_is_sound(
                utf8_next(segment_text(segment, i), segment_size(segment, i, i + 1), &at))) {
            return i;
        }
    }
    return end;
}

static int cost_of_word(const struct segment *segment, size_t from, size_t to)
{
    const struct lexicon_word word = word_at(segment, from, to);
    bool is_word = word.tag && !lexicon_is_pair(word.tag);
    return is_word          ? COST_WORD + word.cost
           : to == from + 1 ? COST_WORD + COST_UNKNOWN
                            : INT_MAX;
}

static void offer(struct step *steps, size_t from, struct step step)
{
    struct step *to = &steps[from + step.size];
    if (step.cost != INT_MAX && steps[from].cost + step.cost < to->cost) {
        *to = step;
        to->cost += steps[from].cost;
    }
}

/* Names that begin with a surname there. */
static void offer_names(
    const struct segment *segment, struct step *steps, size_t from, size_t end)
{
    enum { SURNAME_MOST = 2, GIVEN_MOST = 2 };
    for (size_t given = from + 1; given <= from + SURNAME_MOST && given < end; given++) {
        bool is_surname = kinds_of(segment, from, given) & WORD_SURNAME;
        bool is_alone = given > from + 1 && is_before_any_title(segment, given); /* 欧阳|老师 */
        for (size_t to = given + !is_alone; is_surname && to <= given + GIVEN_MOST && to <= end;
             to++) {
            offer(steps, from,
                (struct step) { cost_of_name(segment, from, given, to),
                    (unsigned char)(to - from), START_NAME });
        }
    }
}

/* steps[] are by unit of the text. */
static void cut_run(const struct segment *segment, struct step *steps, size_t begin, size_t end)
{
    enum { FOREIGN_LEAST = 4 };
    steps[begin].cost = 0;
    for (size_t i = begin + 1; i <= end; i++) {
        steps[i].cost = INT_MAX;
    }
    size_t sounds = begin;
    for (size_t i = begin; i < end; i++) {
        for (size_t n = 1; n <= LONGEST && i + n <= end; n++) {
            offer(steps, i,
                (struct step) {
                    cost_of_word(segment, i, i + n), (unsigned char)n, START_WORD });
        }
        offer_names(segment, steps, i, end);
        sounds = i < sounds ? sounds : sounds_end(segment, i, end);
        size_t most = sounds - i < LONGEST_FOREIGN ? sounds - i : LONGEST_FOREIGN;
        for (size_t n = FOREIGN_LEAST; n <= most; n++) {
            offer(steps, i,
                (struct step) {
                    COST_FOREIGN + (int)n * COST_SOUND, (unsigned char)n, START_WORD });
        }
    }
    for (size_t i = end; i > begin;) {
        const struct step step = steps[i];
        for (size_t n = 1; n < step.size; n++) {
            segment->starts[i - n] = START_NONE;
        }
        i -= step.size;
        segment->starts[i] = step.kind;
    }
}

/* Kana and ideographs; not ㎡ or ①. */
static bool is_letter(const char *text, size_t size)
{
    enum { FIRST = 0x3040, LAST = 0x9FFF };
    size_t at = 0;
    uint32_t character = utf8_next(text, size, &at);
    return character >= FIRST && character <= LAST;
}

bool segment_knows(const struct segment *segment)
{
    for (size_t i = 0; i < segment->units->count; i++) {
        const char *text = segment_text(segment, i);
        size_t size = segment_size(segment, i, i + 1);
        if (is_han(segment, i) && is_letter(text, size) && !lexicon_find(text, size).tag) {
            return false;
        }
    }
    return true;
}

bool segment_han(struct arena *scratch, const struct segment *segment)
{
    size_t count = segment->units->count;
    struct step *steps = arena_array(scratch, count + 1, sizeof *steps);
    for (size_t i = 0; steps && i < count;) {
        size_t end = i;
        while (end < count && is_loose(segment, end) &&
               (end == i || segment->units->row[end].space == SPACE_NONE)) {
            end++;
        }
        if (end > i) {
            cut_run(segment, steps, i, end);
        }
        i = end > i ? end : i + 1;
    }
    return steps;
}
