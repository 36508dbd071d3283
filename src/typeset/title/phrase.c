#include "typeset/title/phrase.h"

#include "base/language/language_tag.h"
#include "typeset/break.h"
#include "typeset/title/segment.h"
#include "typeset/title/simplify.h"

#include <ctype.h>
#include <string.h>

static bool is_han(const struct segment *reader, size_t i)
{
    return i < reader->units->count && reader->units->row[i].class == UNIT_HAN;
}

static bool is_mark(const struct unit *unit)
{
    return unit->class >= UNIT_OPEN && unit->class <= UNIT_CONNECTOR;
}

static bool is_start(const struct segment *reader, size_t i)
{
    return i >= reader->units->count || reader->starts[i];
}

/* One Han character that is a word so far. */
static bool is_single(const struct segment *reader, size_t i)
{
    return is_han(reader, i) && is_start(reader, i) && is_start(reader, i + 1);
}

static unsigned kinds_of(const struct segment *reader, size_t from, size_t to)
{
    return lexicon_kinds(segment_text(reader, from), segment_size(reader, from, to));
}

static struct lexicon_word word_of(const struct segment *reader, size_t from, size_t to)
{
    return lexicon_find(segment_text(reader, from), segment_size(reader, from, to));
}

/* 社会|保障厅: 厅 was joined to the second of the two. */
static bool has_joined(const struct segment *reader, size_t begin, size_t to)
{
    return to - begin > 2 && kinds_of(reader, to - 1, to) & WORD_SUFFIX &&
           word_of(reader, begin, to).tag == TAG_NONE;
}

/* Of the words from..begin..to. */
static enum phrase_pair pair_of(
    const struct segment *reader, size_t from, size_t begin, size_t to)
{
    char tag = word_of(reader, from, to).tag;
    if (tag == TAG_NONE && has_joined(reader, begin, to)) {
        tag = word_of(reader, from, to - 1).tag;
    }
    return tag == TAG_NONE     ? PAIR_NONE
           : tag == TAG_LIKELY ? PAIR_LIKELY
           : tag == TAG_WHOLE  ? PAIR_WHOLE
                               : PAIR_OFTEN;
}

/* At marks, and nowhere inside what is kept whole; Han wherever ICU's dictionary says, where
 * it is asked (`words`). */
static void find_starts(const struct segment *reader, const unsigned char *words)
{
    const struct unit *row = reader->units->row;
    for (size_t i = 0; i < reader->units->count; i++) {
        bool at_mark = is_mark(&row[i]) || (i > 0 && is_mark(&row[i - 1]));
        bool is_kept = row[i].level != BREAK_FREE && !row[i].cut;
        reader->starts[i] =
            i == 0 || at_mark || (!is_kept && (words ? words[row[i].at] : !row[i].cut));
    }
}

static size_t word_begin(const struct segment *reader, size_t end)
{
    size_t from = end - 1;
    while (!is_start(reader, from)) {
        from--;
    }
    return from;
}

static size_t word_end(const struct segment *reader, size_t from)
{
    size_t to = from + 1;
    while (!is_start(reader, to)) {
        to++;
    }
    return to;
}

/* 图书|馆, 志愿|者: a single one that goes with the word before it. */
static void join_suffixes(struct segment *reader)
{
    for (size_t i = 2; i < reader->units->count; i++) {
        bool goes_on = is_single(reader, i) && is_han(reader, i - 1) &&
                       !is_start(reader, i - 1) && is_han(reader, i - 2) &&
                       is_han(reader, word_begin(reader, i)); /* 2027年度|省社科基金 */
        if (goes_on && kinds_of(reader, i, i + 1) & WORD_SUFFIX) {
            reader->starts[i] = START_NONE;
        }
    }
}

/* 12月1日|起, 28|省, A|座, 3号|楼: a single one behind a figure; not 99%|微. */
static void join_behind_figures(struct segment *reader)
{
    const struct unit *row = reader->units->row;
    for (size_t i = 1; i < reader->units->count; i++) {
        if (!is_single(reader, i) || row[i].space != SPACE_NONE) {
            continue;
        }
        size_t from = word_begin(reader, i);
        bool is_digit = row[from].text[0] >= '0' && row[from].text[0] <= '9';
        bool is_bare = is_digit && from + 1 == i;
        bool is_lettered = row[from].class == UNIT_WESTERN && from + 1 == i &&
                           !row[from].text[1] && !is_digit &&
                           lexicon_lists(LIST_BEHIND_LETTER, row[i].text);
        bool is_numbered = is_digit && strcmp(row[i - 1].text, "号") == 0 &&
                           lexicon_lists(LIST_NUMBERED, row[i].text);
        bool is_counted =
            is_bare && isalnum((unsigned char)row[from].text[strlen(row[from].text) - 1]);
        unsigned kinds = kinds_of(reader, i, i + 1);
        if (is_lettered || is_numbered ||
            (is_counted && !(kinds & (WORD_LEADING | WORD_PARTICLE | WORD_FORWARD))) ||
            (is_digit && lexicon_lists(LIST_BEHIND_FIGURE, row[i].text))) {
            reader->starts[i] = START_NONE;
        }
    }
}

/* 第四|季度 */
static void join_ordinals(struct segment *reader)
{
    const struct unit *row = reader->units->row;
    for (size_t i = 2; i < reader->units->count; i++) {
        if (is_han(reader, i) && is_han(reader, i - 1) && reader->starts[i] &&
            strcmp(row[word_begin(reader, i)].text, "第") == 0 &&
            lexicon_lists(LIST_NUMERAL, row[i - 1].text)) {
            reader->starts[i] = START_NONE;
        }
    }
}

