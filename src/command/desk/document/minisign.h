/* A secret key as `minisign -G` writes it, and signatures as `minisign -S` makes them, in the
 * prehashed format that edition/signature.h verifies. */
#pragma once

#include "base/bytes.h"
#include "base/error.h"

#include <stdint.h>

/* Unlocked, in memory that is never swapped out or dumped, and wiped when destroyed. Immutable;
 * any thread. */
struct minisign_key;

enum minisign_outcome {
    MINISIGN_UNLOCKED,
    MINISIGN_WRONG_PASSWORD,
    MINISIGN_REFUSED, /* no such key, or no memory for its scrypt: see the error */
};

/* False for a key that anybody can use who has the file. */
bool minisign_needs_password(const char *file);

/* Reads the text of a key file. Takes as long and as much memory as the key asks for (minisign
 * asks for 1 GiB and some seconds), 2 GiB at most. A key without a password takes any. */
enum minisign_outcome minisign_unlock(
    const char *file, const char *password, struct minisign_key **key, struct error *error);
void minisign_destroy(struct minisign_key *key);

enum { MINISIGN_PUBLIC_BYTES = 57 };

/* The public key, as `public_key` in a screen's config has it. */
void minisign_public(const struct minisign_key *key, char out[MINISIGN_PUBLIC_BYTES]);

/* The text of the .minisig file, whose trusted comment says when and which file. */
bool minisign_sign(const struct minisign_key *key, const struct bytes *body, int64_t now_ms,
    const char *file_name, struct bytes *out);
