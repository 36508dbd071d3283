/* Who is logged in: a cookie of 32 random bytes, of which the database has the hash alone, so
 * that who reads it cannot come in. Ends 12 hours after it was last used, 14 days after it was
 * begun, by logging out, or with a change of the person. The CSRF token follows from the
 * cookie. */
#pragma once

#include "command/desk/core/people.h"

enum { SESSION_TOKEN_BYTES = 44, SESSION_CSRF_BYTES = 44 }; /* base64url with their NUL */

extern const struct database_unit sessions_tables;

/* Within a transaction of the caller's. */
bool sessions_begin(struct database *database, const struct person *person, int64_t now_ms,
    char token[SESSION_TOKEN_BYTES], struct error *error);

/* Whose it is now, nobody's where it is none (any more) or they may not come in. Notes that it
 * was used, every few minutes. */
bool sessions_find(struct database *database, const char *token, int64_t now_ms,
    struct person *person, struct error *error);

bool sessions_end(struct database *database, const char *token, struct error *error);
bool sessions_end_all(struct database *database, const char *name, struct error *error);

/* Takes away those that have ended by themselves. */
bool sessions_sweep(struct database *database, int64_t now_ms, struct error *error);

/* What a write has to send with it. The second is for whom a proxy has let in: of the desk's
 * own secret and the name. */
void sessions_csrf(const char *token, char csrf[SESSION_CSRF_BYTES]);
void sessions_csrf_of_name(
    const unsigned char secret[32], const char *name, char csrf[SESSION_CSRF_BYTES]);

/* Reads the secret of this desk; makes it where there is none. */
bool sessions_secret(struct database *database, unsigned char secret[32], struct error *error);

/* Compares without telling by its time where they differ. */
bool sessions_is_same(const char *one, const char *other);
