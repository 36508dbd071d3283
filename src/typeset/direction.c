#include "typeset/direction.h"

#include "base/language/language_tag.h"
#include "base/utf8.h"
#include "typeset/break.h"
#include "typeset/chars/number.h"

bool direction_find(
    struct arena *arena, const struct chars *chars, const char *lang, struct directions *out)
{
    *out = (struct directions) { 0 };
    if (!chars->has_right_to_left) {
        return true;
    }
    /* Where the space before each character begins, and where the character does. */
    size_t *offsets = arena_array(arena, 2 * chars->count + 1, sizeof *offsets);
    unsigned char *both = arena_alloc(arena, 2 * chars->count + 1);
    char *text = arena_strndup(arena, chars->text, chars->text_size);
    out->levels = arena_alloc(arena, chars->count + 1);
    out->spaces = arena_alloc(arena, chars->count + 1);
    if (!offsets || !both || !text || !out->levels || !out->spaces) {
        return false;
    }
    number_stand_in(chars, text);
    size_t end = 0;
    for (size_t i = 0; i < chars->count; i++) {
        offsets[2 * i] = end;
        offsets[2 * i + 1] = end = chars->row[i].at;
        utf8_next(chars->text, chars->text_size, &end);
    }
    struct break_bidi bidi = { offsets, 2 * chars->count, both,
        language_tag_is_right_to_left(lang) };
    if (!break_levels(text, chars->text_size, &bidi)) {
        return false;
    }
    out->right_to_left = bidi.right_to_left;
    for (size_t i = 0; i < chars->count; i++) {
        /* UAX #9 HL4: an address is not torn apart, though / is neither Latin nor Arabic. */
        out->levels[i] = chars->row[i].url ? (out->right_to_left ? 2 : 0) : both[2 * i + 1];
        out->spaces[i] = both[2 * i];
    }
    return true;
}

/* Right to left only letters go together: marks and signs may come from another face, and are
 * turned round one by one. */
bool direction_goes_on(const struct chars *chars, const unsigned char *levels, size_t i)
{
    if (!levels) {
        return true;
    }
    return levels[i] == levels[i - 1] &&
           (levels[i] % 2 == 0 || (mark_is_right_to_left(chars->row[i].character) &&
                                      mark_is_right_to_left(chars->row[i - 1].character)));
}
