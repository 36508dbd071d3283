/* How the characters sound that stand in the rules. Of content/guard only. */
#pragma once

#include "content/guard/words/automaton.h"
#include "content/guard/words/rules.h"
#include "content/text/normalise_sound.h"

struct rule_sound {
    uint32_t character;
    char sound[SOUND_MAX];
};

struct rule_sounds {
    const struct sound_table *table; /* borrowed while rules are added */
    struct rule_sound *list;         /* by character */
    size_t count, capacity;
};

/* Adds the rule's sound to the automaton, and those of its characters, when it has one that
 * can be told from other words. False when memory is out. */
bool rule_sounds_add(struct rule_sounds *sounds, struct arena *arena,
    struct automaton *automaton, const struct rule *rule, uint32_t value);

/* NULL for another character. */
const char *rule_sounds_find(const struct rule_sounds *sounds, uint32_t character);
