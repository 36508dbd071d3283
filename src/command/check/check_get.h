/* What `check` reads: files, and addresses as `fetch` would ask them. */
#pragma once

#include "base/bytes.h"
#include "base/error.h"
#include "config/config.h"

struct check_getter {
    const struct config *config;
    struct http_curl *curl; /* made once an address is asked */
};

void check_getter_finish(struct check_getter *getter);

/* https:, http: or file:, and not the path of a file. */
bool check_is_address(const char *name);

struct check_wish {
    const char *address;
    const struct config_source *source; /* whose it is, or NULL */
    const char *feed_url;               /* a picture's; NULL for a feed */
    char *content_type;                 /* set to what the server says, "" of a file; or NULL */
};

enum { CHECK_CONTENT_TYPE_BYTES = 120 };

/* Appends what is there to body. */
bool check_get(struct check_getter *getter, const struct check_wish *wish, struct bytes *body,
    struct error *error);

/* Takes out of an error about what is there what a server repeats of a source's login. */
void check_blot(const struct config *config, const char *address, struct error *error);
