/* A native feed as lines that a reviewer reads. */
#pragma once

#include "base/bytes.h"

/* Appends one line a member; notes are those of the adapter. */
void outline_print(const char *json, struct bytes *out);
