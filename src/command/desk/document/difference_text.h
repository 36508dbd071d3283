/* Which characters of a text are another's, for difference.h. */
#pragma once

#include "base/bytes.h"

/* Appends the list of spans. False when memory is out. */
bool difference_spans(const char *before, const char *after, struct bytes *out);
