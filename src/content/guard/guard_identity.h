/* Which names are this campus's. Of content/guard only. */
#pragma once

#include "content/text/normalise.h"

/* What people see of a name: folded, and of what the fold drops all signs that show. NULL when
 * memory is out. */
const char *identity_form(
    const struct text_folder *folder, struct arena *arena, const char *name);
