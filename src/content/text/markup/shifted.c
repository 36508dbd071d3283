#include "content/text/markup/shifted.h"

#include <stddef.h>
#include <string.h>

const char *shifted_character(char c, enum shift shift)
{
    static const char signs[] = "0123456789+-=()ni";
    static const char *const raised[] = { "⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹", "⁺",
        "⁻", "⁼", "⁽", "⁾", "ⁿ", "ⁱ" };
    static const char *const lowered[] = { "₀", "₁", "₂", "₃", "₄", "₅", "₆", "₇", "₈", "₉",
        "₊", "₋", "₌", "₍", "₎" };
    const char *found = c ? strchr(signs, c) : NULL;
    size_t i = found ? (size_t)(found - signs) : 0;
    return !found                                 ? NULL
           : shift == SHIFT_RAISED                ? raised[i]
           : i < sizeof lowered / sizeof *lowered ? lowered[i]
                                                  : NULL;
}
