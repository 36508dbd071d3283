#include "content/text/normalise.h"
#include "content/text/markup/normalise_html.h"
#include "content/text/normalise_private.h"
#include "content/text/normalise_symbol.h"

#include <stdint.h>
#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>
#include <unicode/uversion.h>

/* UTF-16 units of a cluster, on the average of a text. */
enum { MARKS_MAX = 3, CLUSTER_MAX = 8 };

static bool is_space(UChar32 c)
{
    return c == ' ' || c == '\t' || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) ||
           c == 0x202F || c == 0x205F || c == 0x3000;
}

static bool is_line_end(UChar32 c)
{
    return c == '\n' || c == '\r' || c == '\v' || c == '\f' || c == 0x85 || c == 0x2028 ||
           c == 0x2029;
}

/* Never part of text on a wall, whatever the script. */
static bool is_unwanted(UChar32 c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xAD || c == 0x61C || c == 0x180E ||
           c == 0x200B || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2060 && c <= 0x206F) || c == 0x034F || c == 0x115F || c == 0x1160 ||
           c == 0x3164 || c == 0xFEFF || c == 0xFFA0 || (c >= 0xFFF0 && c <= 0xFFFB) ||
           (c >= 0xE0000 && c <= 0xE00FF) || (c >= 0xE01F0 && c <= 0xE0FFF) ||
           (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
}

/* Scripts whose spelling needs the joiners (Unicode 15, section 23.2). */
static bool script_joins(UChar32 c)
{
    UErrorCode status = U_ZERO_ERROR;
    switch (uscript_getScript(c, &status)) {
    case USCRIPT_ARABIC:
    case USCRIPT_BENGALI:
    case USCRIPT_DEVANAGARI:
    case USCRIPT_GUJARATI:
    case USCRIPT_GURMUKHI:
    case USCRIPT_KANNADA:
    case USCRIPT_KHMER:
    case USCRIPT_MALAYALAM:
    case USCRIPT_MONGOLIAN:
    case USCRIPT_ORIYA:
    case USCRIPT_SINHALA:
    case USCRIPT_SYRIAC:
    case USCRIPT_TAMIL:
    case USCRIPT_TELUGU:
        return true;
    default:
        return false;
    }
}

static bool is_emoji(UChar32 c)
{
    return c > 0xFF && u_hasBinaryProperty(c, UCHAR_EMOJI);
}

static bool joiner_stays(UChar32 joiner, UChar32 before, UChar32 after)
{
    bool emoji_before = is_emoji(before) || before == 0xFE0F ||
                        u_hasBinaryProperty(before, UCHAR_EMOJI_MODIFIER);
    return (script_joins(before) && (script_joins(after) || after == 0)) ||
           (u_charType(before) == U_NON_SPACING_MARK && script_joins(after)) ||
           (joiner == 0x200D && emoji_before && is_emoji(after));
}

static bool is_selector(UChar32 c)
{
    return (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF) ||
           (c >= 0x180B && c <= 0x180D);
}

static bool selector_stays(UChar32 selector, UChar32 before)
{
    if (selector >= 0xE0100 || (selector >= 0xFE00 && selector <= 0xFE02)) {
        return u_hasBinaryProperty(before, UCHAR_IDEOGRAPHIC);
    }
    if (selector == 0xFE0E || selector == 0xFE0F) {
        return u_hasBinaryProperty(before, UCHAR_EMOJI);
    }
    return selector < 0xFE00 && before >= 0x1820 && before <= 0x18AA;
}

/* The character that old Chinese files, or Word, have a private-use one for, or c itself. */
static UChar32 public_character(UChar32 c)
{
    size_t count = sizeof private_characters / sizeof *private_characters;
    for (size_t i = 0; c >> 8 == 0xF0 && i < sizeof symbols / sizeof *symbols; i++) {
        if (symbols[i].character == c) {
            return symbols[i].meant;
        }
    }
    for (size_t i = 0; c >= 0xE000 && c <= 0xF8FF && i < count; i++) {
        if (private_characters[i].character == c) {
            return (UChar32)private_characters[i].meant;
        }
    }
    return c;
}

static bool is_mark(UChar32 c)
{
    int8_t type = u_charType(c);
    return type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK;
}

