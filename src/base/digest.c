#include "base/digest.h"

#include "base/hash.h"

#include <string.h>

const struct digest digest_start = { HASH_START, UINT64_C(9650029242287828579) };

static void stir(struct digest *digest, uint64_t piece)
{
    digest->left = (digest->left ^ piece) * UINT64_C(0xFF51AFD7ED558CCD);
    digest->left ^= digest->left >> 32;
    digest->right = (digest->right ^ piece) * UINT64_C(0xC4CEB9FE1A85EC53);
    digest->right ^= digest->right >> 29;
}

/* In the last piece stands how many bytes it has. */
void digest_add(struct digest *digest, const void *data, size_t size)
{
    const unsigned char *bytes = data;
    struct digest sum = *digest; /* in registers */
    unsigned char last[sizeof(uint64_t)] = { 0 };
    uint64_t piece;
    for (; size >= sizeof piece; size -= sizeof piece, bytes += sizeof piece) {
        memcpy(&piece, bytes, sizeof piece);
        stir(&sum, piece);
    }
    for (size_t i = 0; i < size; i++) {
        last[i] = bytes[i];
    }
    last[sizeof last - 1] = (unsigned char)size;
    memcpy(&piece, last, sizeof piece);
    stir(&sum, piece);
    *digest = sum;
}

void digest_number(struct digest *digest, int64_t number)
{
    digest_add(digest, &number, sizeof number);
}

void digest_text(struct digest *digest, const char *text)
{
    size_t size = text ? strlen(text) : 0;
    digest_number(digest, text ? (int64_t)size : -1);
    digest_add(digest, text ? text : "", size);
}
