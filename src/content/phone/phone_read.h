/* Telephone numbers as campus sites print them, taken apart (docs/feed.md, "Raw strings"). */
#pragma once

#include "content/phone/phone_plan.h"
#include "content/phone/phone_reading.h"

/* Reads one raw string such as `023-65763111 65763222;67199326(成教)`. The string is read as a
 * whole: of all ways to read it the one that explains most of it is taken. Every digit ends in
 * one place: in a number, an extension, a note, or left over; four and more that are left over
 * stand in a doubt. False only when memory is out. */
bool phone_read(
    struct arena *arena, const char *raw, enum phone_plan plan, struct phone_reading *out);