/* What was written last, while a text is cleaned. */
struct cleaning {
    UChar *text;
    int32_t size;
    UChar32 before; /* the last character that stands, 0 at the start of a line */
    int marks;
    int line_ends;
    bool has_space, is_wide; /* white space that is due once something follows it */
    bool one_line;
    size_t max_clusters;
};

static void put(struct cleaning *cleaning, UChar32 c)
{
    if (cleaning->line_ends && cleaning->size) {
        if (cleaning->one_line) {
            cleaning->text[cleaning->size++] = ' ';
        } else {
            cleaning->text[cleaning->size++] = '\n';
            if (cleaning->line_ends > 1) {
                cleaning->text[cleaning->size++] = '\n';
            }
        }
    } else if (cleaning->has_space && cleaning->size) {
        cleaning->text[cleaning->size++] = cleaning->is_wide ? 0x3000 : ' ';
    }
    cleaning->line_ends = 0;
    cleaning->has_space = false;
    U16_APPEND_UNSAFE(cleaning->text, cleaning->size, c);
    cleaning->before = c;
}

static void clean_one(struct cleaning *cleaning, UChar32 c, UChar32 after)
{
    if (is_line_end(c)) {
        cleaning->line_ends += !(c == '\r' && after == '\n');
        cleaning->has_space = false;
        cleaning->before = 0;
    } else if (is_space(c)) {
        cleaning->is_wide = c == 0x3000 && (!cleaning->has_space || cleaning->is_wide);
        cleaning->has_space = true;
        cleaning->before = 0;
    } else if (is_unwanted(c)) {
        return;
    } else if (c == 0x200C || c == 0x200D) {
        if (joiner_stays(c, cleaning->before, after)) {
            put(cleaning, c);
        }
    } else if (is_selector(c)) {
        if (selector_stays(c, cleaning->before)) {
            put(cleaning, c);
        }
    } else if (is_mark(c)) {
        if (cleaning->before && ++cleaning->marks <= MARKS_MAX) {
            put(cleaning, c);
        }
    } else {
        cleaning->marks = 0;
        put(cleaning, c);
    }
}

/* Where the first max clusters end; sooner where they are endless, as conjoining letters and
 * joined emoji may be. */
static int32_t clusters_end(const UChar *text, int32_t size, size_t max)
{
    UErrorCode status = U_ZERO_ERROR;
    int32_t end = 0, next = 0;
    int32_t most = (size_t)size > max * CLUSTER_MAX ? (int32_t)(max * CLUSTER_MAX) : size;
    UBreakIterator *clusters = ubrk_open(UBRK_CHARACTER, "", text, size, &status);
    for (size_t i = 0; U_SUCCESS(status) && i < max && next != UBRK_DONE && next <= most; i++) {
        end = next;
        next = ubrk_next(clusters);
    }
    ubrk_close(clusters);
    if (next != UBRK_DONE && next <= most) {
        end = next;
    }
    if (end == 0 || U_FAILURE(status)) {
        end = most;
        U16_SET_CP_START(text, 0, end);
    }
    return end;
}

static bool is_between(unsigned char byte, unsigned char first, unsigned char last)
{
    return byte >= first && byte <= last;
}

/* Bytes of the character that stands there, where it is one that nothing is ever done to: Han
 * from U+4E00 to U+9FFF, what Chinese texts have for marks, full-width forms up to U+FF5E. All
 * are NFC as they are, whatever stands beside them, but for a combining mark, which is none of
 * them. 0: another. */
static size_t plain_size(const unsigned char *at)
{
    if (at[0] < 0x80) {
        return at[0] > ' ' && at[0] != 0x7F && at[0] != '<' && at[0] != '&' ? 1 : 0;
    }
    if (!is_between(at[0], 0xE2, 0xEF) || !is_between(at[1], 0x80, 0xBF) ||
        !is_between(at[2], 0x80, 0xBF)) {
        return 0;
    }
    switch (at[0]) {
    case 0xE2: /* — to ”, and … */
        return at[1] == 0x80 && (is_between(at[2], 0x94, 0x9D) || at[2] == 0xA6) ? 3 : 0;
    case 0xE3: /* 、。 and 〈 to 】 */
        return at[1] == 0x80 && (is_between(at[2], 0x81, 0x82) || is_between(at[2], 0x88, 0x91))
                   ? 3
                   : 0;
    case 0xE4:
        return at[1] >= 0xB8 ? 3 : 0;
    case 0xEF:
        return (at[1] == 0xBC && at[2] >= 0x81) || (at[1] == 0xBD && at[2] <= 0x9E) ? 3 : 0;
    default:
        return at[0] <= 0xE9 ? 3 : 0;
    }
}

