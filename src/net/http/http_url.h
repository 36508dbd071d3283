/* Which addresses may be asked. Of src/net only. */
#pragma once

#include "base/error.h"

#include <stdbool.h>

struct http_url {
    enum { HTTP_URL_HTTPS, HTTP_URL_HTTP, HTTP_URL_FILE } scheme;
    char host[256];   /* as address_canonical has it; empty for file: */
    bool is_loopback; /* written as this machine itself: http to it needs no permission */
    /* The canonical form, which curl is given: it reads out of it what was judged. NULL for
     * file:, freed with http_url_finish. */
    char *asked;
};

/* False with an error for an address that is not one, has another scheme, or names a user. */
bool http_url_init(struct http_url *url, const char *text, struct error *error);
void http_url_finish(struct http_url *url);

/* Whether the configured `url` may be asked: http only to loopback or when allowed. */
bool http_url_allowed(const struct http_url *url, bool allow_http, struct error *error);

/* Whether a redirect may lead from `from` to `to`: never to a file, never from https down to
 * http, and to http only as above. Where the host lies its socket tells (http_curl_hop.c). */
bool http_redirect_allowed(const struct http_url *from, const struct http_url *to,
    bool allow_http, struct error *error);
