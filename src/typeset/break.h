/* Unicode's own opinion on where text may be broken; the only place that knows ICU. The
 * iterators are opened once a thread, because opening one costs more than a slide. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum break_rules {
    BREAK_ROOT,      /* UAX #14 as it stands: text without Han */
    BREAK_ZH_STRICT, /* zh@lb=strict */
    BREAK_CLUSTERS,  /* UAX #29 grapheme clusters */
    BREAK_WORDS,     /* UAX #29 words, Chinese by dictionary */
};

/* Sets opportunity[i] to 1 for each byte offset 0 < i <= size at which the text may be broken,
 * and to 0 for all others; the array holds size + 1 bytes. The text is valid UTF-8. False when
 * memory is out. */
bool break_find(
    enum break_rules rules, const char *text, size_t size, unsigned char *opportunity);

/* The embedding level of the character at each of `count` byte offsets, UAX #9; even: left to
 * right. The paragraph's direction is that of its first strong character, where it is not told.
 */
struct break_bidi {
    const size_t *offsets;
    size_t count;
    unsigned char *levels; /* one an offset: filled */
    bool right_to_left;    /* told, or found out */
};

/* False when memory is out. */
bool break_levels(const char *text, size_t size, struct break_bidi *out);

/* What is drawn for the character where text runs right to left (UAX #9 L4): ) for (. */
uint32_t break_mirrored(uint32_t character);

/* Fills order[] with the logical index of what stands at each visual place, UAX #9 L2. */
void break_visual_order(const unsigned char *levels, size_t count, int *order);
