/* The words of a run of Han characters. Of src/typeset/title only. */
#pragma once

#include "typeset/units.h"

enum start { START_NONE, START_WORD, START_NAME };

/* By units: where words, names of people and foreign names begin, over all Han that nothing
 * keeps whole; other starts[] are left as they are. The words are those that are the most
 * likely together (Viterbi over the costs of the dictionary, in linear time). */
struct segment {
    const struct chars *chars;
    const struct units *units;
    unsigned char *starts; /* enum start */
};

/* Where a unit begins, of one behind the last the end; and how many bytes these are. */
const char *segment_text(const struct segment *segment, size_t unit);
size_t segment_size(const struct segment *segment, size_t from, size_t to);

/* Whether the dictionary has all of the characters: it has none of Traditional Chinese, no
 * kana.
 */
bool segment_knows(const struct segment *segment);

/* False when memory is out. */
bool segment_han(struct arena *scratch, const struct segment *segment);
