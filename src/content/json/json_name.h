/* Member names as written in JSON, compared and printed as what they mean. */
#pragma once

#include <stddef.h>
#include <stdint.h>

struct json_name {
    const char *text; /* between the quotes, escapes and all; already known to be well-formed */
    size_t size;
    uint64_t hash; /* of the unescaped characters */
};

/* Fills the hash. */
struct json_name json_name_make(const char *text, size_t size);

/* The character at *at, unescaped; *at moves behind it. */
uint32_t json_name_next(const struct json_name *name, size_t *at);

/* By hash, then by unescaped characters, then by place: for qsort. */
int json_name_compare(const void *left, const void *right);

/* True when both mean the same characters. */
int json_name_equal(const struct json_name *left, const struct json_name *right);

/* Prints "/name" as RFC 6901 has it (~0, ~1) at out, at most capacity bytes with the NUL, and
 * returns how many without. Controls become '?', so that it stays one line; what is over 48
 * characters is cut with an ellipsis. */
size_t json_name_print_pointer(const struct json_name *name, char *out, size_t capacity);
