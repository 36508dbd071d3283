#include "base/utf8.h"
#include "content/text/normalise.h"

#include <string.h>
#include <unicode/ucnv.h>
#include <unicode/ustring.h>

/* How often a text is undone: saved wrongly twice, it is garbled twice. And how many characters
 * are told from chance. */
enum { TIMES_MAX = 3, HAN_LEAST = 2, SEEN_LEAST = 2, HAN_CERTAIN = 4 };

static const char lost_in_gbk[] = "锟斤";

/* What Windows-1252 has for the bytes 0x80 to 0x9F; 0 for none. */
static const uint16_t western[32] = { 0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
    0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0, 0, 0x2018, 0x2019, 0x201C, 0x201D,
    0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178 };

/* A text that is undone piece by piece. */
struct undoing {
    char *out; /* as long as the text at most */
    size_t used;
    char *scratch; /* as long, and so is this */
    UChar *wide;
    UConverter *gbk;
    size_t seen; /* of what Chinese texts have */
    bool is_garbled, is_lost;
};

/* The byte that was read as this character by Latin-1 or Windows-1252; 0 for none. */
static unsigned char western_byte(uint32_t c)
{
    for (unsigned i = 0; i < 32; i++) {
        if (c > 0xFF && western[i] == c) {
            return (unsigned char)(0x80 + i);
        }
    }
    return c >= 0x80 && c <= 0xFF ? (unsigned char)c : 0;
}

/* What Chinese texts have beside Han: their punctuation and full-width forms. */
static bool is_chinese_sign(uint32_t c)
{
    return (c >= 0x2010 && c <= 0x2030) || (c >= 0x3000 && c <= 0x303F) ||
           (c >= 0xFF00 && c <= 0xFFEF) || c == 0xB7;
}

/* The bytes as UTF-8. */
struct guess {
    size_t han, signs;
    bool is_whole;   /* to their end; not where the last character is cut */
    bool is_chinese; /* and nothing else is in it */
};

static struct guess look_at(const char *bytes, size_t size)
{
    size_t valid = utf8_valid_prefix(bytes, size);
    struct guess guess = { .is_whole = valid == size, .is_chinese = size - valid < 3 };
    for (size_t at = 0; at < size;) {
        uint32_t c = utf8_next(bytes, size, &at);
        guess.han += utf8_is_han(c);
        guess.signs += is_chinese_sign(c);
        guess.is_whole = guess.is_whole && c != 0xFFFD;
        guess.is_chinese = guess.is_chinese &&
                           (c < 0x80 || c == 0xFFFD || utf8_is_han(c) || is_chinese_sign(c));
    }
    return guess;
}

static void put(struct undoing *undoing, const char *bytes, size_t size)
{
    memcpy(undoing->out + undoing->used, bytes, size);
    undoing->used += size;
}

/* The characters from *at on that are one byte each; their bytes go to `out`. */
static size_t take_western(const char *text, size_t size, size_t *at, char *out)
{
    size_t used = 0, next = *at;
    while (*at < size) {
        unsigned char byte = western_byte(utf8_next(text, size, &next));
        if (!byte) {
            break;
        }
        out[used++] = (char)byte;
        *at = next;
    }
    return used;
}

/* UTF-8 that was read as Latin-1. */
static void undo_western(struct undoing *undoing, const char *text, size_t size)
{
    char *scratch = undoing->scratch;
    for (size_t at = 0; at < size;) {
        size_t begin = at, count = take_western(text, size, &at, scratch);
        const struct guess guess = look_at(scratch, count);
        bool is_lost = memmem(scratch, count, "\xEF\xBF\xBD", 3) ||
                       (!guess.is_whole && guess.han >= HAN_LEAST);
        /* ä to é begin what is Han: a run that begins so, or behind a question mark, and is
         * not whole has lost a byte. */
        unsigned char first = count > 1 ? (unsigned char)scratch[0] : 0;
        bool is_cut = !guess.is_whole && ((first >= 0xE4 && first <= 0xE9) ||
                                             (begin > 0 && text[begin - 1] == '?'));
        bool is_french = count == 3 && memcmp(scratch + 1, "\xA0\xBB", 2) == 0; /* "é »" */
        bool is_garbled = guess.han + guess.signs > 0 && guess.is_whole && !is_french;
        undoing->seen += is_garbled ? guess.han + guess.signs : 0;
        undoing->is_garbled = undoing->is_garbled || undoing->seen >= SEEN_LEAST || is_lost;
        undoing->is_lost = undoing->is_lost || is_lost || is_cut;
        if (count == 0) {
            utf8_next(text, size, &at);
        }
        put(undoing, is_garbled ? scratch : text + begin, is_garbled ? count : at - begin);
    }
}

