/* What a JSON text may have at most (RFC 8259 section 9 allows a parser to set limits), and
 * where it is not as it should be. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

struct json_limits {
    size_t document_bytes; /* of the whole text */
    size_t string_bytes;   /* of one string as written, without its quotes */
    int depth;             /* arrays and objects inside each other */
    size_t members;        /* of one object */
    size_t values;         /* of the whole text: cJSON takes about 80 bytes for each */
    size_t number_bytes;   /* cJSON reads no more than 63 characters of a number */
    bool repeated_names;   /* allowed: RFC 8259 section 4 only says that names SHOULD differ */
    bool escaped_nul;      /* allowed: "\u0000", at which a C string would end */
};

/* For what comes over the network: 8 MiB, 256 KiB, 32, 4096, 262144, 63, no repeated names, no
 * U+0000. */
extern const struct json_limits json_limits_default;

/* Every text that the grammar of RFC 8259 has, within the same sizes and depth. */
extern const struct json_limits json_limits_grammar;

/* Where a text is not strict JSON, and why. */
struct json_fault {
    size_t line, column; /* from 1, in characters; 0 where it is about all of the text */
    char pointer[300];   /* reached so far */
    const char *why;     /* in the language of base/language/language.h */
    size_t at;           /* in bytes */
    size_t open_at;      /* of the innermost bracket that is open */
    char open;           /* that bracket; '\0' where none is */
};
