/* The certificate in its files, which somebody renews while the server runs. Of the loop's
 * thread.
 */
#pragma once

#include "net/serve/serve.h"

struct serve_tls;

/* Borrows the paths. NULL when memory is out. */
struct serve_tls *serve_tls_create(const char *cert, const char *key);
void serve_tls_destroy(struct serve_tls *tls);

/* Has a connection that begins, a gnutls_session_t, shown the newest certificate that can be
 * used: the files are looked at, and read where they are others than before. */
void serve_tls_begin(struct serve_tls *tls, void *session);
