/* What a break between two words of a headline costs, as readers' grades have taught it
 * (script/title-weights). Of src/typeset only. */
#pragma once

#include "typeset/title/phrase.h"

/* Fills in the cost of each word that phrase_read found in the units. */
void model_weigh(const struct units *units, struct phrase *phrase);
