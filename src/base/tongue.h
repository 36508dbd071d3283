/* The language of a text, as its feed says it: BCP 47, such as zh-Hant-HK. NULL and "" are
 * none. */
#pragma once

#include <stdbool.h>

/* Whether it is in that language (its primary subtag, such as "zh"), whatever its script or
 * place. */
bool tongue_is(const char *lang, const char *primary);

/* Whether a page of it begins on the right: Arabic, Hebrew, Uyghur, Persian and the like,
 * unless the tag names a script that runs the other way. */
bool tongue_is_right_to_left(const char *lang);
