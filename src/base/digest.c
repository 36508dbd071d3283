#include "base/digest.h"

#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

const struct digest digest_start = { 0, 0 };

/* What was before and what is added, each as the library has it. */
void digest_add(struct digest *digest, const void *data, size_t size)
{
    const XXH128_hash_t added = XXH3_128bits(data, size);
    const uint64_t both[] = { digest->left, digest->right, added.low64, added.high64 };
    const XXH128_hash_t sum = XXH3_128bits(both, sizeof both);
    *digest = (struct digest) { sum.low64, sum.high64 };
}

void digest_number(struct digest *digest, int64_t number)
{
    digest_add(digest, &number, sizeof number);
}

/* Where a text ends is told by its being added as one; NULL is what no text has in it. */
void digest_text(struct digest *digest, const char *text)
{
    static const char nothing[] = "\xFF";
    digest_add(digest, text ? text : nothing, strlen(text ? text : nothing));
}
