/* Reads deny lists. Of content/guard only. */
#pragma once

#include "content/guard/words/rules.h"

/* `sounds` is borrowed while lists are loaded. */
void rules_init(struct rules *rules, struct arena *arena, const struct text_folder *folder,
    const struct sound_table *sounds);
void rules_finish(struct rules *rules);

/* Adds a list and those that it includes, each once. False with FILE:LINE. */
bool rules_load(struct rules *rules, const char *path, struct error *error);
