/* UTF-8 as RFC 3629 has it: no overlong forms, no surrogates, nothing above U+10FFFF. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What utf8_next has not told at once. */
uint32_t utf8_next_other(const char *text, size_t size, size_t *at);

/* Decodes the character that begins at text[*at] and moves *at past it. An ill-formed sequence
 * gives U+FFFD and moves past its maximal subpart (Unicode 15, section 3.9, "best practice").
 * *at must be below size. Nearly all that is set are three bytes whose second may be any. */
static inline uint32_t utf8_next(const char *text, size_t size, size_t *at)
{
    const unsigned char *bytes = (const unsigned char *)text + *at;
    if (bytes[0] > 0xE0 && bytes[0] < 0xED && size - *at > 2 && (bytes[1] & 0xC0) == 0x80 &&
        (bytes[2] & 0xC0) == 0x80) {
        *at += 3;
        return (uint32_t)(bytes[0] & 0x0F) << 12 | (uint32_t)(bytes[1] & 0x3F) << 6 |
               (bytes[2] & 0x3Fu);
    }
    return utf8_next_other(text, size, at);
}

/* The byte offset of the first ill-formed sequence, or size when all is well. */
size_t utf8_valid_prefix(const char *text, size_t size);

/* Whether well-formed text is that by chance: a few words of GBK may be, which then come to
 * pairs of bytes where scripts change within a word, or accents stand on nothing. */
bool utf8_is_chance(const char *text, size_t size);

/* Writes 1 to 4 bytes, returns how many; 0 for a surrogate or a value above U+10FFFF. */
size_t utf8_encode(uint32_t character, char out[4]);

/* Han ideographs, radicals and the letters of scripts set on the Han grid (kana, bopomofo,
 * hangul); not punctuation. */
bool utf8_is_han(uint32_t character);

/* Beyond ASCII, what may stand in a name: letters and digits of any script, and the signs that
 * belong to them; no punctuation, symbol, space or emoji, nothing invisible, no accent apart
 * from its letter. By blocks (Unicode 15). */
bool utf8_is_letter(uint32_t character);
