/* Telephone numbers stay whole, however they were typed. */
#include "typeset/chars/keep.h"

/* 010 and 0577 */
static bool is_area_code(const struct chars *chars, size_t i, size_t digits)
{
    return (digits == 3 || digits == 4) && character_at(chars, i) == '0';
}

/* 138 0000 0000 and 400 123 4567: three groups of a number that was typed with spaces; 023
 * 65763111 and 2345 6789. */
static void keep_spaced_numbers(struct chars *chars, size_t i)
{
    if (!mark_is_digit(character_at(chars, i)) ||
        (mark_is_digit(character_at(chars, i - 1)) && touches(chars, i))) {
        return;
    }
    size_t first = digits_from(chars, i);
    size_t second = digits_from(chars, i + first);
    size_t third = digits_from(chars, i + first + second);
    if (first == 3 && (second == 3 || second == 4) && third == 4) {
        keep(chars, i + first);
        keep(chars, i + first + second);
    } else if (is_area_code(chars, i, first) && (second == 7 || second == 8)) {
        keep(chars, i + first);
    } else if (first == 4 && second == 4 && third == 0 &&
               !(is_year(chars, i) && is_year(chars, i + 4))) {
        keep(chars, i + first);
    }
}

/* +86 23 6576 3110, +86 (0)23-6576 3110: no more digits than E.164 has. */
static void keep_international(struct chars *chars, size_t i)
{
    enum { DIGITS_MOST = 15 };
    uint32_t plus = character_at(chars, i);
    if (plus != '+' && plus != 0xFF0B) {
        return;
    }
    int digits = 0;
    for (size_t n = i + 1; n < chars->count && digits <= DIGITS_MOST; n++) {
        uint32_t character = character_at(chars, n);
        if (!mark_is_digit(character) && !mark_is_one_of(character, "-()（）")) {
            break;
        }
        digits += mark_is_digit(character);
        if (!touches(chars, n) && digits + (int)digits_from(chars, n) <= DIGITS_MOST + 1) {
            keep(chars, n);
        }
    }
}

/* （023）65763111 and (023) 65763111 */
static void keep_bracketed_codes(struct chars *chars, size_t i)
{
    size_t digits = 0;
    if (!mark_is_digit(character_at(chars, i)) ||
        !mark_is_one_of(character_at(chars, i - 1), ")）")) {
        return;
    }
    while (digits < i && mark_is_digit(character_at(chars, i - 2 - digits))) {
        digits++;
    }
    if (is_area_code(chars, i - 1 - digits, digits) &&
        mark_is_one_of(character_at(chars, i - 2 - digits), "(（")) {
        keep(chars, i);
    }
}

/* 65763111 ext. 8001: the spaces on both sides of ext. */
static void keep_extensions(struct chars *chars, size_t i)
{
    static const char word[] = "ext";
    size_t n = 0;
    while (n < 3 && (character_at(chars, i + n) | 0x20) == (unsigned char)word[n]) {
        n++;
    }
    n += n == 3 && character_at(chars, i + n) == '.';
    if (n >= 3 && mark_is_digit(character_at(chars, i - 1)) &&
        mark_is_digit(character_at(chars, i + n))) {
        keep(chars, i);
        keep(chars, i + n);
    }
}

void keep_phones(struct chars *chars, size_t i)
{
    keep_spaced_numbers(chars, i);
    keep_international(chars, i);
    if (i > 0) {
        keep_bracketed_codes(chars, i);
        keep_extensions(chars, i);
    }
}
