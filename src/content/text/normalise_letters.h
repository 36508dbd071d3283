/* What one character comes to when it is folded (content/text/normalise.h). Of the folder
 * only. */
#pragma once

#include "content/text/normalise.h"

enum { LETTERS_MAX = 32 };

struct letters;

/* NULL with an error. */
struct letters *letters_create(struct error *error);
void letters_destroy(struct letters *letters);

/* Writes at most LETTERS_MAX characters and returns how many, -1 when memory is out. *looks: it
 * is no letter of that script as it is typed, and reads as one. */
int letters_of(struct letters *letters, uint32_t c, uint32_t out[LETTERS_MAX], bool *looks);

enum folded_gap letter_gap(uint32_t c);

/* Of a character that is to stand in a pattern: digits and simplified ones alone. */
uint32_t letter_in_pattern(uint32_t c);
