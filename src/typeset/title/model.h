/* What a break between two words of a headline costs, as readers' grades have taught it
 * (script/title-weights). Of src/typeset only. */
#pragma once

#include "typeset/title/phrase.h"

/* Fills in the cost of each word, while the units are there that phrase_read was given. */
void model_weigh(struct phrase *phrase);
