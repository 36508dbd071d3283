/* How the scan says what is wrong; for the files of the scan alone. */
#pragma once

#include "content/json/json_scanner.h"

/* Fills fault and error; `why` is marked with N_ here, being extracted as an argument of this
 * function. Always returns false. */
bool json_refuse(struct json_scanner *scanner, size_t at, const char *why);

/* The same, of what stands at `at` where something else should: a mistake that editors make, or
 * else `otherwise`. */
bool json_refuse_mistake(struct json_scanner *scanner, const char *otherwise);
