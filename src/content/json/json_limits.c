#include "content/json/json_limits.h"

#include <stdint.h>

const struct json_limits json_limits_default = {
    .document_bytes = 8 * 1024 * 1024,
    .string_bytes = 256 * 1024,
    .depth = 32,
    .members = 4096,
    .values = 262144,
    .number_bytes = 63,
};

const struct json_limits json_limits_grammar = {
    .document_bytes = 8 * 1024 * 1024,
    .string_bytes = 8 * 1024 * 1024,
    .depth = 32,
    .members = SIZE_MAX,
    .values = SIZE_MAX,
    .number_bytes = SIZE_MAX,
    .repeated_names = true,
    .escaped_nul = true,
};
