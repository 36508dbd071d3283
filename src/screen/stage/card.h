/* Which way pixels go best. Private to the stage. */
#pragma once

#include <stdbool.h>

/* Whether there is a GL driver that is no software, as far as can be told without starting one:
 * llvmpipe would cost 110 MB and 300 ms. */
bool card_is_there(void);
