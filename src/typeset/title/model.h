/* What a break between two words of a headline costs, as readers' grades have taught it
 * (script/title-weights). Of src/typeset/title only. */
#pragma once

#include "typeset/title/features.h"

int model_cost(const uint32_t features[FEATURES]);
