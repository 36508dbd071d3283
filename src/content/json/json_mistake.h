/* The mistakes that people make who write JSON by hand, told by what stands in the text. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* What stands at `at`, where JSON has something else: a Chinese comma, a typographic or a
 * single quote, a comment, a word without quotes. A text marked with N_, or NULL. */
const char *json_mistake(const char *text, size_t size, size_t at);

/* Whether a value, or a member's name, begins there. */
bool json_begins_value(int c);

/* Whether the string that `end` is the end of the line of was closed by a typographic quote;
 * *at is that quote's. `start` is behind the string's own quote. */
bool json_closed_by_typographic(const char *text, size_t start, size_t end, size_t *at);

/* What stands in front of the JSON, where it is what servers put there: a callback, a message
 * of PHP. A text marked with N_, or NULL. */
const char *json_in_front(const char *text, size_t size);
