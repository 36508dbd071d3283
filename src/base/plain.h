/* Text from outside on its way to people: terminals obey controls, readers are led astray by
 * what turns the direction of a line or cannot be seen, and a cut may tear a character.
 * Whatever is formatted for a message, logged or printed goes through here. */
#pragma once

#include "base/bytes.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Not a control (C0, C1, DEL), nothing that turns the direction of writing, nothing invisible:
 * zero-width characters, fillers, tags, separators of lines; no noncharacter. */
bool plain_is_fine(uint32_t character);

/* Replaces what is not fine, and ill-formed UTF-8, by '?' in place. Line ends too. */
void plain_mend(char *text);

/* vsnprintf, mended; a text that is too long is cut at a character. Returns its length. */
size_t plain_format(char *out, size_t capacity, const char *format, va_list arguments)
    __attribute__((format(printf, 3, 0)));

/* Writes `text` to standard output, mended but for its line ends; what is not fine in the
 * strings of JSON is escaped instead, so that nothing is lost. Gives
 * NULL, or what went wrong. */
const char *plain_write(const struct bytes *text, bool is_json);
