/* Character references as pages have them: without their semicolon, as halves of a surrogate
 * pair, with Windows' numbers for quotes. */
#pragma once

#include <stddef.h>
#include <stdint.h>

/* Of the reference at text[0] == '&': the character, and how many bytes it takes; 0 where there
 * is none of number or of an old name (HTML, "named character references" without semicolon):
 * the parser knows the others. */
size_t reference_read(const char *text, size_t size, uint32_t *character);
