/* Words and times of day within a sentence. Of command/desk/when alone. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

enum when_half { HALF_NONE, HALF_MORNING, HALF_NOON, HALF_AFTERNOON };

/* Moves over spaces, and over the first of those words that stands there; false for none. */
bool when_take_word(const char **at, const char *const *words, size_t count);
void when_skip(const char **at);

#define WHEN_TAKE(at, ...)                                                                     \
    when_take_word(at, (const char *const[]) { __VA_ARGS__ },                                  \
        sizeof((const char *const[]) { __VA_ARGS__ }) / sizeof(const char *))

/* "8:00", "下午3点半", "8:30 pm", "noon": minutes of the day, or -1. */
int when_take_time(const char **at, enum when_half *half);

/* "8", "三", "十二", "45": or -1. */
int when_take_number(const char **at);

/* A time as it is meant in that half of the day. */
int when_in_half(int minute, enum when_half half);
