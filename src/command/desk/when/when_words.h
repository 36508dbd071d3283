/* Words and numbers within a sentence. Of command/desk/when alone. */
#pragma once

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>

/* The sentence as the rest of this folder reads it: full-width forms of ASCII, white space and
 * stops as ASCII, traditional characters of the words below as simplified ones; what stands in
 * “” is left as it is. NULL when memory is out. */
char *when_normalised(struct arena *arena, const char *sentence);

/* Moves over spaces, and over the first of those words that stands there; false for none. */
bool when_take_word(const char **at, const char *const *words, size_t count);
void when_skip(const char **at);

#define WHEN_TAKE(at, ...)                                                                     \
    when_take_word(at, (const char *const[]) { __VA_ARGS__ },                                  \
        sizeof((const char *const[]) { __VA_ARGS__ }) / sizeof(const char *))

/* "8", "三", "二十五", "45", at most six digits: or -1. */
int when_take_number(const char **at);

/* Whether a figure that was written in Chinese ends before that text: the 三 of 周一、三 does,
 * that of 三食堂 does not. */
bool when_ends_figure(const char *text);

/* The same of "5号", which may be a house. */
bool when_ends_day(const char *text);

/* A dash or two, 至, 到, "to", "until". */
bool when_take_to(const char **at);
