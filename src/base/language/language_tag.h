/* Language tags (BCP 47): "zh-Hant-HK", "en". */
#pragma once

#include <stdbool.h>

/* Subtags of 1 to 8 letters or digits, the first of 2 or more letters (RFC 5646, loosely). */
bool language_tag_is_good(const char *tag);

/* Whether its language is that one, and it has that subtag, or subtag is NULL. */
bool language_tag_fits(const char *tag, const char *language, const char *subtag);

/* Whether it is in that language (its primary subtag), whatever its script or place. NULL is of
 * none. */
bool language_tag_is(const char *tag, const char *language);

/* Whether a page of it begins on the right: Arabic, Hebrew, Uyghur, Persian and the like,
 * unless the tag names a script that runs the other way. NULL does not. */
bool language_tag_is_right_to_left(const char *tag);
