/* What a hostile picture could reach from the decoder: nothing. */
#pragma once

#include <stdbool.h>

/* From here on the process may read and write what it has open, take memory up to a limit,
 * compute for so many seconds and leave; anything else kills it. False when the kernel cannot
 * hold it to that. Under a sanitizer, which needs more, only the limit of time holds. */
bool sandbox_enter(unsigned cpu_seconds);
