#include "base/utf8.h"
#include "typeset/chars/chars.h"
#include "typeset/hyphens.h"

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

void chars_part_words(struct chars *chars, const struct hyphens *hyphens)
{
    struct shown *row = chars->row;
    for (size_t from = 0, to; hyphens && from < chars->count; from = to) {
        char word[HYPHENS_LONGEST];
        bool parts[HYPHENS_LONGEST];
        bool is_plain = true;
        to = from;
        while (to < chars->count && mark_is_letter(row[to].character) &&
               (to == from || row[to].space == SPACE_NONE)) {
            uint32_t letter = row[to].character;
            is_plain = is_plain && letter >= 'a' && letter <= 'z' && !row[to].url &&
                       to - from < HYPHENS_LONGEST;
            if (is_plain) {
                word[to - from] = (char)letter;
            }
            to++;
        }
        if (to == from) {
            to++;
        } else if (is_plain && !is_name(chars, from, to)) {
            hyphens_find(hyphens, word, to - from, parts);
            for (size_t i = from; i < to; i++) {
                row[i].hyphen = parts[i - from] && row[i].level != BREAK_INSIDE;
            }
        }
    }
}
