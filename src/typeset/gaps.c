/* The space before each unit: how wide it is, and by how much it may give or take. */
#include "typeset/units.h"

#include "base/utf8.h"

#include <string.h>

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

/* [1] */
static bool is_footnote(const char *text)
{
    size_t digits = *text == '[' ? strspn(text + 1, "0123456789") : 0;
    return digits > 0 && strcmp(text + 1 + digits, "]") == 0;
}

static bool takes_mixed_gap(const struct unit *before, const struct unit *unit)
{
    if (before->class == UNIT_HAN && unit->class == UNIT_WESTERN) {
        return mark_takes_gap(first_character(unit->text), true) && is_word(unit->text) &&
               !is_footnote(unit->text);
    }
    return before->class == UNIT_WESTERN && unit->class == UNIT_HAN &&
           mark_takes_gap(last_character(before->text), false) && is_word(before->text) &&
           !is_footnote(before->text);
}

static bool is_mark(const struct unit *unit)
{
    return unit->class >= UNIT_OPEN && unit->class <= UNIT_DASH;
}

/* Between two syllables, which give like Han: a line of a few words would stand ragged. */
static bool is_hangul(const struct unit *before, const struct unit *unit)
{
    return mark_is_hangul(last_character(before->text)) &&
           mark_is_hangul(first_character(unit->text));
}

/* CLREQ 3.5.4: nothing is added inside the unbreakable or beside connectors and dots; nor
 * inside a Western word, at its hyphen, or where a dictionary parts words of a script without
 * spaces. */
static bool is_stiff(const struct unit *before, const struct unit *unit)
{
    if (unit->cut || unit->level >= BREAK_KEEP) {
        return true;
    }
    if (before->class == UNIT_DASH && unit->level != BREAK_FREE) {
        return true;
    }
    return before->class == UNIT_MIDDLE || unit->class == UNIT_MIDDLE ||
           before->class == UNIT_CONNECTOR || unit->class == UNIT_CONNECTOR ||
           (before->class == UNIT_WESTERN && unit->class == UNIT_WESTERN &&
               !is_hangul(before, unit));
}

/* CLREQ 3.5.3b and 3.5.4a: a quarter to half an em. One that is an em wide is a place that was
 * left free, as in a list of names. */
static void set_space(struct unit *unit, int em, int space)
{
    unit->before = unit->space == SPACE_HAN ? em : space;
    if (unit->space != SPACE_HAN) {
        unit->shrink = unit->ease = unit->before > em / 4 ? unit->before - em / 4 : 0;
        unit->most = unit->before < em / 2 ? em / 2 - unit->before : 0;
        unit->stretch = unit->most < em / 8 ? unit->most : em / 8;
    }
}

/* CLREQ 3.2.2 and 3.5.3f: a quarter of an em, down to an eighth. 3.5.4b lets it grow to half an
 * em; beyond three eighths a figure is seen to stand apart. It is the same on both sides of a
 * figure, whether a line may break there or not. */
static void set_mixed(struct unit *unit, int em)
{
    unit->before = em / 4;
    unit->ease = unit->shrink = em / 8;
    unit->stretch = unit->most = em / 8;
}

/* Between two that touch. CLREQ 3.5.4 sets no limit to what is shared out over all gaps: up to
 * 1/24 em it goes unseen; it never gets wider than the gap beside a figure. */
static void set_plain(const struct unit *before, struct unit *unit, int em)
{
    if (!is_stiff(before, unit)) {
        unit->stretch = em / 24;
        unit->most = is_hangul(before, unit) ? em / 8 : em * 3 / 8;
    }
}

/* ’ and ‘ fill half of the half em that they stand in; beside another mark the rest is a hole.
 */
static bool is_tucked(const struct unit *before, const struct unit *unit)
{
    return (strcmp(before->text, "’") == 0 && unit->class >= UNIT_CLOSE &&
               unit->class <= UNIT_STOP) ||
           (before->class == UNIT_OPEN && strcmp(unit->text, "‘") == 0);
}

/* CLREQ 3.1.6.2: marks side by side give up half an em together. What is left may be taken by
 * half without much ado. */
static void set_blank(const struct unit *before, struct unit *unit, int em)
{
    int blank = before->right + unit->left;
    int closed = is_mark(before) && is_mark(unit) ? em / 2 : 0;
    closed = closed < blank ? closed : blank;
    unit->before = -closed - (is_tucked(before, unit) ? em / 4 : 0);
    unit->shrink = blank - closed < em / 2 ? blank - closed : em / 2;
    unit->ease = unit->shrink / 2;
    set_plain(before, unit, em);
}

static void set_gap(const struct unit *before, struct unit *unit, int em, int space)
{
    if (unit->cut || unit->hyphen) {
        return; /* goes on as if nothing were there */
    }
    if (unit->space != SPACE_NONE) {
        set_space(unit, em, space);
    } else if (takes_mixed_gap(before, unit)) {
        set_mixed(unit, em);
    } else if (before->right + unit->left > 0) {
        set_blank(before, unit, em);
    } else {
        set_plain(before, unit, em);
    }
}

bool units_set_gaps(struct arena *scratch, struct units *units, int space)
{
    int64_t **const sums[] = { &units->width, &units->ease, &units->shrink, &units->stretch,
        &units->most };
    for (size_t i = 0; i < sizeof sums / sizeof *sums; i++) {
        *sums[i] = arena_array(scratch, units->count + 1, sizeof **sums[i]);
        if (!*sums[i]) {
            return false;
        }
    }
    for (size_t i = 0; i < units->count; i++) {
        struct unit *unit = &units->row[i];
        if (i > 0) {
            set_gap(unit - 1, unit, units->em, space);
        }
        units->width[i + 1] = units->width[i] + unit->before + unit->advance;
        units->ease[i + 1] = units->ease[i] + unit->ease;
        units->shrink[i + 1] = units->shrink[i] + unit->shrink;
        units->stretch[i + 1] = units->stretch[i] + unit->stretch;
        units->most[i + 1] = units->most[i] + unit->most;
    }
    return true;
}
