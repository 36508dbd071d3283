#include "typeset/title/phrase.h"

#include "typeset/break.h"

#include <ctype.h>
#include <string.h>

struct reader {
    const struct chars *chars;
    const struct units *units;
    unsigned char *starts; /* by unit: enum start */
};

enum start { START_NONE, START_WORD, START_NAME };

static bool is_han(const struct reader *reader, size_t i)
{
    return i < reader->units->count && reader->units->row[i].class == UNIT_HAN;
}

static bool is_mark(const struct unit *unit)
{
    return unit->class >= UNIT_OPEN && unit->class <= UNIT_CONNECTOR;
}

static bool is_start(const struct reader *reader, size_t i)
{
    return i >= reader->units->count || reader->starts[i];
}

static bool is_all_han(const struct reader *reader, size_t from, size_t to)
{
    while (from < to && is_han(reader, from)) {
        from++;
    }
    return from == to;
}

/* One Han character that is a word so far. */
static bool is_single(const struct reader *reader, size_t i)
{
    return is_han(reader, i) && is_start(reader, i) && is_start(reader, i + 1);
}

static size_t byte_at(const struct reader *reader, size_t i)
{
    return i < reader->units->count ? reader->units->row[i].at : reader->chars->text_size;
}

static const char *text_at(const struct reader *reader, size_t i)
{
    return reader->chars->text + byte_at(reader, i);
}

static unsigned kinds_of(const struct reader *reader, size_t from, size_t to)
{
    size_t begin = byte_at(reader, from);
    return lexicon_kinds(reader->chars->text + begin, byte_at(reader, to) - begin);
}

/* By the dictionary, at marks, and nowhere inside what is kept whole. */
static void find_starts(struct reader *reader, const unsigned char *words)
{
    const struct unit *row = reader->units->row;
    for (size_t i = 0; i < reader->units->count; i++) {
        bool at_mark = is_mark(&row[i]) || (i > 0 && is_mark(&row[i - 1]));
        bool is_kept = row[i].level != BREAK_FREE && !row[i].cut;
        reader->starts[i] = i == 0 || at_mark || (words[row[i].at] && !is_kept);
    }
}

static bool is_pair(const struct reader *reader, size_t i)
{
    const char *text = text_at(reader, i);
    size_t size = byte_at(reader, i + 2) - byte_at(reader, i);
    return lexicon_is_compound(text, size) || lexicon_kinds(text, size);
}

static void join_compounds(struct reader *reader)
{
    for (size_t i = 1; i < reader->units->count; i++) {
        if (is_single(reader, i - 1) && is_single(reader, i) && is_pair(reader, i - 1)) {
            reader->starts[i] = START_NONE;
        } else if (is_single(reader, i - 1) && is_start(reader, i) &&
                   !is_start(reader, i + 1) && is_start(reader, i + 2) && is_han(reader, i) &&
                   is_pair(reader, i - 1) &&
                   kinds_of(reader, i + 1, i + 2) & (WORD_LEADING | WORD_SUFFIX)) {
            reader->starts[i] = START_NONE; /* 师|生来, 支|教团 */
            reader->starts[i + 1] = START_WORD;
        }
    }
}

static size_t word_begin(const struct reader *reader, size_t end)
{
    size_t from = end - 1;
    while (!is_start(reader, from)) {
        from--;
    }
    return from;
}

static size_t word_end(const struct reader *reader, size_t from)
{
    size_t to = from + 1;
    while (!is_start(reader, to)) {
        to++;
    }
    return to;
}

static bool is_title(const struct reader *reader, size_t i)
{
    return is_han(reader, i) && is_start(reader, i) &&
           kinds_of(reader, i, word_end(reader, i)) & WORD_TITLE;
}

static bool is_behind_title(const struct reader *reader, size_t i)
{
    i -= i > 0 && reader->units->row[i - 1].class == UNIT_CLOSE; /* “时代楷模”|黄文秀 */
    for (size_t n = 2; n <= 4 && n <= i && is_han(reader, i - n); n++) {
        if (is_start(reader, i - n) && kinds_of(reader, i - n, i) & WORD_TITLE) {
            return true;
        }
    }
    return false;
}

/* The end of the name of which `i` is the surname: 李|晓梅, 王|建国, 吴|昊. Behind a title, or
 * before one. */
static size_t name_end(const struct reader *reader, size_t i)
{
    size_t given = i + 1;
    if (!is_single(reader, i) || !(kinds_of(reader, i, given) & WORD_SURNAME) ||
        !is_han(reader, given) || !is_start(reader, given)) {
        return i;
    }
    size_t first = word_end(reader, given);
    bool is_two = first == given + 1 && is_single(reader, first) &&
                  !(kinds_of(reader, first, first + 1) & (WORD_LEADING | WORD_PARTICLE));
    size_t to = is_two && !is_title(reader, first) ? first + 1 : first;
    bool is_short = to - i <= 3;
    return is_short && (is_behind_title(reader, i) || is_title(reader, to)) ? to : i;
}

/* 吴国|栋|教授: a surname that the dictionary has taken for the start of a word. */
static bool is_parted_name(const struct reader *reader, size_t i)
{
    enum { GIVEN = 2 };
    return is_all_han(reader, i, i + GIVEN + 1) && is_start(reader, i) &&
           !is_start(reader, i + 1) && is_single(reader, i + GIVEN) &&
           (kinds_of(reader, i, i + 1) & WORD_SURNAME) && !kinds_of(reader, i, i + GIVEN) &&
           !(kinds_of(reader, i + GIVEN, i + GIVEN + 1) & (WORD_LEADING | WORD_PARTICLE)) &&
           is_title(reader, i + GIVEN + 1);
}

