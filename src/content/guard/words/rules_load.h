/* Reads deny lists. Of content/guard only. */
#pragma once

#include "content/guard/words/rules.h"

/* `folder` and `sounds` are borrowed while lists are loaded. */
void rules_init(
    struct rules *rules, const struct text_folder *folder, const struct sound_table *sounds);
void rules_finish(struct rules *rules);

/* Adds lists and those that they include, each once. False with FILE:LINE. */
bool rules_load(
    struct rules *rules, const char *const *paths, size_t count, struct error *error);
