/* Files by a name that is written in another normal form (UAX 15): a Mac takes letters with
 * accents apart, and some ideographs are one with another. Of src/address only. */
#pragma once

#include <limits.h>
#include <stdbool.h>

/* The path of a file that is there, of whose folders and whose own name each may be written in
 * another form. False where there is none, or more entries than anybody has in a folder. */
bool file_alike(const char *path, char out[PATH_MAX]);
