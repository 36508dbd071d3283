/* FNV-1a of 64 bits (draft-eastlake-fnv, section 2): for tables and marks of content that
 * nobody gains by making alike. Not for secrets. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#define HASH_START UINT64_C(14695981039346656037)
#define HASH_FACTOR UINT64_C(1099511628211)

static inline uint64_t hash_add(uint64_t hash, const void *data, size_t size)
{
    const unsigned char *bytes = data;
    for (size_t i = 0; i < size; i++) {
        hash = (hash ^ bytes[i]) * HASH_FACTOR;
    }
    return hash;
}

/* Of a text without its end. */
static inline uint64_t hash_text(const char *text)
{
    uint64_t hash = HASH_START;
    for (; *text; text++) {
        hash = (hash ^ (unsigned char)*text) * HASH_FACTOR;
    }
    return hash;
}