/* Text that has nothing to be changed, as nearly all has: such characters and single spaces. */
static bool is_plain(const char *text, size_t max_clusters)
{
    const unsigned char *at = (const unsigned char *)text;
    size_t count = 0;
    for (size_t size = 0; *at; at += size, count++) {
        bool is_space = *at == ' ' && count > 0 && at[1] && at[1] != ' ';
        size = is_space ? 1 : plain_size(at);
        if (size == 0) {
            return false;
        }
    }
    return count <= max_clusters;
}

static const char *clean(struct arena *scratch, const UChar *text, int32_t size,
    struct cleaning cleaning, bool *is_cut)
{
    /* A private-use character may be one of two units; line ends come out no more than they
     * went in. */
    cleaning.text = arena_array(scratch, (size_t)size * 2 + 2, sizeof(UChar));
    if (!cleaning.text) {
        return NULL;
    }
    for (int32_t i = 0; i < size;) {
        UChar32 c, after = 0;
        U16_NEXT(text, i, size, c);
        if (i < size) {
            U16_GET(text, 0, i, size, after);
        }
        clean_one(&cleaning, U_IS_SURROGATE(c) ? 0xFFFD : public_character(c), after);
    }
    int32_t end = cleaning.size;
    if ((size_t)end > cleaning.max_clusters) {
        end = clusters_end(cleaning.text, end, cleaning.max_clusters);
        *is_cut = end < cleaning.size;
    }
    UErrorCode status = U_ZERO_ERROR;
    int32_t room = end * 3 + 1, used = 0;
    char *out = arena_alloc(scratch, (size_t)room);
    if (out) {
        u_strToUTF8(out, room, &used, cleaning.text, end, &status);
    }
    return out && U_SUCCESS(status) ? out : NULL;
}

static const char *shown_of(
    struct arena *scratch, const char *text, struct cleaning cleaning, bool *is_cut)
{
    char *copy = arena_strdup(scratch, text);
    if (!copy) {
        return NULL;
    }
    normalise_html(copy, cleaning.one_line);
    size_t size = strlen(copy);
    UErrorCode status = U_ZERO_ERROR;
    int32_t room = (int32_t)size + 1, used = 0;
    UChar *wide = arena_array(scratch, (size_t)room, sizeof *wide);
    const UNormalizer2 *nfc = unorm2_getNFCInstance(&status);
    if (!wide || U_FAILURE(status)) {
        return NULL;
    }
    u_strFromUTF8WithSub(wide, room, &used, copy, (int32_t)size, 0xFFFD, NULL, &status);
    if (U_FAILURE(status)) {
        return NULL;
    }
    if (!unorm2_isNormalized(nfc, wide, used, &status)) {
        /* NFC grows a UTF-16 text to three times its length at most (UAX #15). */
        int32_t normal_room = used * 3 + 1;
        UChar *normal = arena_array(scratch, (size_t)normal_room, sizeof *normal);
        if (!normal) {
            return NULL;
        }
        used = unorm2_normalize(nfc, wide, used, normal, normal_room, &status);
        wide = normal;
    }
    return U_SUCCESS(status) ? clean(scratch, wide, used, cleaning, is_cut) : NULL;
}

int64_t normalise_version(void)
{
    UVersionInfo version;
    int64_t number = 0;
    u_getVersion(version);
    for (size_t i = 0; i < sizeof version; i++) {
        number = number << 8 | version[i];
    }
    return number;
}

const char *normalise_shown(
    struct arena *arena, const char *text, bool one_line, size_t max_clusters, bool *is_cut)
{
    *is_cut = false;
    if (is_plain(text, max_clusters)) {
        return arena_strdup(arena, text);
    }
    const struct cleaning cleaning = { .one_line = one_line, .max_clusters = max_clusters };
    struct arena scratch;
    arena_init(&scratch);
    const char *shown = shown_of(&scratch, text, cleaning, is_cut);
    shown = shown ? arena_strdup(arena, shown) : NULL;
    arena_finish(&scratch);
    return shown;
}
