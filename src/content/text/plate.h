/* Plates of cars, as campuses write them beside telephone numbers: 浙A·12345, 粤B D12345,
 * 京A·1234警. Their digits are no number to call and no account. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { PLATE_MIN = 5, PLATE_MAX = 6 }; /* letters and figures behind the first letter */

/* Whether it is the character of a place that plates begin with: 浙, 粤, 沪. */
bool plate_begins_with(uint32_t c);

/* Whether such a sign may stand behind the first letter. */
bool plate_is_sign(uint32_t c);

/* Whether it may stand for the last figure: 警, what the car is for. */
bool plate_ends_with(uint32_t c);

/* Where the plate ends whose letter is at that byte, behind its place's character; 0: it is
 * none. Where white space stands within, a word before it says that it is none: 高新A 12345. */
size_t plate_end(const char *text, size_t size, size_t letter);
