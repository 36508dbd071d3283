/* Signatures in minisign's prehashed format, so that publishers use the stock `minisign`.
 *
 * A signature file has four lines: an untrusted comment, "ED" + key id + Ed25519 signature over
 * the BLAKE2b-512 of the file, a trusted comment, and a signature over the first signature and
 * the trusted comment. Files of several people are put one behind the other. Nobody signs the
 * untrusted comment, and nobody here reads it. Any thread. */
#pragma once

#include "base/bytes.h"
#include "base/error.h"
#include "config/config.h"

#include <stdbool.h>
#include <stddef.h>

enum {
    SIGNATURE_FILE_MAX_BYTES = 16 * 1024,
    SIGNERS_MAX = 8, /* files in one */
    SIGNATURE_BYTES = 64,
    SIGNATURE_KEY_BYTES = 32,
    SIGNATURE_KEY_LENGTH = 16 /* of a key's id as `minisign` prints it */
};

/* Whose signatures are good: different keys, all of them configured. */
struct signers {
    char keys[SIGNERS_MAX][SIGNATURE_KEY_LENGTH + 1];
    size_t count;
};

/* Ed25519 (RFC 8032) alone. */
bool signature_is_good(const unsigned char signature[SIGNATURE_BYTES],
    const unsigned char key[SIGNATURE_KEY_BYTES], const void *data, size_t size);

/* Writes the id of a public key in minisign's base64; false when it is not one. */
bool signature_key_id(const char *key, char id[SIGNATURE_KEY_LENGTH + 1]);

/* True when as many different ones of the source's keys as it asks for signed exactly these
 * bytes. A signature of a key that is not configured counts for nothing; a bad one of a
 * configured key refuses all. */
bool signature_verify(const struct config_source *source, const struct bytes *body,
    const struct bytes *signature, struct signers *signers, struct error *error);
