/* What every request that is made for a source has in common: its feed, its signature and its
 * pictures are asked in one way, by `fetch` and by `check`. */
#pragma once

#include "config/config.h"
#include "net/http/http.h"

enum { PICTURE_MAX_MS = 20000 /* for one */ };

/* What lets the source in; `source` may be NULL. Borrows all of it. */
struct http_login source_login(const struct config_source *source);

/* Of the feed. Unconditional. Borrows all of it. `source` may be NULL: an address that no
 * source has. */
struct http_request source_request(
    const struct config *config, const struct config_source *source, const char *url);

/* Of a picture that the feed at feed_url names. */
struct http_request source_request_picture(const struct config *config,
    const struct config_source *source, const char *feed_url, const char *url);
