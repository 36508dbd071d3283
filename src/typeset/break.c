#include "typeset/break.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <threads.h>
#include <unicode/ubidi.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>
#include <unicode/utf8.h>

enum { RULES_COUNT = BREAK_WORDS + 1 };

struct iterators {
    UBreakIterator *of[RULES_COUNT];
};

static once_flag key_once = ONCE_FLAG_INIT;
static tss_t key;
static bool key_made;

static void close_all(void *data)
{
    struct iterators *iterators = data;
    for (int i = 0; i < RULES_COUNT; i++) {
        if (iterators->of[i]) {
            ubrk_close(iterators->of[i]);
        }
    }
    free(iterators);
}

static void make_key(void)
{
    key_made = tss_create(&key, close_all) == thrd_success;
}

/* This thread's, with the one for the rules open; NULL when memory is out. */
static struct iterators *iterators_for(enum break_rules rules)
{
    static const struct {
        UBreakIteratorType type;
        const char *locale;
    } kinds[RULES_COUNT] = {
        [BREAK_ROOT] = { UBRK_LINE, "" },
        [BREAK_ZH_STRICT] = { UBRK_LINE, "zh@lb=strict" },
        [BREAK_CLUSTERS] = { UBRK_CHARACTER, "" },
        [BREAK_WORDS] = { UBRK_WORD, "zh" },
    };
    call_once(&key_once, make_key);
    if (!key_made) {
        return NULL;
    }
    struct iterators *iterators = tss_get(key);
    if (!iterators) {
        iterators = calloc(1, sizeof *iterators);
        if (!iterators || tss_set(key, iterators) != thrd_success) {
            free(iterators);
            return NULL;
        }
    }
    if (!iterators->of[rules]) {
        UErrorCode status = U_ZERO_ERROR;
        UBreakIterator *opened =
            ubrk_open(kinds[rules].type, kinds[rules].locale, NULL, 0, &status);
        iterators->of[rules] = U_SUCCESS(status) ? opened : NULL;
    }
    return iterators->of[rules] ? iterators : NULL;
}

bool break_find(
    enum break_rules rules, const char *text, size_t size, unsigned char *opportunity)
{
    memset(opportunity, 0, size + 1);
    struct iterators *iterators = iterators_for(rules);
    if (!iterators) {
        return false;
    }
    UBreakIterator *iterator = iterators->of[rules];
    UErrorCode status = U_ZERO_ERROR;
    UText source = UTEXT_INITIALIZER;
    utext_openUTF8(&source, text, (int64_t)size, &status);
    ubrk_setUText(iterator, &source, &status);
    bool done = U_SUCCESS(status);
    if (done) {
        for (int32_t at = ubrk_next(iterator); at != UBRK_DONE; at = ubrk_next(iterator)) {
            opportunity[at] = 1;
        }
    }
    /* The iterator must not keep a pointer into text that the caller frees. */
    static const UChar nothing[1];
    UErrorCode ignored = U_ZERO_ERROR;
    ubrk_setText(iterator, nothing, 0, &ignored);
    utext_close(&source);
    return done;
}

bool break_levels(const char *text, size_t size, struct break_bidi *out)
{
    const size_t *offsets = out->offsets, count = out->count;
    bool done = false;
    int32_t length = 0, at = 0;
    size_t next = 0;
    UErrorCode status = U_ZERO_ERROR;
    UChar *wide = size < INT32_MAX / 2 ? malloc((size + 1) * sizeof *wide) : NULL;
    int32_t *place = malloc((count + 1) * sizeof *place);
    UBiDi *bidi = ubidi_open();
    if (!wide || !place || !bidi) {
        goto out;
    }
    while ((size_t)at < size) {
        while (next < count && offsets[next] <= (size_t)at) {
            place[next++] = length;
        }
        UChar32 character;
        U8_NEXT(text, at, (int32_t)size, character);
        if (character < 0) {
            character = 0xFFFD;
        }
        if (character > 0xFFFF) {
            wide[length++] = U16_LEAD(character);
            wide[length++] = U16_TRAIL(character);
        } else {
            wide[length++] = (UChar)character;
        }
    }
    UBiDiLevel base = out->right_to_left ? UBIDI_RTL : UBIDI_DEFAULT_LTR;
    ubidi_setPara(bidi, wide, length, base, NULL, &status);
    const UBiDiLevel *all = length ? ubidi_getLevels(bidi, &status) : NULL;
    done = U_SUCCESS(status);
    out->right_to_left = done && ubidi_getParaLevel(bidi) % 2;
    for (size_t i = 0; done && i < count; i++) {
        out->levels[i] = all && i < next ? all[place[i]] : 0;
    }
out:
    if (bidi) {
        ubidi_close(bidi);
    }
    free(place);
    free(wide);
    return done;
}

uint32_t break_mirrored(uint32_t character)
{
    return (uint32_t)u_charMirror((UChar32)character);
}

void break_visual_order(const unsigned char *levels, size_t count, int *order)
{
    ubidi_reorderVisual(levels, (int32_t)count, order);
}
