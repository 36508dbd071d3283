/* How offers speak and how others do, whatever they speak of: pairs of letters that stand
 * beside one another, each with a weight, as config/guard/tone.txt has them. Of content/guard
 * only. */
#pragma once

#include "base/error.h"
#include "content/text/normalise.h"

/* Any figure is one; 0 is the edge of a piece, where something stands between two letters. */
enum { TONE_FIGURE = '#', TONE_EDGE = 0 };

struct tone_pair {
    uint16_t first, second; /* the low halves of the letters */
    int16_t weight;         /* tenths; below 0: others speak so. 0: free */
};

struct tone {
    struct tone_pair *pairs; /* by hash */
    size_t count, capacity;
};

/* Reads "一天", "^你" or "的$": two letters, or one at the beginning or the end of a piece. */
bool tone_add(struct tone *tone, const struct text_folder *folder, const char *text, int weight,
    struct error *error);
void tone_finish(struct tone *tone);

static inline uint16_t tone_letter(uint32_t folded)
{
    return folded >= '0' && folded <= '9' ? TONE_FIGURE : (uint16_t)folded;
}

/* Where the pair is, or would be. */
static inline size_t tone_place(const struct tone *tone, uint16_t first, uint16_t second)
{
    size_t mask = tone->capacity - 1;
    size_t at = ((uint32_t)first << 16 | second) * 0x9E3779B1u >> 12 & mask;
    while (tone->pairs[at].weight &&
           (tone->pairs[at].first != first || tone->pairs[at].second != second)) {
        at = (at + 1) & mask;
    }
    return at;
}

static inline int tone_weight(const struct tone *tone, uint16_t first, uint16_t second)
{
    return tone->capacity ? tone->pairs[tone_place(tone, first, second)].weight : 0;
}
