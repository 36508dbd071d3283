/* What may not come back, and who has to sign: what the config and the head ask of a feed. Of
 * src/edition only. */
#pragma once

#include "base/bytes.h"
#include "edition/edition.h"

/* Whether `signature` is what the config asks for over `body`; fills source->proof.signers. */
bool floors_verify(struct store *store, struct edition_source *source, const struct bytes *body,
    const struct bytes *signature, struct error *error);

/* Whether the config asks for a signature over what that source says. */
bool floors_wants_signature(const struct store *store, const struct edition_source *source);

/* Whether a feed that was verified may follow what the head knows. Signed: its serial
 * has not fallen, and it was not issued more than a day after now_ms. Unsigned: always. */
bool floors_admit(struct store *store, const struct edition_source *source, int64_t now_ms,
    struct error *error);

/* Raises the floors of `head` to what the edition's proofs hold, and forgets those of keys and
 * sources that the config no longer names. False when there is no room for them. */
bool floors_raise(const struct store *store, const struct edition *edition, int64_t now_ms,
    struct head *head, struct error *error);
