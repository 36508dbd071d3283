#include "typeset/units.h"

#include "base/utf8.h"
#include "typeset/break.h"
#include "typeset/direction.h"

#include <string.h>

struct maker {
    struct arena *keep;
    const struct chars *chars;
    const struct unit_request *request;
    struct units *out;
    bool centred_marks; /* Traditional Chinese: ，。 in the middle of their em */
    struct directions directions;
    int hyphen;     /* its width */
    size_t word;    /* of what is made: its first character, */
    int word_width; /* and the width up to here */
};

static const char GETA[] = "\xE3\x80\x93"; /* 〓 */

static size_t text_end(const struct chars *chars, size_t last)
{
    const struct shown *shown = &chars->row[last];
    char encoded[4];
    size_t size = utf8_encode(shown->character, encoded);
    return shown->at + (size ? size : 3);
}

static bool note_missing(struct bytes *missing, const char *cluster, size_t size)
{
    if (missing->size && memmem(missing->data, missing->size, cluster, size)) {
        return true;
    }
    return bytes_append(missing, cluster, size);
}

static bool has_private(const char *cluster, size_t size)
{
    for (size_t at = 0; at < size;) {
        if (mark_is_private(utf8_next(cluster, size, &at))) {
            return true;
        }
    }
    return false;
}

static bool is_covered(const struct maker *maker, const char *cluster, size_t size)
{
    const struct measure *measure = maker->request->measure;
    return !has_private(cluster, size) &&
           (!measure->covers ||
               measure->covers(measure->context, maker->request->style, cluster, size));
}

/* The text of row[from..to), with 〓 for each cluster that no face has. */
static const char *unit_text(struct maker *maker, size_t from, size_t to)
{
    const struct chars *chars = maker->chars;
    size_t begin = chars->row[from].at, end = text_end(chars, to - 1);
    size_t count = 0;
    /* 〓 may be longer than what it stands for. */
    size_t most = end - begin + (to - from) * strlen(GETA);
    char *text = arena_alloc(maker->keep, most + 1);
    if (!text) {
        return NULL;
    }
    for (size_t i = from; i < to;) {
        size_t next = i + 1;
        while (next < to && chars->row[next].level == BREAK_INSIDE) {
            next++;
        }
        const char *cluster = chars->text + chars->row[i].at;
        size_t size = text_end(chars, next - 1) - chars->row[i].at;
        if (!is_covered(maker, cluster, size)) {
            if (!note_missing(maker->request->missing, cluster, size)) {
                return NULL;
            }
            cluster = GETA;
            size = strlen(GETA);
        }
        memcpy(text + count, cluster, size);
        count += size;
        i = next;
    }
    text[count] = '\0';
    return text;
}

/* Where text runs right to left a mark that has a direction is turned round. False when memory
 * is out. */
static bool mirror(struct maker *maker, struct unit *unit, uint32_t character)
{
    uint32_t mirrored = break_mirrored(character);
    if (mirrored == character) {
        return true;
    }
    char encoded[4];
    size_t size = utf8_encode(mirrored, encoded);
    unit->mirrored = arena_strndup(maker->keep, encoded, size);
    return unit->mirrored != NULL;
}

static int advance_of(const struct maker *maker, const char *text)
{
    const struct measure *measure = maker->request->measure;
    int advance = measure->advance(measure->context, maker->request->style, text, strlen(text));
    return advance > 0 ? advance : 0;
}

/* CLREQ 3.1.6.1: which half of a mark's em is blank and can be taken away. */
static void set_blanks(const struct maker *maker, struct unit *unit, bool western_mark)
{
    int em = maker->out->em, half = em / 2;
    if (unit->advance * 4 < em * 3) {
        return; /* a face with narrow marks has nothing to give */
    }
    switch (unit->class) {
    case UNIT_OPEN:
        unit->left = half;
        break;
    case UNIT_CLOSE:
        unit->right = half;
        break;
    case UNIT_COMMA:
        unit->left = maker->centred_marks ? half / 2 : 0;
        unit->right = half - unit->left;
        break;
    case UNIT_STOP:
        if (maker->centred_marks) {
            bool period = strcmp(unit->text, "\xE3\x80\x82") == 0;
            unit->left = unit->right = period ? half / 2 : 0;
        } else {
            unit->right = half;
        }
        break;
    case UNIT_MIDDLE:
        /* GB/T 15834: always half an em, its dot in the middle. */
        unit->shift = -(half / 2);
        unit->advance -= half;
        break;
    default:
        break;
    }
    if (western_mark && unit->class != UNIT_MIDDLE) {
        bool is_single = strcmp(unit->text, "‘") == 0 || strcmp(unit->text, "’") == 0;
        int more = is_single ? em / 5 : 0; /* they fill a half of their half em */
        unit->left += unit->left ? more : 0;
        unit->right += unit->right ? more : 0;
        unit->shift = -unit->left;
        unit->advance -= unit->left + unit->right;
        unit->left = unit->right = 0;
    }
}

