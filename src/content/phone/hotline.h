/* Phone numbers as campus sites print them, taken apart. */
#pragma once

#include "base/arena.h"
#include "content/feed/feed.h"

/* Reads one raw string such as `023-65763111 65763222;67199326(成教)`. An area code given once
 * holds for the numbers after it; a label in half- or full-width brackets belongs to the number
 * before it; a label before a colon belongs to the numbers after it, up to the next label.
 * Numbers come out with ASCII digits, "0xx-nnnnnnnn", "400-nnn-nnnn", extensions as " 转 8001".
 * Mobile numbers come out as "138-0000-1234", foreign ones as "+852-2345-6789"; docs/feed.md
 * has the rules in full. At most 50 numbers of the first 8 KiB. phones and notes live in the
 * arena. Text in which no number is found gives count 0. False only when memory is out. */
bool hotline_parse_numbers(
    struct arena *arena, const char *raw, const struct phone **phones, size_t *count);
