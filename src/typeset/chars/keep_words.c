/* Words of letters, and addresses. */
#include "typeset/chars/keep.h"

static size_t letters_around(const struct chars *chars, size_t hyphen, int step)
{
    size_t n = 0;
    for (size_t i = hyphen + (size_t)step; i < chars->count && n < 3; i += (size_t)step) {
        if (!mark_is_letter(chars->row[i].character) ||
            (step > 0 && chars->row[i].space != SPACE_NONE)) {
            break;
        }
        n++;
        if (step < 0 && chars->row[i].space != SPACE_NONE) {
            break;
        }
    }
    return n;
}

/* ASCII and Latin letters; other scripts leave their words to the iterator. */
static bool is_latin(uint32_t character)
{
    return character < 0x250;
}

/* UAX #14 LB30 keeps letters to the bracket before them, an address to what it is called:
 * [1]|https:// */
static bool begins_address(const struct chars *chars, size_t i)
{
    static const char *const starts[] = { "http:", "https:", "www." };
    if (!mark_is_one_of(character_at(chars, i - 1), ")]")) {
        return false;
    }
    for (size_t k = 0; k < sizeof starts / sizeof *starts; k++) {
        size_t n = 0;
        while (starts[k][n] && character_at(chars, i + n) == (uint32_t)starts[k][n]) {
            n++;
        }
        if (!starts[k][n]) {
            return true;
        }
    }
    return false;
}

static bool is_sign(uint32_t character)
{
    return !mark_is_letter(character) && !mark_is_digit(character);
}

/* How much of an address there is from i on, up to `most`: forwards or backwards. */
static size_t address_length(const struct chars *chars, size_t i, int step, size_t most)
{
    size_t n = 0;
    while (n < most && i < chars->count && chars->row[i].url) {
        n++;
        i += (size_t)step;
    }
    return n;
}

/* edu.cn/list?|id=|12, but not 10.|0, nor right behind the beginning or before the end. A
 * hyphen would be taken for the layout's. */
static bool is_joint(const struct chars *chars, size_t i)
{
    enum { LEAST = 4 };
    const uint32_t previous = character_at(chars, i - 1), next = character_at(chars, i);
    return mark_is_one_of(previous, ".@?&=#_") && !is_sign(next) &&
           !(mark_is_digit(character_at(chars, i - 2)) && mark_is_digit(next)) &&
           address_length(chars, i - 1, -1, LEAST) == LEAST &&
           address_length(chars, i, 1, LEAST) == LEAST;
}

/* Behind a slash, though not behind ://; behind other signs where a line would be torn else. A
 * host and a mail address are whole: nobody can tell what was parted from what ends there. */
static void keep_address(struct chars *chars, size_t i)
{
    struct shown *shown = &chars->row[i];
    const uint32_t previous = character_at(chars, i - 1);
    const bool is_scheme =
        previous == '/' && i >= 2 && mark_is_one_of(character_at(chars, i - 2), "/:");
    shown->taste = TASTE_ADDRESS;
    if (previous == '/' && !is_scheme) {
        return;
    }
    keep(chars, i);
    if (shown->level != BREAK_INSIDE && chars->row[i - 1].url == ADDRESS_PATH &&
        is_joint(chars, i)) {
        shown->level = BREAK_TASTE;
        shown->taste = TASTE_PATH;
    }
}

/* Words: GB/T, C++ and Wi-Fi stay whole, state-of-the-art may break behind a hyphen that has
 * three letters on both sides. */
void keep_words(struct chars *chars, size_t i)
{
    const struct shown *before = &chars->row[i - 1];
    struct shown *shown = &chars->row[i];
    uint32_t previous = before->character;
    if (shown->space != SPACE_NONE) {
        return;
    }
    if (begins_address(chars, i)) {
        shown->level = BREAK_FREE;
        return;
    }
    if (before->url && shown->url) {
        keep_address(chars, i);
        return;
    }
    bool hyphen = previous == '-' || previous == 0x2010;
    if (hyphen && shown->class == UNIT_WESTERN) {
        if (letters_around(chars, i - 1, -1) < 3 || letters_around(chars, i - 1, 1) < 3) {
            keep(chars, i);
        }
        shown->taste = TASTE_HYPHEN;
    } else if (previous == '/' || (is_latin(previous) && is_latin(shown->character))) {
        keep(chars, i);
    }
}