static bool append(struct maker *maker, size_t from, size_t to)
{
    const struct shown *first = &maker->chars->row[from];
    struct unit *unit = &maker->out->row[maker->out->count];
    *unit = (struct unit) {
        .text = unit_text(maker, from, to),
        .start = first->start,
        .end = maker->chars->row[to - 1].end,
        .at = first->at,
        .class = first->class,
        .space = first->space,
        .level = first->level,
        .taste = first->taste,
        .is_whole = first->is_whole,
        .bidi = maker->directions.levels ? maker->directions.levels[from] : 0,
        .space_bidi = maker->directions.spaces ? maker->directions.spaces[from] : 0,
    };
    bool turned = unit->bidi % 2;
    if (!unit->text || (turned && to - from == 1 && !mirror(maker, unit, first->character))) {
        return false;
    }
    unit->measured = unit->advance = advance_of(maker, unit->text);
    if (first->western_mark) {
        set_blanks(maker, unit, true);
        unit->class = UNIT_WESTERN;
    } else if (!turned) {
        set_blanks(maker, unit, false);
    }
    maker->out->count++;
    return true;
}

/* lib.example.edu.|cn:8443 rather than lib.example.edu.c|n:8443. */
static enum break_level cut_level(uint32_t before, uint32_t character)
{
    if (mark_not_first(character) || mark_not_last(before)) {
        return BREAK_KINSOKU;
    }
    return before < 0x80 && strchr(".-_@:?&=#,;/", (int)before) ? BREAK_KEEP : BREAK_CUT;
}

/* What is parted at a hyphen is as wide together as the word is in one. False when memory is
 * out. */
static bool go_on(struct maker *maker, size_t from, size_t to)
{
    struct unit *unit = &maker->out->row[maker->out->count - 1];
    if (!maker->chars->row[from].hyphen) {
        maker->word = from;
        maker->word_width = unit->advance;
        return true;
    }
    const char *whole = unit_text(maker, maker->word, to);
    if (!whole) {
        return false;
    }
    int width = advance_of(maker, whole);
    unit->hyphen = maker->hyphen;
    unit->level = BREAK_FREE;
    unit->measured = unit->advance =
        width > maker->word_width ? width - maker->word_width : unit->advance;
    maker->word_width = width;
    return true;
}

/* A word that is wider than a line is cut at grapheme clusters. */
static bool append_word(struct maker *maker, size_t from, size_t to)
{
    size_t count = maker->out->count;
    int limit = count ? maker->request->width : maker->request->first_width;
    if (!append(maker, from, to)) {
        return false;
    }
    if (to - from == 1 || maker->out->row[count].advance <= limit) {
        return go_on(maker, from, to);
    }
    maker->out->count = count;
    for (size_t i = from; i < to;) {
        size_t next = i + 1;
        while (next < to && maker->chars->row[next].level == BREAK_INSIDE) {
            next++;
        }
        if (!append(maker, i, next)) {
            return false;
        }
        struct unit *unit = &maker->out->row[maker->out->count - 1];
        unit->cut = i > from;
        if (unit->cut) {
            const struct shown *shown = &maker->chars->row[i];
            unit->level = cut_level(shown[-1].character, shown->character);
        }
        i = next;
    }
    maker->out->row[count].is_whole = false;
    return true;
}

/* Does the character go on with the unit that `first` begins? */
static bool joins(const struct maker *maker, size_t first, size_t i)
{
    const struct chars *chars = maker->chars;
    const struct shown *shown = &chars->row[i], *head = &chars->row[first];
    if (shown->level == BREAK_INSIDE) {
        return true;
    }
    if (!direction_goes_on(chars, maker->directions.levels, i)) {
        return false;
    }
    if (shown->space != SPACE_NONE || shown->level <= BREAK_TASTE || shown->western_mark ||
        head->western_mark || shown->hyphen) {
        return false;
    }
    if (head->class == UNIT_DASH) { /* —— and …… are one mark of two em, CLREQ 3.1.5.1 */
        return shown->character == head->character && i - first < 2;
    }
    return head->class == UNIT_WESTERN && shown->class == UNIT_WESTERN;
}

static bool has_hyphens(const struct chars *chars)
{
    for (size_t i = 0; i < chars->count; i++) {
        if (chars->row[i].hyphen) {
            return true;
        }
    }
    return false;
}

static bool has_spaces(const struct chars *chars)
{
    for (size_t i = 0; i < chars->count; i++) {
        if (chars->row[i].space != SPACE_NONE) {
            return true;
        }
    }
    return false;
}

bool units_make(struct arena *keep, struct arena *scratch, const struct chars *chars,
    const struct unit_request *request, struct units *out)
{
    const char *lang = request->style->lang;
    struct maker maker = {
        .keep = keep,
        .chars = chars,
        .request = request,
        .out = out,
        .centred_marks =
            lang && (strncmp(lang, "zh-Hant", 7) == 0 || strncmp(lang, "zh-TW", 5) == 0 ||
                        strncmp(lang, "zh-HK", 5) == 0),
    };
    *out = (struct units) {
        .em = request->style->px * MEASURE_UNIT,
        .has_right_to_left = chars->has_right_to_left,
    };
    out->row = arena_array(scratch, chars->count + 1, sizeof *out->row);
    if (!out->row || !direction_find(scratch, chars, lang, &maker.directions)) {
        return false;
    }
    out->right_to_left = maker.directions.right_to_left;
    maker.hyphen = has_hyphens(chars) ? advance_of(&maker, "-") : 0;
    for (size_t from = 0; from < chars->count;) {
        size_t to = from + 1;
        while (to < chars->count && joins(&maker, from, to)) {
            to++;
        }
        if (!append_word(&maker, from, to)) {
            return false;
        }
        from = to;
    }
    return units_set_gaps(scratch, out, has_spaces(chars) ? advance_of(&maker, " ") : 0);
}
