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
    int space_advance;  /* of U+0020, -1: not yet measured */
    struct directions directions;
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

/* A word that is wider than a line is cut at grapheme clusters. */
static bool append_word(struct maker *maker, size_t from, size_t to)
{
    size_t count = maker->out->count;
    int limit = count ? maker->request->width : maker->request->first_width;
    if (!append(maker, from, to)) {
        return false;
    }
    if (to - from == 1 || maker->out->row[count].advance <= limit) {
        return true;
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
    if (shown->space != SPACE_NONE || shown->level == BREAK_FREE || shown->western_mark ||
        head->western_mark) {
        return false;
    }
    if (head->class == UNIT_DASH) { /* —— and …… are one mark of two em, CLREQ 3.1.5.1 */
        return shown->character == head->character && i - first < 2;
    }
    return head->class == UNIT_WESTERN && shown->class == UNIT_WESTERN;
}

static uint32_t last_character(const char *text)
{
    size_t size = strlen(text), at = 0;
    uint32_t character = 0;
    while (at < size) {
        character = utf8_next(text, size, &at);
    }
    return character;
}

static uint32_t first_character(const char *text)
{
    size_t at = 0;
    return utf8_next(text, strlen(text) + 1, &at);
}

/* The + of 互联网+ is no word, the ++ of C++ is part of one. */
static bool is_word(const char *text)
{
    size_t size = strlen(text);
    for (size_t at = 0; at < size;) {
        uint32_t character = utf8_next(text, size, &at);
        if (character >= 0x80 || mark_is_letter(character) || mark_is_digit(character)) {
            return true;
        }
    }
    return false;
}

static bool takes_mixed_gap(const struct unit *before, const struct unit *unit)
{
    if (before->class == UNIT_HAN && unit->class == UNIT_WESTERN) {
        return mark_takes_gap(first_character(unit->text), true) && is_word(unit->text);
    }
    return before->class == UNIT_WESTERN && unit->class == UNIT_HAN &&
           mark_takes_gap(last_character(before->text), false) && is_word(before->text);
}

static bool is_mark(const struct unit *unit)
{
    return unit->class >= UNIT_OPEN && unit->class <= UNIT_DASH;
}

static enum gap_kind mark_gap(const struct unit *before, const struct unit *unit)
{
    if (before->class == UNIT_CLOSE || unit->class == UNIT_OPEN) {
        return GAP_BRACKET;
    }
    return before->class == UNIT_STOP ? GAP_STOP : GAP_COMMA;
}

static bool is_stiff(const struct unit *before, const struct unit *unit)
{
    /* CLREQ 3.5.4: nothing is added inside the unbreakable or beside connectors and dots. */
    return unit->level != BREAK_FREE || before->class == UNIT_MIDDLE ||
           unit->class == UNIT_MIDDLE || before->class == UNIT_CONNECTOR ||
           unit->class == UNIT_CONNECTOR;
}

static void set_gap(struct maker *maker, size_t i)
{
    struct unit *unit = &maker->out->row[i];
    const struct unit *before = &maker->out->row[i - 1];
    int em = maker->out->em;
    int blank = before->right + unit->left;
    bool stiff = unit->cut || is_stiff(before, unit);
    unit->gap = GAP_HAN;
    if (unit->cut) {
        /* Goes on as if nothing were there. */
    } else if (unit->space != SPACE_NONE) {
        if (maker->space_advance < 0) {
            maker->space_advance = advance_of(maker, " ");
        }
        unit->before = unit->space == SPACE_HAN ? em : maker->space_advance;
        unit->gap = GAP_WORD;
        /* CLREQ 3.5.3b and 3.5.4a: a quarter to half an em. */
        unit->shrink = unit->before > em / 4 ? unit->before - em / 4 : 0;
        unit->stretch = unit->before < em / 2 ? em / 2 - unit->before : 0;
        stiff = false;
    } else if (takes_mixed_gap(before, unit)) {
        /* CLREQ 3.2.2; 3.5.3f and 3.5.4b: an eighth to half an em. */
        unit->before = em / 4;
        unit->gap = GAP_MIXED;
        unit->shrink = em / 8;
        unit->stretch = stiff ? 0 : em / 4;
    } else if (blank > 0) {
        /* CLREQ 3.1.6.2: marks side by side give up half an em together. */
        int closed = is_mark(before) && is_mark(unit) ? em / 2 : 0;
        closed = closed < blank ? closed : blank;
        unit->before = -closed;
        unit->gap = (unsigned char)mark_gap(before, unit);
        unit->shrink = blank - closed < em / 2 ? blank - closed : em / 2;
        unit->stretch = unit->level == BREAK_FREE ? em / 8 : 0;
        stiff = unit->level != BREAK_FREE;
    }
    /* CLREQ 3.5.4 sets no limit to what is shared out over all gaps; beyond a sixth of an em
     * a line is seen to be spread. */
    unit->most = stiff ? 0 : unit->stretch > em / 6 ? unit->stretch : em / 6;
}

static bool sum_up(struct arena *scratch, struct units *units)
{
    units->width = arena_array(scratch, units->count + 1, sizeof *units->width);
    units->shrink = arena_array(scratch, units->count + 1, sizeof *units->shrink);
    units->most = arena_array(scratch, units->count + 1, sizeof *units->most);
    if (!units->width || !units->shrink || !units->most) {
        return false;
    }
    for (size_t i = 0; i < units->count; i++) {
        const struct unit *unit = &units->row[i];
        units->width[i + 1] = units->width[i] + unit->before + unit->advance;
        units->shrink[i + 1] = units->shrink[i] + unit->shrink;
        units->most[i + 1] = units->most[i] + unit->most;
    }
    return true;
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
        .space_advance = -1,
    };
    *out = (struct units) {
        .em = request->style->px * MEASURE_UNIT,
        .has_right_to_left = chars->has_right_to_left,
    };
    out->row = arena_array(scratch, chars->count + 1, sizeof *out->row);
    if (!out->row || !direction_find(scratch, chars, &maker.directions)) {
        return false;
    }
    out->right_to_left = maker.directions.right_to_left;
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
    for (size_t i = 1; i < out->count; i++) {
        set_gap(&maker, i);
    }
    return sum_up(scratch, out);
}
