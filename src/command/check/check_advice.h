/* What an editor does about a finding. */
#pragma once

#include "content/feed/finding.h"

/* One or two short lines, each of at most 76 columns, in the reader's language; never NULL. */
const char *check_advice(enum finding_code code);

/* Whether it says more than the mending of one finding does. */
bool check_advice_goes_further(enum finding_code code);
