/* Superscript and subscript characters, as far as faces commonly have them. */
#pragma once

enum shift { SHIFT_RAISED, SHIFT_LOWERED };

/* Of a figure, a sign or one of a few letters; NULL where there is none. Static text of at most
 * three bytes. */
const char *shifted_character(char c, enum shift shift);
