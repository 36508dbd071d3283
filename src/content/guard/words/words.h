/* Whether a text reads as an offer that a wall must not show: words of the deny lists, in
 * whatever disguise, weighed with what stands near them (docs/guard.md). Belongs to one thread
 * at a time. */
#pragma once

#include "base/digest.h"
#include "content/text/normalise.h"

struct words;

/* NULL with an error: a list that cannot be read or has a bad line (FILE:LINE), or no memory.
 * The folder is borrowed as long as the words live. */
struct words *words_create(const struct text_folder *folder, const char *const *paths,
    size_t count, struct error *error);
void words_destroy(struct words *words);

/* The same for another thread: with a folder of its own, and no longer than the first lives.
 * NULL where memory is out, or where they have expressions, which are one thread's. */
struct words *words_twin(const struct words *words, const struct text_folder *folder);

/* Of the lists: with others a text may be judged otherwise. */
void words_digest(const struct words *words, struct digest *digest);

/* Whether there is any rule. */
bool words_judge_anything(const struct words *words);

/* Texts that people read one after another. */
struct words_texts {
    const char *const *list;
    size_t count;
    bool are_cells;     /* of a table: each is short, and figures in them are no words */
    bool are_addresses; /* which may name what is offered; but nobody speaks in them */
    size_t at;          /* set where they may not be shown: the one in which the fault begins */
};

/* Whether the texts may be shown; false with why not. Without memory they may not. */
bool words_allow(
    struct words *words, struct arena *scratch, struct words_texts *texts, struct error *why);
