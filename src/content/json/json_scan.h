/* The strict gate in front of cJSON, which accepts what it should not. RFC 8259, with the
 * limits that section 9 allows a parser to set. */
#pragma once

#include "base/error.h"
#include "content/json/json_limits.h"

/* True for one strict JSON text: UTF-8 without BOM, no lone surrogate escapes, nothing after
 * the value, within the limits. Names are compared after unescaping. The error names line,
 * column and the JSON pointer reached. No allocation per value; time is linear but for objects
 * with many members (n log n). Any thread. */
bool json_scan(
    const char *text, size_t size, const struct json_limits *limits, struct error *error);

/* The same, and tells the parts of the error apart; fault->why is NULL where memory is out. */
bool json_scan_fault(const char *text, size_t size, const struct json_limits *limits,
    struct json_fault *fault, struct error *error);
