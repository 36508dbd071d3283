#include "content/guard/words/tone.h"

#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_CAPACITY = 4096, CAPACITY_MAX = 1 << 20 };

void tone_finish(struct tone *tone)
{
    free(tone->pairs);
    *tone = (struct tone) { 0 };
}

/* At most three quarters of the table are taken, so that tone_place ends. */
static bool make_room(struct tone *tone)
{
    if (tone->capacity > tone->count + tone->count / 3) {
        return true;
    }
    struct tone grown = { .capacity = tone->capacity ? tone->capacity * 2 : FIRST_CAPACITY };
    grown.pairs =
        grown.capacity <= CAPACITY_MAX ? calloc(grown.capacity, sizeof *grown.pairs) : NULL;
    for (size_t i = 0; grown.pairs && i < tone->capacity; i++) {
        const struct tone_pair *pair = &tone->pairs[i];
        if (pair->weight) {
            grown.pairs[tone_place(&grown, pair->first, pair->second)] = *pair;
        }
    }
    if (grown.pairs) {
        free(tone->pairs);
        tone->pairs = grown.pairs;
        tone->capacity = grown.capacity;
    }
    return grown.pairs;
}

/* What one character of a list is in a pair; false where it is none. */
static bool read_symbol(
    const struct text_folder *folder, uint32_t c, bool is_first, uint16_t *symbol)
{
    const struct folded *folded = text_folder_look(folder, c);
    bool is_edge = c == (is_first ? '^' : '$');
    if (!folded) {
        return false;
    }
    *symbol = c == '#' ? TONE_FIGURE : is_edge ? TONE_EDGE : tone_letter(folded->letter);
    return c == '#' || is_edge || folded->count == 1;
}

bool tone_add(struct tone *tone, const struct text_folder *folder, const char *text, int weight,
    struct error *error)
{
    size_t size = strlen(text), at = 0;
    uint16_t symbols[2] = { 0 };
    bool is_pair = true;
    for (int i = 0; is_pair && i < 2; i++) {
        is_pair =
            at < size && read_symbol(folder, utf8_next(text, size, &at), i == 0, &symbols[i]);
    }
    if (!is_pair || at < size) {
        return error_set(error, "%s is no pair: two letters, ^ and one, or one and $", text);
    }
    if (!make_room(tone)) {
        return error_set(error, "out of memory");
    }
    struct tone_pair *pair = &tone->pairs[tone_place(tone, symbols[0], symbols[1])];
    tone->count += !pair->weight;
    *pair = (struct tone_pair) { symbols[0], symbols[1], (int16_t)weight };
    return true;
}
