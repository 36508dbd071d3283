/* The clock of a rehearsal, as --clock has it. */
#pragma once

#include "base/error.h"

#include <stdbool.h>

/* SPEC is "TIME[,xN]", a time that leaves nothing open: clock_move there, N times as fast. */
bool clock_spec_set(const char *spec, struct error *error);
