/* What a process formatted in English, and wrote down, in the language of this one: the text of
 * the catalogue that it was made by is found again, and what was put into it. */
#pragma once

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>

/* In the arena, or the text itself where no language is loaded, nothing of it is known or
 * memory is out. "PLACE: TEXT" is told part by part. */
const char *retold(struct arena *arena, const char *english);

/* Whether the text may have been made by the format; then what stands where it has its
 * conversions. *weight: how much of it is the format's own. */
struct retold_argument {
    const char *text;
    size_t size;
};
enum { RETOLD_ARGUMENTS_MAX = 8 };
bool retold_match(const char *format, const char *text,
    struct retold_argument arguments[RETOLD_ARGUMENTS_MAX], size_t *weight);
