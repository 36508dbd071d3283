#include "content/text/normalise_letters.h"

#include "base/simplified.h"
#include "base/utf8.h"
#include "content/text/normalise_radicals.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/uspoof.h>
#include <unicode/ustring.h>

enum { NAME_ROOM = 96 };

struct letters {
    const UNormalizer2 *nfkc_casefold;
    USpoofChecker *spoof; /* NULL until a letter asks for it: opening it takes its time */
};

struct letters *letters_create(struct error *error)
{
    UErrorCode status = U_ZERO_ERROR;
    struct letters *letters = calloc(1, sizeof *letters);
    if (!letters) {
        error_set(error, "out of memory");
        return NULL;
    }
    letters->nfkc_casefold = unorm2_getNFKCCasefoldInstance(&status);
    if (U_FAILURE(status)) {
        error_set(error, "the guard's tables cannot be loaded (%s)", u_errorName(status));
        letters_destroy(letters);
        letters = NULL;
    }
    return letters;
}

void letters_destroy(struct letters *letters)
{
    if (letters) {
        uspoof_close(letters->spoof); /* or NULL */
    }
    free(letters);
}

/* The one at the same place in the other table, or c itself. */
static UChar32 look_up(
    const uint_least16_t *from, const uint_least16_t *to, size_t count, UChar32 c)
{
    size_t low = 0, high = count;
    while (c >= from[0] && low < high) {
        size_t middle = low + (high - low) / 2;
        if (from[middle] == c) {
            return to[middle];
        }
        if (from[middle] < c) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return c;
}

static UChar32 simplify(UChar32 c)
{
    static_assert(sizeof radicals == sizeof radical_ideographs, "one for each");
    c = look_up(radicals, radical_ideographs, sizeof radicals / sizeof *radicals - 1, c);
    c = (UChar32)simplified_of((uint32_t)c);
    return c == 0x4E36 || c == 0x4E28 ? ' ' : c; /* 丶 and 丨 stand in for a dot and a bar */
}

/* Numerals in words and in the forms that cheques use, in order; -1 for another character. */
static int han_digit(UChar32 c)
{
    static const uint_least16_t forms[] =
        u"○〇一七三九二五伍八六叁参叄四壱壹幺弌弍弎弐捌柒漆玖肆贰陆零";
    static const uint_least16_t digits[] = u"001739255863334111123287794260";
    static_assert(sizeof forms == sizeof digits, "one for each");
    UChar32 digit = look_up(forms, digits, sizeof forms / sizeof *forms - 1, c);
    return digit != c ? (int)digit - '0' : -1;
}

static int digit_of(UChar32 c)
{
    int digit = u_charDigitValue(c);
    int8_t type = u_charType(c);
    if (digit < 0 && (type == U_OTHER_NUMBER || type == U_LETTER_NUMBER)) {
        double value = u_getNumericValue(c);
        digit = value >= 0 && value <= 9 && value == (int)value ? (int)value : -1;
    }
    return digit < 0 ? han_digit(c) : digit;
}

static bool is_kept(UChar32 c)
{
    int8_t type = u_charType(c);
    return u_isalpha(c) || u_isdigit(c) || type == U_OTHER_NUMBER || type == U_LETTER_NUMBER ||
           type == U_OTHER_LETTER || type == U_MODIFIER_LETTER;
}

/* Dots 1 to 6 as bits, of the letters a to z: ISO/TR 11548-1. */
static UChar32 letter_of_braille(UChar32 c)
{
    static const unsigned char dots[] = { 1, 3, 9, 25, 17, 11, 27, 19, 10, 26, 5, 7, 13, 29, 21,
        15, 31, 23, 14, 30, 37, 39, 58, 45, 61, 53 };
    for (int i = 0; c > 0x2800 && c <= 0x283F && i < 26; i++) {
        if (dots[i] == c - 0x2800) {
            return 'a' + i;
        }
    }
    return 0;
}

/* `at` behind the words of a name that say how a letter is drawn. */
static const char *skip_words(const char *at)
{
    static const char *const words[] = { "SMALL CAPITAL ", "SMALL ", "CAPITAL ", "LETTER ",
        "REVERSED ", "TURNED ", "SIDEWAYS ", "OPEN ", "DOTLESS ", "SCRIPT " };
    for (size_t i = 0; i < sizeof words / sizeof *words;) {
        size_t length = strlen(words[i]);
        bool found = strncmp(at, words[i], length) == 0;
        at += found ? length : 0;
        i = found ? 0 : i + 1;
    }
    return at;
}

/* The letters that a character's name in Unicode says it is a form of: LATIN LETTER SMALL
 * CAPITAL N, LATIN SMALL LETTER D WITH TOPBAR, NEGATIVE SQUARED LATIN CAPITAL LETTER A,
 * REGIONAL INDICATOR SYMBOL LETTER A, SQUARED COOL. How many. */
static int letters_in_name(UChar32 c, uint32_t out[LETTERS_MAX])
{
    UErrorCode status = U_ZERO_ERROR;
    char name[NAME_ROOM];
    u_charName(c, U_UNICODE_CHAR_NAME, name, sizeof name, &status);
    if (U_FAILURE(status)) {
        return 0;
    }
    const char *at = strstr(name, "LATIN "), *indicator = strstr(name, "INDICATOR SYMBOL ");
    int count = 0;
    at = at ? skip_words(at + 6) : indicator ? skip_words(indicator + 17) : NULL;
    if (at && *at >= 'A' && *at <= 'Z' && (!at[1] || strncmp(at + 1, " WITH", 5) == 0)) {
        out[count++] = *at - 'A' + 'a';
    } else if (!at && strncmp(name, "SQUARED ", 8) == 0 && !strchr(name + 8, ' ')) {
        for (at = name + 8; *at >= 'A' && *at <= 'Z' && count < LETTERS_MAX; at++) {
            out[count++] = *at - 'A' + 'a';
        }
    }
    return count;
}

/* A character that may look like another one: the rest of the Han, and ASCII, stand for
 * themselves. */
static bool may_confuse(UChar32 c)
{
    return c >= 0x80 && !utf8_is_han((uint32_t)c);
}

/* UTS #39's skeleton of a letter, in small letters; -1 when memory is out. */
static int put_skeleton(struct letters *tables, UChar32 c, uint32_t *out, int room)
{
    UChar letter[2], skeleton[LETTERS_MAX];
    int32_t length = 0;
    int used = 0;
    UErrorCode status = U_ZERO_ERROR;
    if (!tables->spoof) {
        tables->spoof = uspoof_open(&status);
    }
    if (!tables->spoof) {
        return -1;
    }
    U16_APPEND_UNSAFE(letter, length, c);
    int32_t size =
        uspoof_getSkeleton(tables->spoof, 0, letter, length, skeleton, LETTERS_MAX, &status);
    for (int32_t i = 0; U_SUCCESS(status) && i < size && used < room;) {
        UChar32 one;
        U16_NEXT(skeleton, i, size, one);
        one = u_foldCase(one, U_FOLD_CASE_DEFAULT);
        int digit = digit_of(one);
        one = digit >= 0 ? '0' + digit : one;
        if (is_kept(one)) {
            out[used++] = one;
        }
    }
    if (used == 2 && out[0] == 'r' && out[1] == 'n') {
        out[0] = 'm'; /* UTS #39 has rn for m, and ASCII stands for itself here */
        used = 1;
    }
    if (used > 0 && may_confuse(out[0])) {
        int named = letters_in_name(out[0], out);
        used = named > 0 ? named : used;
    }
    return used;
}

static int put_one(struct letters *tables, UChar32 c, uint32_t *out, int room)
{
    c = simplify(c);
    int digit = digit_of(c);
    if (digit >= 0) {
        out[0] = '0' + digit;
        return 1;
    }
    if (!is_kept(c)) {
        return 0;
    }
    if (may_confuse(c)) {
        return put_skeleton(tables, c, out, room);
    }
    out[0] = c;
    return 1;
}

static bool is_ascii_letter(UChar32 c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Typed as a Latin letter, with an accent or in the width of the Han. */
static bool is_typed_latin(UChar32 c)
{
    UErrorCode status = U_ZERO_ERROR;
    bool is_wide = (c >= 0xFF21 && c <= 0xFF3A) || (c >= 0xFF41 && c <= 0xFF5A);
    return c < 0x250 || is_wide ||
           (c >= 0x1E00 && c <= 0x1EFF && uscript_getScript(c, &status) == USCRIPT_LATIN);
}

/* Which neither NFKC nor case changes: most of what there is. */
static bool is_unified_han(UChar32 c)
{
    return c >= 0x4E00 && c <= 0x9FFF;
}

int letters_of(
    struct letters *tables, uint32_t character, uint32_t out[LETTERS_MAX], bool *looks)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar32 c = (UChar32)character;
    UChar wide[2], normal[LETTERS_MAX];
    int32_t length = 0;
    int used = 0;
    /* Ⅸ is a digit; NFKC would make letters of it. */
    int roman = c >= 0x2160 && c <= 0x217F ? digit_of(c) : -1;
    UChar32 letter = letter_of_braille(c);
    *looks = false;
    if (c < 0x80) {
        out[0] = (c >= 'A' && c <= 'Z') ? c - 'A' + 'a' : c;
        return is_ascii_letter(c) || (c >= '0' && c <= '9');
    }
    if (is_unified_han(c)) {
        return put_one(tables, c, out, LETTERS_MAX);
    }
    if (roman >= 0 || letter) {
        out[0] = roman >= 0 ? '0' + roman : letter;
        *looks = letter;
        return 1;
    }
    U16_APPEND_UNSAFE(wide, length, simplify(c));
    int32_t size =
        unorm2_normalize(tables->nfkc_casefold, wide, length, normal, LETTERS_MAX, &status);
    for (int32_t i = 0; U_SUCCESS(status) && i < size && used < LETTERS_MAX;) {
        UChar32 one;
        U16_NEXT(normal, i, size, one);
        int more = put_one(tables, one, out + used, LETTERS_MAX - used);
        if (more < 0) {
            return more;
        }
        used += more;
    }
    if (used == 0 && c >= 0x1F100 && c <= 0x1F1FF) {
        used = letters_in_name(c, out);
    }
    *looks = used > 0 && is_ascii_letter(out[0]) && !is_typed_latin(c);
    return used;
}

enum folded_gap letter_gap(uint32_t character)
{
    UChar32 c = (UChar32)character;
    static const UChar signs[] = u"*#@&%^~_|\\=+<>$※＊＃＠＆％＾～＿｜＼＝＋＜＞＄";
    if (u_isUWhiteSpace(c)) {
        return FOLDED_SPACE;
    }
    if (u_iscntrl(c) || u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT)) {
        return FOLDED_HIDDEN;
    }
    bool is_sign = c <= 0xFFFF && u_strchr(signs, (UChar)c);
    return u_ispunct(c) && !is_sign ? FOLDED_STOP : FOLDED_SIGN;
}

uint32_t letter_in_pattern(uint32_t character)
{
    UChar32 c = simplify((UChar32)character);
    int digit = digit_of(c);
    return (uint32_t)(digit >= 0 ? '0' + digit : u_foldCase(c, U_FOLD_CASE_DEFAULT));
}
