/* A digest of 128 bits for texts of megabytes: XXH3 of xxHash, which is read into the program
 * when it is built. Not for secrets, and no match for who makes two contents alike by it. It is
 * the same on one kind of machine alone. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct digest {
    uint64_t left, right;
};

extern const struct digest digest_start;

void digest_add(struct digest *digest, const void *data, size_t size);
void digest_number(struct digest *digest, int64_t number);
void digest_text(struct digest *digest, const char *text); /* NULL is none */

static inline bool digest_same(struct digest a, struct digest b)
{
    return a.left == b.left && a.right == b.right;
}
