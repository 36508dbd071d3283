#include "base/utf8.h"

static const uint32_t REPLACEMENT = 0xFFFD;

/* RFC 3629 section 4: the second byte's range depends on the first. */
static bool second_byte_fits(unsigned char first, unsigned char second)
{
    switch (first) {
    case 0xE0:
        return second >= 0xA0 && second <= 0xBF;
    case 0xED:
        return second >= 0x80 && second <= 0x9F;
    case 0xF0:
        return second >= 0x90 && second <= 0xBF;
    case 0xF4:
        return second >= 0x80 && second <= 0x8F;
    default:
        return second >= 0x80 && second <= 0xBF;
    }
}

/* Returns the length of the well-formed sequence at text, or minus the length of the maximal
 * ill-formed subpart. */
static int sequence(const unsigned char *text, size_t size)
{
    unsigned char first = text[0];
    if (first < 0x80) {
        return 1;
    }
    int length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4) {
        return -1;
    }
    if (size < 2 || !second_byte_fits(first, text[1])) {
        return -1;
    }
    for (int i = 2; i < length; i++) {
        if ((size_t)i >= size || (text[i] & 0xC0) != 0x80) {
            return -i;
        }
    }
    return length;
}

uint32_t utf8_next_other(const char *text, size_t size, size_t *at)
{
    const unsigned char *bytes = (const unsigned char *)text + *at;
    int length = sequence(bytes, size - *at);
    if (length < 0) {
        *at += (size_t)-length;
        return REPLACEMENT;
    }
    *at += (size_t)length;
    switch (length) {
    case 1:
        return bytes[0];
    case 2:
        return (uint32_t)(bytes[0] & 0x1F) << 6 | (bytes[1] & 0x3Fu);
    case 3:
        return (uint32_t)(bytes[0] & 0x0F) << 12 | (uint32_t)(bytes[1] & 0x3F) << 6 |
               (bytes[2] & 0x3Fu);
    default:
        return (uint32_t)(bytes[0] & 0x07) << 18 | (uint32_t)(bytes[1] & 0x3F) << 12 |
               (uint32_t)(bytes[2] & 0x3F) << 6 | (bytes[3] & 0x3Fu);
    }
}

size_t utf8_valid_prefix(const char *text, size_t size)
{
    size_t at = 0;
    while (at < size) {
        int length = sequence((const unsigned char *)text + at, size - at);
        if (length < 0) {
            return at;
        }
        at += (size_t)length;
    }
    return size;
}

size_t utf8_encode(uint32_t character, char out[4])
{
    if (character < 0x80) {
        out[0] = (char)character;
        return 1;
    }
    if (character < 0x800) {
        out[0] = (char)(0xC0 | character >> 6);
        out[1] = (char)(0x80 | (character & 0x3F));
        return 2;
    }
    if (character < 0x10000) {
        if (character >= 0xD800 && character <= 0xDFFF) {
            return 0;
        }
        out[0] = (char)(0xE0 | character >> 12);
        out[1] = (char)(0x80 | (character >> 6 & 0x3F));
        out[2] = (char)(0x80 | (character & 0x3F));
        return 3;
    }
    if (character > 0x10FFFF) {
        return 0;
    }
    out[0] = (char)(0xF0 | character >> 18);
    out[1] = (char)(0x80 | (character >> 12 & 0x3F));
    out[2] = (char)(0x80 | (character >> 6 & 0x3F));
    out[3] = (char)(0x80 | (character & 0x3F));
    return 4;
}

bool utf8_is_han(uint32_t character)
{
    return (character >= 0x2E80 && character <= 0x2FDF) || /* radicals */
           (character >= 0x3005 && character <= 0x3007) || /* 々〆〇 */
           (character >= 0x3021 && character <= 0x3029) || /* Hangzhou numerals */
           (character >= 0x3040 && character <= 0x318F) || /* kana, bopomofo, jamo */
           (character >= 0x31A0 && character <= 0x31FF) ||
           (character >= 0x3400 && character <= 0x4DBF) ||
           (character >= 0x4E00 && character <= 0x9FFF) ||
           (character >= 0xAC00 && character <= 0xD7A3) ||
           (character >= 0xF900 && character <= 0xFAFF) ||
           (character >= 0x20000 && character <= 0x323AF);
}

bool utf8_is_letter(uint32_t character)
{
    static const uint32_t others[][2] = { { 0, 0xA9 }, { 0xAB, 0xB4 }, { 0xB6, 0xB9 },
        { 0xBB, 0xBF }, { 0xD7, 0xD7 }, { 0xF7, 0xF7 }, { 0x300, 0x36F }, { 0x37E, 0x37E },
        { 0x387, 0x387 }, { 0x55A, 0x55F }, { 0x589, 0x58F }, { 0x5BE, 0x5CF },
        { 0x600, 0x61F }, { 0x66A, 0x66D }, { 0x6D4, 0x6D4 }, { 0x700, 0x70F },
        { 0x1680, 0x1680 }, { 0x180B, 0x180F }, { 0x2000, 0x2BFF }, { 0x2E00, 0x2E7F },
        { 0x2FF0, 0x3004 }, { 0x3008, 0x3020 }, { 0x302A, 0x3030 }, { 0x3036, 0x3037 },
        { 0x303D, 0x303F }, { 0x30A0, 0x30A0 }, { 0x30FB, 0x30FB }, { 0x3164, 0x3164 },
        { 0x31C0, 0x31EF }, { 0x3200, 0x33FF }, { 0x4DC0, 0x4DFF }, { 0xD800, 0xF8FF },
        { 0xFD3E, 0xFD4F }, { 0xFDFC, 0xFE6F }, { 0xFEFF, 0xFF0F }, { 0xFF1A, 0xFF20 },
        { 0xFF3B, 0xFF40 }, { 0xFF5B, 0xFF65 }, { 0xFFA0, 0xFFA0 }, { 0xFFE0, 0xFFFF },
        { 0x1D000, 0x1D35F }, { 0x1F000, 0x1FAFF }, { 0xE0000, UINT32_MAX } };
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        if (character >= others[i][0] && character <= others[i][1]) {
            return false;
        }
    }
    return true;
}
