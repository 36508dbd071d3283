/* What the rules of what stays whole have in common: of src/typeset only. */
#pragma once

#include "typeset/chars/chars.h"

static inline uint32_t character_at(const struct chars *chars, size_t i)
{
    return i < chars->count ? chars->row[i].character : 0;
}

static inline bool touches(const struct chars *chars, size_t i)
{
    return i > 0 && i < chars->count && chars->row[i].space == SPACE_NONE;
}

static inline void keep(struct chars *chars, size_t i)
{
    if (i > 0 && i < chars->count && chars->row[i].level <= BREAK_TASTE) {
        chars->row[i].level = BREAK_KEEP;
    }
}

static inline size_t digits_from(const struct chars *chars, size_t i)
{
    size_t n = 0;
    while (mark_is_digit(character_at(chars, i + n)) && (n == 0 || touches(chars, i + n))) {
        n++;
    }
    return n;
}

static inline bool is_year(const struct chars *chars, size_t i)
{
    uint32_t century = character_at(chars, i) * 16 + character_at(chars, i + 1);
    return century == '1' * 16 + '9' || century == '2' * 16 + '0';
}

/* What Han numbers are written with. */
extern const char keep_numerals[];

/* Telephone numbers that were typed with spaces, brackets or an extension: what of one begins
 * or goes on at i. */
void keep_phones(struct chars *chars, size_t i);

/* Words and addresses that go on, or begin, at i. */
void keep_words(struct chars *chars, size_t i);
