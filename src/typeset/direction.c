#include "typeset/direction.h"

#include "typeset/break.h"

bool direction_find(
    struct arena *arena, const struct chars *chars, unsigned char **levels, bool *right_to_left)
{
    *levels = NULL;
    *right_to_left = false;
    if (!chars->has_right_to_left) {
        return true;
    }
    size_t *offsets = arena_array(arena, chars->count + 1, sizeof *offsets);
    *levels = arena_alloc(arena, chars->count + 1);
    if (!offsets || !*levels) {
        return false;
    }
    for (size_t i = 0; i < chars->count; i++) {
        offsets[i] = chars->row[i].at;
    }
    struct break_bidi bidi = { offsets, chars->count, *levels, false };
    if (!break_levels(chars->text, chars->text_size, &bidi)) {
        return false;
    }
    *right_to_left = bidi.right_to_left;
    /* UAX #9 HL4: an address is not torn apart, though / is neither Latin nor Arabic. */
    for (size_t i = 0; i < chars->count; i++) {
        if (chars->row[i].url) {
            (*levels)[i] = *right_to_left ? 2 : 0;
        }
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
