/* Names that say nothing about who published something. */
#pragma once

#include <stdbool.h>

/* That of whoever set a site up, or of no category: "admin", "管理员", "Uncategorized". Of NULL
 * and "" too. */
bool adapt_is_nobody(const char *name);
