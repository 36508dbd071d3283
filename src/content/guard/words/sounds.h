/* How rules sound. Of content/guard only. */
#pragma once

#include "content/guard/words/automaton.h"
#include "content/guard/words/rules.h"
#include "content/text/normalise_sound.h"

/* Adds the rule's sound to the automaton when it has one that can be told from other words.
 * False when memory is out. */
bool rule_sounds_add(const struct sound_table *table, struct automaton *automaton,
    const struct rule *rule, uint32_t value);
