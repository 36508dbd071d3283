#include "typeset/chars/marks.h"

#include "base/utf8.h"

#include <stddef.h>
#include <string.h>

/* The marks of CLREQ 3.1.1 and their like from the same Unicode blocks. */
static enum unit_class class_of_mark(uint32_t character)
{
    switch (character) {
    case 0x2018: /* ‘ */
    case 0x201C: /* “ */
    case 0x3008: /* 〈 */
    case 0x300A: /* 《 */
    case 0x300C: /* 「 */
    case 0x300E: /* 『 */
    case 0x3010: /* 【 */
    case 0x3014: /* 〔 */
    case 0x3016: /* 〖 */
    case 0x3018: /* 〘 */
    case 0x301A: /* 〚 */
    case 0x301D: /* 〝 */
    case 0xFF08: /* （ */
    case 0xFF3B: /* ［ */
    case 0xFF5B: /* ｛ */
    case 0xFF5F: /* ｟ */
        return UNIT_OPEN;
    case 0x2019: /* ’ */
    case 0x201D: /* ” */
    case 0x3009: /* 〉 */
    case 0x300B: /* 》 */
    case 0x300D: /* 」 */
    case 0x300F: /* 』 */
    case 0x3011: /* 】 */
    case 0x3015: /* 〕 */
    case 0x3017: /* 〗 */
    case 0x3019: /* 〙 */
    case 0x301B: /* 〛 */
    case 0x301E: /* 〞 */
    case 0x301F: /* 〟 */
    case 0xFF09: /* ） */
    case 0xFF3D: /* ］ */
    case 0xFF5D: /* ｝ */
    case 0xFF60: /* ｠ */
        return UNIT_CLOSE;
    case 0x3001: /* 、 */
    case 0xFF0C: /* ， */
    case 0xFF1A: /* ： */
    case 0xFF1B: /* ； */
        return UNIT_COMMA;
    case 0x3002: /* 。 */
    case 0xFF01: /* ！ */
    case 0xFF0E: /* ． */
    case 0xFF1F: /* ？ */
        return UNIT_STOP;
    case 0x00B7: /* · */
    case 0x2022: /* • */
    case 0x2027: /* ‧ */
    case 0x30FB: /* ・ */
        return UNIT_MIDDLE;
    case 0x2014: /* — */
    case 0x2015: /* ― */
    case 0x2025: /* ‥ */
    case 0x2026: /* … */
    case 0x22EF: /* ⋯ */
    case 0x2E3A: /* ⸺ */
        return UNIT_DASH;
    case 0x301C: /* 〜 */
    case 0xFF0D: /* － */
    case 0xFF0F: /* ／ */
    case 0xFF5E: /* ～ */
        return UNIT_CONNECTOR;
    default:
        return UNIT_WESTERN;
    }
}

enum unit_class mark_class(uint32_t character)
{
    if (character < 0x80) {
        return UNIT_WESTERN;
    }
    if (utf8_is_han(character) && !mark_is_hangul(character)) {
        return UNIT_HAN;
    }
    enum unit_class class = class_of_mark(character);
    if (class != UNIT_WESTERN) {
        return class;
    }
    /* Full-width signs that belong to a figure (％ ￥ ＋) get no gap beside it. */
    bool alphanumeric = (character >= 0xFF10 && character <= 0xFF19) ||
                        (character >= 0xFF21 && character <= 0xFF3A) ||
                        (character >= 0xFF41 && character <= 0xFF5A);
    if ((character >= 0x2460 && character <= 0x24FF) ||
        (character >= 0x3003 && character <= 0x33FF && !mark_is_hangul(character)) ||
        (character >= 0xFE10 && character <= 0xFE6F) || alphanumeric) {
        return UNIT_HAN;
    }
    if ((character >= 0x2190 && character <= 0x23FF) ||
        (character >= 0x2500 && character <= 0x2BFF) ||
        (character >= 0xFF00 && character <= 0xFFEF) || character >= 0x1F000) {
        return UNIT_SYMBOL;
    }
    return UNIT_WESTERN;
}

/* Besides closing brackets, pauses and stops: what CLREQ "strict" and CSS strict breaking in
 * Chinese keep off a line's start. */
bool mark_not_first(uint32_t character)
{
    static const uint32_t more[] = {
        '!',
        ')',
        ',',
        '.',
        ':',
        ';',
        '?',
        ']',
        '}',
        '%',
        0xB0,
        0x2010,
        0x2013,
        0x2024,
        0x2030,
        0x2031,
        0x2032,
        0x2033,
        0x2034,
        0x2035,
        0x2036,
        0x2037,
        0x203C,
        0x203D,
        0x2047,
        0x2048,
        0x2049,
        0x2057,
        0x2103,
        0x2109,
        0x3005,
        0x303B,
        0x303C,
        0x309B,
        0x309C,
        0x309D,
        0x309E,
        0x30A0,
        0x30FC,
        0x30FD,
        0x30FE,
        0xFE19,
        0xFE50,
        0xFE51,
        0xFE52,
        0xFE54,
        0xFE55,
        0xFE56,
        0xFE57,
        0xFE5A,
        0xFE5C,
        0xFE5E,
        0xFE6A,
        0xFF05,
        0xFF61,
        0xFF63,
        0xFF64,
        0xFF65,
        0xFFE0,
        0x10AF6,
    };
    if (character >= 0x3400 && character <= 0x9FFF) {
        return false;
    }
    switch (class_of_mark(character)) {
    case UNIT_CLOSE:
    case UNIT_COMMA:
    case UNIT_STOP:
    case UNIT_MIDDLE:
    case UNIT_DASH:
    case UNIT_CONNECTOR:
        return true;
    default:
        break;
    }
    for (size_t i = 0; i < sizeof more / sizeof *more; i++) {
        if (more[i] == character) {
            return true;
        }
    }
    return false;
}

