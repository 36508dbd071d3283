#include "base/utf8.h"
#include "content/text/normalise.h"
#include "content/text/normalise_simplified.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uspoof.h>
#include <unicode/ustring.h>

struct text_folder {
    const UNormalizer2 *nfkc_casefold;
    USpoofChecker *spoof;
};

static UChar32 simplify(UChar32 c)
{
    size_t low = 0, high = sizeof traditional / sizeof *traditional - 1;
    static_assert(sizeof traditional == sizeof simplified, "one for each");
    while (c >= traditional[0] && low < high) {
        size_t middle = low + (high - low) / 2;
        if (traditional[middle] == c) {
            c = simplified[middle];
            break;
        }
        if (traditional[middle] < c) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return c == 0x4E36 || c == 0x4E28 ? ' ' : c; /* 丶 and 丨 stand in for a dot and a bar */
}

struct text_folder *text_folder_create(struct error *error)
{
    UErrorCode status = U_ZERO_ERROR;
    struct text_folder *folder = calloc(1, sizeof *folder);
    if (!folder) {
        error_set(error, "out of memory");
        return NULL;
    }
    folder->nfkc_casefold = unorm2_getNFKCCasefoldInstance(&status);
    folder->spoof = uspoof_open(&status);
    if (U_FAILURE(status)) {
        error_set(error, "the guard's tables cannot be loaded (%s)", u_errorName(status));
        text_folder_destroy(folder);
        folder = NULL;
    }
    return folder;
}

void text_folder_destroy(struct text_folder *folder)
{
    if (folder) {
        uspoof_close(folder->spoof);
    }
    free(folder);
}

/* Numerals in words and in the forms that cheques use; -1 for another character. */
static int han_digit(UChar32 c)
{
    static const UChar *const forms[10] = { u"零〇○", u"一壹壱弌幺", u"二贰贰弍弐",
        u"三叁参弎叄", u"四肆", u"五伍", u"六陆", u"七柒漆", u"八捌", u"九玖" };
    for (int digit = 0; c <= 0xFFFF && digit < 10; digit++) {
        if (u_strchr(forms[digit], (UChar)c)) {
            return digit;
        }
    }
    return -1;
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

/* A character that may look like another one: the rest of the Han, and ASCII, stand for
 * themselves. */
static bool may_confuse(UChar32 c)
{
    return c >= 0x80 && !utf8_is_han((uint32_t)c);
}

/* The skeleton of text[from..to) goes to out, in small letters. */
static int32_t put_skeleton(
    const struct text_folder *folder, const UChar *text, int32_t from, int32_t to, UChar *out)
{
    UChar skeleton[64];
    int32_t used = 0;
    for (int32_t at = from; at < to;) {
        int32_t next = at + 16 < to ? at + 16 : to;
        UErrorCode status = U_ZERO_ERROR;
        if (next < to && U16_IS_LEAD(text[next - 1])) {
            next--;
        }
        int32_t size = uspoof_getSkeleton(folder->spoof, 0, text + at, next - at, skeleton,
            sizeof skeleton / sizeof *skeleton, &status);
        if (U_FAILURE(status) || size > 64) {
            size = 0; /* a skeleton four times as long is no word */
        }
        for (int32_t i = 0; i < size;) {
            UChar32 c;
            U16_NEXT(skeleton, i, size, c);
            c = u_foldCase(c, U_FOLD_CASE_DEFAULT);
            int digit = digit_of(c);
            c = digit >= 0 ? '0' + digit : c;
            if (is_kept(c)) {
                U16_APPEND_UNSAFE(out, used, c);
            }
        }
        at = next;
    }
    return used;
}

static int32_t fold_wide(
    const struct text_folder *folder, const UChar *text, int32_t size, UChar *out)
{
    int32_t used = 0;
    for (int32_t i = 0; i < size;) {
        int32_t start = i;
        UChar32 c;
        U16_NEXT(text, i, size, c);
        c = simplify(c);
        int digit = digit_of(c);
        if (digit >= 0) {
            out[used++] = (UChar)('0' + digit);
        } else if (is_kept(c) && may_confuse(c)) {
            while (i < size && U16_IS_SINGLE(text[i]) && is_kept(text[i]) &&
                   may_confuse(text[i]) && digit_of(text[i]) < 0) {
                i++;
            }
            used += put_skeleton(folder, text, start, i, out + used);
        } else if (is_kept(c)) {
            U16_APPEND_UNSAFE(out, used, c);
        }
    }
    return used;
}

static const char *to_utf8(struct arena *arena, const UChar *text, int32_t size)
{
    UErrorCode status = U_ZERO_ERROR;
    int32_t used = 0;
    char *out = arena_alloc(arena, (size_t)size * 3 + 1);
    if (out) {
        u_strToUTF8(out, size * 3 + 1, &used, text, size, &status);
    }
    return out && U_SUCCESS(status) ? out : NULL;
}

/* Ⅸ is a digit; NFKC would make letters of it. */
static void read_roman(UChar *text, int32_t size)
{
    for (int32_t i = 0; i < size; i++) {
        if (text[i] >= 0x2160 && text[i] <= 0x217F && digit_of(text[i]) >= 0) {
            text[i] = (UChar)('0' + digit_of(text[i]));
        }
    }
}

const char *text_folder_fold(
    const struct text_folder *folder, struct arena *arena, const char *text)
{
    UErrorCode status = U_ZERO_ERROR;
    int32_t room = (int32_t)strlen(text) + 1, size = 0;
    UChar *wide = arena_array(arena, (size_t)room, sizeof *wide);
    if (!wide) {
        return NULL;
    }
    u_strFromUTF8WithSub(wide, room, &size, text, -1, 0xFFFD, NULL, &status);
    read_roman(wide, U_SUCCESS(status) ? size : 0);
    int32_t normal_size = U_SUCCESS(status) ? unorm2_normalize(folder->nfkc_casefold, wide,
                                                  size, NULL, 0, &status)
                                            : 0;
    if (status != U_BUFFER_OVERFLOW_ERROR && U_FAILURE(status)) {
        return NULL;
    }
    status = U_ZERO_ERROR;
    UChar *normal = arena_array(arena, (size_t)normal_size + 1, sizeof *normal);
    /* A skeleton is four times its letters at most, or left out (put_skeleton). */
    UChar *folded = arena_array(arena, (size_t)normal_size * 4 + 64, sizeof *folded);
    if (!normal || !folded) {
        return NULL;
    }
    unorm2_normalize(folder->nfkc_casefold, wide, size, normal, normal_size + 1, &status);
    return U_SUCCESS(status)
               ? to_utf8(arena, folded, fold_wide(folder, normal, normal_size, folded))
               : NULL;
}

const char *text_folder_fold_pattern(struct arena *arena, const char *pattern)
{
    size_t size = strlen(pattern), used = 0;
    char *out = arena_alloc(arena, size + 1);
    for (size_t at = 0; out && at < size;) {
        uint32_t c = utf8_next(pattern, size, &at);
        if (c >= 0x80) {
            int digit = digit_of(simplify((UChar32)c));
            c = digit >= 0 ? (uint32_t)('0' + digit)
                           : (uint32_t)u_foldCase(simplify((UChar32)c), U_FOLD_CASE_DEFAULT);
        }
        char encoded[4];
        size_t length = utf8_encode(c, encoded);
        if (used + length <= size) {
            memcpy(out + used, encoded, length);
            used += length;
        }
    }
    return out;
}
