#include "base/utf8.h"
#include "typeset/chars/chars.h"
#include "typeset/hyphens.h"

/* Letters of a word that is worth it. Between Han, a shorter one finds its place. */
enum { LEAST_RAGGED = 6, LEAST_JUSTIFIED = 9 };

static bool touches_next(const struct chars *chars, size_t i)
{
    return i + 1 < chars->count && chars->row[i + 1].space == SPACE_NONE;
}

/* Of a name, a figure or a file: C919, example.cn, a_b, x@y. */
static bool is_of_name(uint32_t character)
{
    return mark_is_digit(character) || mark_is_one_of(character, "_@/\\#&+=~");
}

static bool is_name(const struct chars *chars, size_t from, size_t to)
{
    const struct shown *row = chars->row;
    if (from > 0 && row[from].space == SPACE_NONE &&
        (is_of_name(row[from - 1].character) || row[from - 1].character == '.')) {
        return true;
    }
    if (to == chars->count || row[to].space != SPACE_NONE) {
        return false;
    }
    bool goes_on = row[to].character == '.' && touches_next(chars, to) &&
                   mark_is_letter(row[to + 1].character);
    return is_of_name(row[to].character) || goes_on;
}

/* Letters from..to as one plain word or a part of a name such as ScienceDirect: at the most one
 * capital, at its head. Returns where it ends; `from` where it is none, as in UNESCO. */
static size_t part_end(const struct chars *chars, size_t from, size_t to, char *word)
{
    const struct shown *row = chars->row;
    size_t at = from;
    while (at < to && at - from < HYPHENS_LONGEST) {
        uint32_t letter = row[at].character;
        bool is_capital = letter >= 'A' && letter <= 'Z';
        if (is_capital && at > from) {
            break;
        }
        if (row[at].url || !(is_capital || (letter >= 'a' && letter <= 'z'))) {
            return from;
        }
        word[at - from] = (char)(letter | 0x20);
        at++;
    }
    return at - from < HYPHENS_BEHIND ? from : at;
}

static void set_hyphen(struct shown *shown, bool is_name)
{
    if (shown->level != BREAK_INSIDE) {
        shown->hyphen = true;
        shown->taste = is_name ? TASTE_NAME : 0;
    }
}

/* Science-Di-rect; where there are no patterns, nowhere. */
static void part_word(
    struct chars *chars, const struct hyphens *hyphens, size_t from, size_t to)
{
    struct shown *row = chars->row;
    bool is_name = row[from].character < 'a';
    for (size_t begin = from, end; hyphens && begin < to; begin = end) {
        char word[HYPHENS_LONGEST];
        bool parts[HYPHENS_LONGEST];
        end = part_end(chars, begin, to, word);
        if (end == begin) {
            return;
        }
        is_name = is_name || end < to;
        if (begin > from) {
            set_hyphen(&row[begin], true);
        }
        hyphens_find(hyphens, word, end - begin, parts);
        for (size_t i = begin; i < end; i++) {
            if (parts[i - begin]) {
                set_hyphen(&row[i], is_name);
            }
        }
    }
}

/* Whether all of it may be parted. */
static bool is_plain(const struct chars *chars, size_t from, size_t to, bool names)
{
    size_t capitals = 0;
    bool ends = true;
    for (size_t begin = from, end; begin < to && ends; begin = end) {
        char word[HYPHENS_LONGEST];
        end = part_end(chars, begin, to, word);
        ends = end > begin;
        capitals += chars->row[begin].character < 'a';
    }
    return ends && (names || capitals == 0) && !is_name(chars, from, to);
}

void chars_part_words(struct chars *chars, const char *lang, bool is_justified)
{
    const struct shown *row = chars->row;
    size_t least = is_justified ? LEAST_JUSTIFIED : LEAST_RAGGED;
    for (size_t from = 0, to; from < chars->count; from = to) {
        to = from;
        while (to < chars->count && mark_is_letter(row[to].character) &&
               (to == from || row[to].space == SPACE_NONE)) {
            to++;
        }
        if (to == from) {
            to++;
        } else if (to - from >= least && is_plain(chars, from, to, is_justified)) {
            /* Asked for now and not before: most Chinese texts never need the patterns. */
            part_word(chars, hyphens_of(lang), from, to);
        }
    }
}