bool mark_not_last(uint32_t character)
{
    switch (character) {
    case '(':
    case '[':
    case '{':
    case '$':
    case 0xA3:   /* £ */
    case 0xA5:   /* ¥ */
    case 0x20AC: /* € */
    case 0x2116: /* № */
    case 0xFE59: /* ﹙ */
    case 0xFE5B: /* ﹛ */
    case 0xFE5D: /* ﹝ */
    case 0xFF04: /* ＄ */
    case 0xFF0F: /* ／, CLREQ 3.1.4 "GB-style" */
    case 0xFF62: /* ｢ */
    case 0xFFE1: /* ￡ */
    case 0xFFE5: /* ￥ */
        return true;
    default:
        return class_of_mark(character) == UNIT_OPEN;
    }
}

uint32_t mark_full_width(uint32_t character)
{
    switch (character) {
    case ',':
    case ':':
    case ';':
    case '?':
    case '!':
    case '(':
    case ')':
        return character - 0x20 + 0xFF00;
    default:
        return 0;
    }
}

bool mark_is_digit(uint32_t character)
{
    return character >= '0' && character <= '9';
}

bool mark_is_letter(uint32_t character)
{
    return (character >= 'A' && character <= 'Z') || (character >= 'a' && character <= 'z') ||
           (character >= 0xC0 && character <= 0x24F && character != 0xD7 &&
               character != 0xF7) ||
           (character >= 0x370 && character <= 0x52F) ||
           (character >= 0x1E00 && character <= 0x1FFF);
}

/* A call would cost more: most lists have several of one first byte. */
static bool begins_with(const char *text, const char *start, size_t size)
{
    size_t i = 1;
    while (i < size && text[i] == start[i]) {
        i++;
    }
    return i >= size;
}

bool mark_is_one_of(uint32_t character, const char *list)
{
    char encoded[4];
    size_t size = character ? utf8_encode(character, encoded) : 0;
    const char *at = size ? strchr(list, encoded[0]) : NULL;
    while (at && !begins_with(at, encoded, size)) {
        at = strchr(at + 1, encoded[0]);
    }
    return at;
}

bool mark_is_range(uint32_t character)
{
    switch (character) {
    case '-':
    case '~':
    case 0x2010:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
    case 0x301C:
    case 0xFF0D:
    case 0xFF5E:
        return true;
    default:
        return false;
    }
}

bool mark_takes_gap(uint32_t character, bool before)
{
    static const char always[] = "/\\-~_.,:;!?'\"|";
    if (character >= 0x80) {
        return !mark_is_hangul(character) && character != 0x2010 && character != 0x2012 &&
               character != 0x2013;
    }
    if (strchr(always, (int)character)) {
        return false;
    }
    return !strchr(before ? ")]}" : "([{", (int)character);
}

bool mark_is_ignorable(uint32_t character)
{
    return character < 0x20 || (character >= 0x7F && character <= 0x9F) || character == 0xAD ||
           character == 0x061C || (character >= 0x200B && character <= 0x200C) ||
           (character >= 0x200E && character <= 0x200F) ||
           (character >= 0x202A && character <= 0x202E) ||
           (character >= 0x2060 && character <= 0x206F) || character == 0xFEFF ||
           character == 0x115F || character == 0x1160 || character == 0x17B4 ||
           character == 0x17B5 || character == 0x180E || character == 0x3164 ||
           character == 0xFFA0 || (character >= 0xFFF0 && character <= 0xFFFB) ||
           character == 0xE0001;
}

bool mark_is_private(uint32_t character)
{
    return (character >= 0xE000 && character <= 0xF8FF) || character >= 0xF0000 ||
           (character >= 0xFDD0 && character <= 0xFDEF) || (character & 0xFFFE) == 0xFFFE;
}

bool mark_is_hangul(uint32_t character)
{
    return (character >= 0xAC00 && character <= 0xD7A3) ||
           (character >= 0x3130 && character <= 0x318F) ||
           (character >= 0x1100 && character <= 0x11FF);
}

bool mark_is_right_to_left(uint32_t character)
{
    return (character >= 0x590 && character <= 0x8FF) ||
           (character >= 0xFB1D && character <= 0xFDFF) ||
           (character >= 0xFE70 && character <= 0xFEFE) ||
           (character >= 0x10800 && character <= 0x10FFF) ||
           (character >= 0x1E800 && character <= 0x1EFFF);
}

bool mark_is_curly(uint32_t character)
{
    return character == 0x2018 || character == 0x2019 || character == 0x201C ||
           character == 0x201D;
}
