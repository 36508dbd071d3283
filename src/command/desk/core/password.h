/* Passwords as argon2id hashes (libsodium, RFC 9106). Any thread. */
#pragma once

#include "base/error.h"

enum { PASSWORD_BYTES_MIN = 10, PASSWORD_BYTES_MAX = 256, PASSWORD_HASH_BYTES = 128 };

/* Why it is none to take, in the reader's language, or NULL: too short, too long, the name in
 * it, one or two characters again and again. */
const char *password_fault(const char *name, const char *password);

/* Both take a tenth of a second and 64 MB, one at a time in the whole program, so that memory
 * is bounded. */
bool password_hash(const char *password, char out[PASSWORD_HASH_BYTES], struct error *error);

/* A hash of "" is nobody's: false, after as long as any other takes. */
bool password_is(const char *hash, const char *password);

/* How many wait for their turn at it now. */
int password_waiting(void);
