/* The values that have no others inside; for the files of the scan alone. */
#pragma once

#include "content/json/json_scanner.h"

bool json_is_digit(int c);

/* The byte that at stands on, or -1 at the end. */
int json_peek(const struct json_scanner *scanner);
void json_skip_space(struct json_scanner *scanner);

/* at stands on the opening quote. */
bool json_scan_string(struct json_scanner *scanner);

/* A string, a number, true, false or null; anything else is refused. */
bool json_scan_scalar(struct json_scanner *scanner);
