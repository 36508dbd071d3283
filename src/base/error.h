/* What went wrong, in one line for a person. The leaf that fails fills it; callers may put
 * their place in front; whoever decides what to do logs it once. */
#pragma once

#include <stdbool.h>

struct error {
    char text[512];
};

/* Sets the text. Always returns false, so that a leaf can `return error_set(...)`. A NULL error
 * is allowed and ignored. The text is harmless and whole to its end (base/plain.h). */
bool error_set(struct error *error, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Puts "<formatted>: " in front of the text. Always returns false. */
bool error_wrap(struct error *error, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
