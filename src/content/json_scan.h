/* The strict gate in front of cJSON, which accepts what it should not. RFC 8259, with the
 * limits that section 9 allows a parser to set. */
#pragma once

#include "base/error.h"

#include <stddef.h>

struct json_limits {
    size_t document_bytes; /* of the whole text */
    size_t string_bytes;   /* of one string as written, without its quotes */
    int depth;             /* arrays and objects inside each other */
    size_t members;        /* of one object (duplicate names are looked for among them) */
};

extern const struct json_limits json_limits_default; /* 8 MiB, 256 KiB, 32, 4096 */

/* True for one strict JSON text: UTF-8 without BOM, no U+0000 in any form, no lone surrogate
 * escapes, no duplicate member names (compared after unescaping), nothing after the value. The
 * error names line and column and the JSON pointer reached. No allocation per value; time is
 * linear but for objects with many members (n log n). Any thread. */
bool json_scan(
    const char *text, size_t size, const struct json_limits *limits, struct error *error);
