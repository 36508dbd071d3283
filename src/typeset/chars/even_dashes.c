/* The dash of two em, as keyboards have it: -- and －－ are ——. */
#include "typeset/chars/keep.h"

static bool is_dash(uint32_t character)
{
    return mark_is_one_of(character, "-－─―–");
}

static bool is_chinese(const struct shown *shown)
{
    return shown->class == UNIT_HAN || (shown->class >= UNIT_OPEN && shown->class <= UNIT_STOP);
}

/* Before a figure only where it touches that. */
static bool goes_on(const struct chars *chars, size_t i)
{
    return is_chinese(&chars->row[i]) ||
           (touches(chars, i) && mark_is_digit(character_at(chars, i)));
}

void chars_even_dashes(struct chars *chars)
{
    for (size_t i = 1; i + 2 < chars->count; i++) {
        struct shown *first = &chars->row[i], *second = first + 1;
        if (is_dash(first->character) && second->character == first->character &&
            second->space == SPACE_NONE && !first->url && is_chinese(first - 1) &&
            goes_on(chars, i + 2)) {
            first->character = second->character = 0x2014; /* — */
            first->class = second->class = (unsigned char)mark_class(0x2014);
        }
    }
}
