/* Files that are pictures, as far as their names tell. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* Whether a name of `size` bytes ends as a picture's does: of those that are shown, and of
 * photographs and scans that are not. */
bool picture_name(const char *name, size_t size);
