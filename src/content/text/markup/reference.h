/* Character references as pages have them: without their semicolon, as halves of a surrogate
 * pair, with Windows' numbers for quotes. */
#pragma once

#include <stddef.h>
#include <stdint.h>

/* Of the reference at text[0] == '&': the character, and how many bytes it takes; 0 where it is
 * only a sign. U+FFFD for a number that means none. */
size_t reference_read(const char *text, size_t size, uint32_t *character);
