/* Which addresses may be asked. Of src/net only; the URL is taken apart by curl, so that what
 * is judged is what is then connected to. */
#pragma once

#include "net/http/http.h"

struct http_url {
    enum { HTTP_URL_HTTPS, HTTP_URL_HTTP, HTTP_URL_FILE } scheme;
    char host[256]; /* lower case as curl gives it; empty for file: */
    bool loopback;  /* localhost, 127.0.0.0/8 or ::1 */
    char *path;     /* decoded; of file: alone; freed with http_url_finish */
};

/* False with an error for an address that is not one, has another scheme, or names a user. */
bool http_url_init(struct http_url *url, const char *text, struct error *error);
void http_url_finish(struct http_url *url);

/* Whether the configured `url` may be asked: http only to loopback or when allowed. */
bool http_url_allowed(const struct http_url *url, bool allow_http, struct error *error);

/* Whether a redirect may lead from `from` to `to`: never to a file, never from https down to
 * http, and to http only as above; a remote host may not send us to our own loopback. */
bool http_redirect_allowed(const struct http_url *from, const struct http_url *to,
    bool allow_http, struct error *error);

struct sockaddr;

/* Whether it is not an address of the public Internet (RFC 6890). */
bool http_address_is_private(const struct sockaddr *address);