static void join_names(struct reader *reader)
{
    for (size_t i = 0; i < reader->units->count; i++) {
        if (is_parted_name(reader, i)) {
            reader->starts[i] = START_NAME;
            reader->starts[i + 2] = START_NONE;
        }
        for (size_t end = name_end(reader, i); end > i + 1; end--) {
            reader->starts[end - 1] = START_NONE;
            reader->starts[i] = START_NAME;
        }
    }
}

/* 图书|馆, 志愿|者: a single one that goes with the word before it. */
static void join_suffixes(struct reader *reader)
{
    for (size_t i = 2; i < reader->units->count; i++) {
        bool goes_on = is_single(reader, i) && is_han(reader, i - 1) &&
                       !is_start(reader, i - 1) && is_han(reader, i - 2);
        if (goes_on && kinds_of(reader, i, i + 1) & WORD_SUFFIX) {
            reader->starts[i] = START_NONE;
        }
    }
}

/* 食品|安全, 教|书|育人 */
static void join_terms(struct reader *reader)
{
    enum { TERM = 4 };
    for (size_t i = 0; i + TERM <= reader->units->count; i++) {
        bool is_whole = is_all_han(reader, i, i + TERM) && is_start(reader, i) &&
                        is_start(reader, i + TERM);
        if (is_whole && kinds_of(reader, i, i + TERM) & WORD_TERM) {
            memset(reader->starts + i + 1, START_NONE, TERM - 1);
        }
    }
}

static bool is_numeral(const char *text)
{
    return strstr("一二三四五六七八九十百", text) != NULL;
}

/* 12月1日|起, 28|省, A|座: a single one behind a figure. */
static void join_behind_figures(struct reader *reader)
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
                           strstr("座区栋楼馆厅室组班型类级", row[i].text);
        unsigned kinds = kinds_of(reader, i, i + 1);
        if (is_lettered ||
            (is_bare && !(kinds & (WORD_LEADING | WORD_PARTICLE | WORD_FORWARD))) ||
            (is_digit && strstr("起止前后间", row[i].text))) {
            reader->starts[i] = START_NONE;
        }
    }
}

/* 第四|季度 */
static void join_ordinals(struct reader *reader)
{
    const struct unit *row = reader->units->row;
    for (size_t i = 2; i < reader->units->count; i++) {
        if (is_han(reader, i) && is_han(reader, i - 1) && reader->starts[i] &&
            strcmp(row[word_begin(reader, i)].text, "第") == 0 && is_numeral(row[i - 1].text)) {
            reader->starts[i] = START_NONE;
        }
    }
}

/* 总|决赛, 首|例: a single one that goes with the word behind it. */
static void join_prefixes(struct reader *reader)
{
    for (size_t i = 0; i + 1 < reader->units->count; i++) {
        if (is_single(reader, i) && is_han(reader, i + 1) && is_start(reader, i + 1) &&
            kinds_of(reader, i, i + 1) & WORD_PREFIX) {
            reader->starts[i + 1] = START_NONE;
        }
    }
}

/* 2026年, 第十八届, 8:00; and 12项, which is no more than a count. */
static unsigned figure_kinds(const struct reader *reader, size_t from, size_t to)
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
    const char *text = text_at(reader, from), *end = text_at(reader, to);
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++) {
        const char *found = strstr(text, dates[i]);
        if (found && found < end) {
            return WORD_DATE;
        }
    }
    return has_digit ? WORD_FIGURE : 0;
}

static unsigned all_kinds(const struct reader *reader, size_t from, size_t to)
{
    static const char heads[] = "网院处部系馆会厅局办室所团队赛节展营杯市省县国届坛典司专仪";
    const struct unit *row = reader->units->row;
    unsigned figure = figure_kinds(reader, from, to);
    if (figure || row[from].class != UNIT_HAN) {
        return figure;
    }
    if (reader->starts[from] == START_NAME) {
        return WORD_NAME;
    }
    unsigned kinds = kinds_of(reader, from, to);
    if (to - from == 1) {
        return kinds | WORD_SINGLE;
    }
    /* 工程学院 is bound as 学院 is. */
    kinds |= to - from > 2 ? kinds_of(reader, to - 2, to) & WORD_BOUND : 0;
    return kinds | (strstr(heads, row[to - 1].text) ? WORD_HEAD : 0);
}

static bool collect(struct arena *scratch, const struct reader *reader, struct phrase *out)
{
    *out = (struct phrase) {
        .words = arena_array(scratch, reader->units->count, sizeof *out->words),
    };
    if (!out->words) {
        return false;
    }
    for (size_t from = 0; from < reader->units->count;) {
        size_t to = word_end(reader, from);
        out->words[out->count++] =
            (struct phrase_word) { from, to, all_kinds(reader, from, to) };
        from = to;
    }
    return true;
}

bool phrase_read(struct arena *scratch, const struct chars *chars, const struct units *units,
    struct phrase *out)
{
    unsigned char *words = arena_alloc(scratch, chars->text_size + 1);
    struct reader reader = { chars, units, arena_alloc(scratch, units->count + 1) };
    if (!words || !reader.starts ||
        !break_find(BREAK_WORDS, chars->text, chars->text_size, words)) {
        return false;
    }
    find_starts(&reader, words);
    join_compounds(&reader);
    join_behind_figures(&reader);
    join_ordinals(&reader);
    join_terms(&reader);
    join_names(&reader);
    join_suffixes(&reader);
    join_prefixes(&reader);
    return collect(scratch, &reader, out);
}