/* Whether no byte pair is one that GB 2312 lacks: of what people write few are. */
static bool is_common(const char *bytes, size_t size)
{
    bool is_common = true;
    for (size_t i = 0; i < size; i++) {
        unsigned char byte = (unsigned char)bytes[i];
        is_common = is_common && (byte < 0x80 || byte >= 0xA1);
    }
    return is_common;
}

static bool is_garbled_gbk(const char *bytes, size_t size, const struct guess *guess)
{
    return guess->is_chinese &&
           guess->han >= (size_t)(is_common(bytes, size) ? HAN_CERTAIN : HAN_LEAST);
}

/* UTF-8 that was read as GBK, in a piece without blanks and digits: those its pairs cannot
 * swallow. */
static void undo_gbk(struct undoing *undoing, const char *text, size_t size)
{
    UErrorCode status = U_ZERO_ERROR;
    char *scratch = undoing->scratch;
    UChar *wide = undoing->wide;
    int32_t count = 0;
    u_strFromUTF8(wide, (int32_t)size, &count, text, (int32_t)size, &status);
    ucnv_reset(undoing->gbk);
    int32_t bytes = U_SUCCESS(status) ? ucnv_fromUChars(undoing->gbk, scratch, (int32_t)size,
                                            wide, count, &status)
                                      : 0;
    const struct guess guess = look_at(scratch, U_SUCCESS(status) ? (size_t)bytes : 0);
    bool is_garbled = U_SUCCESS(status) && is_garbled_gbk(scratch, (size_t)bytes, &guess);
    undoing->is_garbled = undoing->is_garbled || is_garbled;
    undoing->is_lost = undoing->is_lost || (is_garbled && !guess.is_whole);
    put(undoing, is_garbled ? scratch : text, is_garbled ? (size_t)bytes : size);
}

static void undo_pieces(struct undoing *undoing, const char *text, size_t size)
{
    for (size_t at = 0; at < size;) {
        size_t begin = at;
        while (at < size && (unsigned char)text[at] >= 0x40) {
            at++;
        }
        if (at > begin) {
            undo_gbk(undoing, text + begin, at - begin);
        }
        begin = at;
        while (at < size && (unsigned char)text[at] < 0x40) {
            at++;
        }
        put(undoing, text + begin, at - begin);
    }
}

static UConverter *open_gbk(void)
{
    UErrorCode status = U_ZERO_ERROR;
    UConverter *gbk = ucnv_open("gbk", &status);
    if (U_SUCCESS(status)) {
        ucnv_setFromUCallBack(gbk, UCNV_FROM_U_CALLBACK_STOP, NULL, NULL, NULL, &status);
    }
    return gbk;
}

/* Once: what it was before. NULL where it is not garbled, or memory is out. */
static const char *undo(struct arena *scratch, const char *text, bool *is_lost)
{
    size_t size = strlen(text);
    struct undoing undoing = { .out = arena_alloc(scratch, size + 1) };
    undoing.scratch = arena_alloc(scratch, size + 1);
    undoing.wide = arena_array(scratch, size + 1, sizeof *undoing.wide);
    if (!undoing.out || !undoing.scratch || !undoing.wide) {
        return NULL;
    }
    undo_western(&undoing, text, size);
    if (!undoing.is_garbled && (undoing.gbk = open_gbk())) {
        undoing.used = 0;
        undoing.is_lost = false;
        undo_pieces(&undoing, text, size);
        ucnv_close(undoing.gbk);
    }
    undoing.out[undoing.used] = '\0';
    *is_lost = *is_lost || undoing.is_lost;
    return undoing.is_garbled ? undoing.out : NULL;
}

static bool has_wide(const char *text)
{
    while (*text && (unsigned char)*text < 0x80) {
        text++;
    }
    return *text;
}

bool normalise_is_garbled(struct arena *arena, const char *text, const char **meant)
{
    static const char replacement[] = "\xEF\xBF\xBD";
    bool is_lost = strstr(text, replacement) || strstr(text, lost_in_gbk), is_garbled = is_lost;
    const char *before = text, *found = NULL;
    struct arena scratch;
    arena_init(&scratch);
    for (int i = 0; i < TIMES_MAX && before && !is_lost && has_wide(before); i++) {
        before = undo(&scratch, before, &is_lost);
        is_garbled = is_garbled || before;
        found = before ? before : found;
    }
    if (is_lost || found) {
        *meant = is_lost ? NULL : arena_strdup(arena, found);
    }
    arena_finish(&scratch);
    return is_garbled;
}
