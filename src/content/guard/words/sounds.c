#include "content/guard/words/sounds.h"

enum { WORD_WEIGHT_MIN = 5, CLAIM_WEIGHT_MIN = 7, LETTERS_MAX = 8 };

/* A rule's sound while it is put together. */
struct spelling {
    const struct sound_table *table;
    struct automaton *automaton;
    const struct rule *rule;
    uint32_t value;
    uint32_t letters[LETTERS_MAX * SOUND_MAX];
};

/* From the letter at `at` on, with each figure in the place of #. False when memory is out. */
static bool spell(struct spelling *spelling, size_t at, size_t size)
{
    const struct rule *rule = spelling->rule;
    if (at == rule->count) {
        return automaton_add(spelling->automaton, spelling->letters, size, spelling->value);
    }
    uint32_t letter = rule->letters[at].plain, first = letter ? letter : '0';
    uint32_t last = letter ? letter : '9';
    for (uint32_t c = first; c <= last; c++) {
        const char *sound;
        size_t length = sound_table_find(spelling->table, c, &sound);
        for (size_t i = 0; i < length; i++) {
            spelling->letters[size + i] = (unsigned char)sound[i];
        }
        if (length > 0 && !spell(spelling, at + 1, size + length)) {
            return false;
        }
    }
    return true;
}

bool rule_sounds_add(const struct sound_table *table, struct automaton *automaton,
    const struct rule *rule, uint32_t value)
{
    bool has_weight = rule->kind == RULE_ALWAYS ||
                      (rule->kind == RULE_WORD && rule->weight >= WORD_WEIGHT_MIN) ||
                      (rule->kind == RULE_CLAIM && rule->weight >= CLAIM_WEIGHT_MIN);
    if (!has_weight || rule->count < 2 || rule->count > LETTERS_MAX) {
        return true;
    }
    struct spelling spelling = {
        .table = table, .automaton = automaton, .rule = rule, .value = value
    };
    return spell(&spelling, 0, 0);
}
