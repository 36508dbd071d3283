/* A date while it is read, and the time of day behind it. Of moment_loose.c and moment_draft.c
 * only. */
#pragma once

#include "time/moment.h"

#include <stddef.h>

enum { MOMENT_YEAR_MIN = 1970, MOMENT_YEAR_MAX = 2199 };

struct moment_draft {
    int year, month, day; /* -1: not said, the hour as well */
    int hour, minute, second;
    bool has_offset, is_pm, is_am;
    int offset_minutes;
};

extern const struct moment_draft moment_draft_empty;

/* The number of at most so many digits at *at, which moves behind it. */
int moment_take_number(const char **at, int most, int *digits);
void moment_skip(const char **at, const char *marks);

/* How many letters stand there. */
size_t moment_word_size(const char *text);

/* " 09:30:00.123 +0800", "T9:30", "9时30分", "上午9:30", "9:30 pm"; nothing is well too. */
bool moment_take_time(const char **at, struct moment_draft *draft);

/* False where there is no such day or time. */
bool moment_draft_make(const struct moment_draft *draft, struct moment *out);
