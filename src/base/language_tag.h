/* Language tags (BCP 47): "zh-Hant-HK", "en". */
#pragma once

#include <stdbool.h>

/* Subtags of 1 to 8 letters or digits, the first of 2 or more letters (RFC 5646, loosely). */
bool language_tag_is_good(const char *tag);

/* Whether its language is that one, and it has that subtag, or subtag is NULL. */
bool language_tag_fits(const char *tag, const char *language, const char *subtag);