/* 总|决赛, 首|例: a single one that goes with the word behind it. */
static void join_prefixes(struct segment *reader)
{
    for (size_t i = 0; i + 1 < reader->units->count; i++) {
        if (is_single(reader, i) && is_han(reader, i + 1) && is_start(reader, i + 1) &&
            kinds_of(reader, i, i + 1) & WORD_PREFIX) {
            reader->starts[i + 1] = START_NONE;
        }
    }
}

/* 2026年, 第十八届, 8:00; and 12项, which is no more than a count. */
static unsigned figure_kinds(const struct segment *reader, size_t from, size_t to)
{
    static const char *const dates[] = { "年", "月", "日", "届", "级", "期", "周年", "次", "批",
        "号", ":", "：", "第" };
    const struct unit *row = reader->units->row;
    bool has_digit =
        row[from].class == UNIT_WESTERN && row[from].text[0] >= '0' && row[from].text[0] <= '9';
    bool is_kept = to > from + 1 && row[from + 1].level == BREAK_KEEP;
    bool is_model = has_digit && to == from + 1 &&
                    isalpha((unsigned char)row[from].text[strlen(row[from].text) - 1]);
    if (is_model) {
        return WORD_FORWARD | WORD_ADVERB; /* 5G|网络 */
    }
    if (!has_digit && !is_kept) {
        return 0;
    }
    if (to > from + 2 && lexicon_lists(LIST_NUMBERED, row[to - 1].text)) {
        return 0; /* 3号楼 */
    }
    const char *text = segment_text(reader, from), *end = segment_text(reader, to);
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++) {
        const char *found = strstr(text, dates[i]);
        if (found && found < end) {
            return WORD_DATE;
        }
    }
    return has_digit ? WORD_FIGURE : 0;
}

static bool begins_with_surname(const struct segment *reader, size_t from)
{
    return (kinds_of(reader, from, from + 1) | kinds_of(reader, from, from + 2)) & WORD_SURNAME;
}

static unsigned all_kinds(const struct segment *reader, size_t from, size_t to, char tag)
{
    const struct unit *row = reader->units->row;
    unsigned figure = figure_kinds(reader, from, to);
    if (figure || row[from].class != UNIT_HAN) {
        return figure | (row[from].class == UNIT_WESTERN  ? WORD_WESTERN
                            : row[from].class != UNIT_HAN ? WORD_MARK
                                                          : 0);
    }
    if (reader->starts[from] == START_NAME) {
        return WORD_NAME;
    }
    unsigned kinds = kinds_of(reader, from, to);
    if (tag == 'N' && to - from == 3 && begins_with_surname(reader, from)) {
        return kinds | WORD_NAME; /* 李时珍, 欧阳修 */
    }
    if (tag == 'n' && to - from > 2 && lexicon_lists(LIST_TITLE, row[to - 1].text)) {
        kinds |= WORD_TITLE; /* 演奏家 */
    }
    if (to - from == 1) {
        return kinds | WORD_SINGLE;
    }
    /* 工程学院 is bound as 学院 is. */
    kinds |= to - from > 2 ? kinds_of(reader, to - 2, to) & WORD_BOUND : 0;
    return kinds | (lexicon_lists(LIST_HEAD, row[to - 1].text) ? WORD_HEAD : 0);
}

static bool collect(struct arena *scratch, const struct segment *reader, struct phrase *out)
{
    *out = (struct phrase) {
        .words = arena_array(scratch, reader->units->count, sizeof *out->words),
        .units = reader->units,
    };
    if (!out->words) {
        return false;
    }
    for (size_t from = 0; from < reader->units->count;) {
        size_t to = word_end(reader, from);
        size_t before = out->count > 0 ? out->words[out->count - 1].from : from;
        const struct lexicon_word word = word_of(reader, from, to);
        out->words[out->count++] = (struct phrase_word) { .from = from,
            .to = to,
            .kinds = all_kinds(reader, from, to, word.tag),
            .tag = word.tag,
            .role = word.role,
            .paired = before < from ? pair_of(reader, before, from, to) : PAIR_NONE };
        from = to;
    }
    return true;
}

bool phrase_read(struct arena *scratch, const struct chars *chars, const struct units *units,
    const char *lang, struct phrase *out)
{
    const bool is_chinese = !language_tag_is(lang, "ja") && !language_tag_is(lang, "ko");
    struct simple_text text = { chars, units };
    if (is_chinese && !simplify(scratch, chars, units, &text)) {
        return false;
    }
    struct segment reader = { text.chars, text.units, arena_alloc(scratch, units->count + 1) };
    if (!reader.starts) {
        return false;
    }
    const bool is_known = is_chinese && segment_knows(&reader);
    unsigned char *words = is_known ? NULL : arena_alloc(scratch, chars->text_size + 1);
    if (!is_known &&
        (!words || !break_find(BREAK_WORDS, chars->text, chars->text_size, words))) {
        return false;
    }
    find_starts(&reader, words);
    if (is_known && !segment_han(scratch, &reader)) {
        return false;
    }
    join_behind_figures(&reader);
    join_ordinals(&reader);
    join_suffixes(&reader);
    join_prefixes(&reader);
    if (!collect(scratch, &reader, out)) {
        return false;
    }
    phrase_find_events(out);
    return true;
}
