/* Where words end. */
#include "content/guard/words/words_private.h"

enum { AROUND = 6, COUNT_MAX = RULE_LETTERS_MAX };

bool units_cut(const struct units *units, size_t first, size_t count, struct words *words)
{
    uint32_t letters[2 * AROUND + COUNT_MAX];
    size_t from = first, to = first + count, size = 0;
    if (count > COUNT_MAX || (!words->cutter && !(words->cutter = word_cutter_create()))) {
        return false;
    }
    for (size_t i = 0; i < AROUND && from > 0 && !units->list[from].gap; i++) {
        from--;
    }
    for (size_t i = 0; i < AROUND && to < units->count && !units->list[to].gap; i++) {
        to++;
    }
    for (size_t i = from; i < to; i++) {
        letters[size++] = units->list[i].written;
    }
    return word_cutter_cuts(words->cutter, letters, size, first - from, count);
}
