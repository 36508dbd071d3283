/* Sentences on when and where that are made by chance, with what they mean. */
#pragma once

#include "command/desk/when/when.h"

enum { LINE = 600 };

/* A sentence being made, and what it means. */
struct made {
    bool is_chinese;
    int64_t today, now_ms;
    char clauses[4][200];
    int count;
    struct when when;
    struct arena *arena;
};

/* Makes one, in either language, as it is said at made->now_ms. What it means lives in the
 * arena. */
void made_begin(struct made *made, struct arena *arena, char sentence[LINE]);

/* The day in words, as it can be said today. */
void made_day(const struct made *made, int64_t day, char out[80]);

/* Chance as chance_begin has it; of what is made here. */
void made_seed(uint64_t usual);

/* One of them. */
const char *made_pick(const char *const *list, int count);

#define PICK(...)                                                                              \
    made_pick((const char *const[]) { __VA_ARGS__ },                                           \
        sizeof((const char *const[]) { __VA_ARGS__ }) / sizeof(const char *))
