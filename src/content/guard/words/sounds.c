#include "content/guard/words/sounds.h"

#include <stdlib.h>
#include <string.h>

enum { WEIGHT_MIN = 5, LETTERS_MAX = 8 };

static size_t place_of(const struct rule_sounds *sounds, uint32_t character)
{
    size_t low = 0, high = sounds->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (sounds->list[middle].character < character) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

const char *rule_sounds_find(const struct rule_sounds *sounds, uint32_t character)
{
    size_t at = place_of(sounds, character);
    return at < sounds->count && sounds->list[at].character == character
               ? sounds->list[at].sound
               : NULL;
}

static bool note(
    struct rule_sounds *sounds, struct arena *arena, uint32_t character, const char *sound)
{
    if (rule_sounds_find(sounds, character)) {
        return true;
    }
    struct rule_sound *list =
        arena_grow(arena, sounds->list, sounds->count, &sounds->capacity, sizeof *list);
    if (!list) {
        return false;
    }
    sounds->list = list;
    size_t at = place_of(sounds, character);
    memmove(list + at + 1, list + at, (sounds->count - at) * sizeof *list);
    list[at] = (struct rule_sound) { .character = character };
    strcpy(list[at].sound, sound);
    sounds->count++;
    return true;
}

/* A rule's sound while it is put together. */
struct spelling {
    struct rule_sounds *sounds;
    struct arena *arena;
    struct automaton *automaton;
    const struct rule *rule;
    uint32_t value;
    uint32_t letters[LETTERS_MAX * SOUND_MAX];
};

/* From the letter at `at` on, with each figure in the place of #. False when memory is out. */
static bool spell(struct spelling *spelling, size_t at, size_t size)
{
    const struct rule *rule = spelling->rule;
    char sound[SOUND_MAX];
    if (at == rule->count) {
        return automaton_add(spelling->automaton, spelling->letters, size, spelling->value);
    }
    uint32_t letter = rule->letters[at].plain, first = letter ? letter : '0';
    uint32_t last = letter ? letter : '9';
    for (uint32_t c = first; c <= last; c++) {
        size_t length = 0;
        bool has_sound = sound_table_find(spelling->sounds->table, c, sound);
        for (; has_sound && sound[length]; length++) {
            spelling->letters[size + length] = (unsigned char)sound[length];
        }
        if (has_sound && (!note(spelling->sounds, spelling->arena, c, sound) ||
                             !spell(spelling, at + 1, size + length))) {
            return false;
        }
    }
    return true;
}

bool rule_sounds_add(struct rule_sounds *sounds, struct arena *arena,
    struct automaton *automaton, const struct rule *rule, uint32_t value)
{
    bool is_offer =
        rule->kind == RULE_ALWAYS || rule->kind == RULE_WORD || rule->kind == RULE_CLAIM;
    if (!is_offer || rule->count < 2 || rule->count > LETTERS_MAX ||
        (rule->kind != RULE_ALWAYS && rule->weight < WEIGHT_MIN)) {
        return true;
    }
    struct spelling spelling = {
        .sounds = sounds, .arena = arena, .automaton = automaton, .rule = rule, .value = value
    };
    return spell(&spelling, 0, 0);
}
