/* Which units have tables in desk.db (core/database.h). */
#pragma once

#include "command/desk/core/database.h"

/* Opens the database at that path, makes it where it is not there, and brings it to what this
 * program wants. NULL with an error. */
struct database *schema_open(const char *path, struct error *error);
