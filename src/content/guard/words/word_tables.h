/* What deny lists come to before any text is judged. Those of the shipped lists are made with
 * the program (tools/make_words.c), so that a start need not read them. Of content/guard only.
 */
#pragma once

#include "content/guard/words/phrases.h"
#include "content/guard/words/rules.h"

struct word_tables {
    struct rules rules;
    struct phrases shapes, sounds; /* values are indexes of rules */
    size_t traits[TRAIT_COUNT];    /* the rule with it, and one */
};

/* A list that the tables were made of. */
struct made_list {
    const char *file; /* its name */
    size_t size;
    uint64_t digest;
};

struct made_words {
    const struct word_tables *tables; /* NULL: there are none */
    const struct made_list *lists;    /* the given ones first, then those that they include */
    size_t given, count;
};

extern const struct made_words made_words;

uint64_t made_digest(const char *data, size_t size);

/* The tables, where the given lists and what they include are what those were made of, all in
 * one folder; or NULL. */
const struct word_tables *made_words_for(const char *const *paths, size_t count);
