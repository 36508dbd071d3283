/* Where links and pictures may lead. */
#pragma once

#include "content/text/normalise.h"

struct allowed_host {
    const char *name;   /* in ASCII, with a dot in front for all below it */
    const char *folded; /* what it looks like, without that dot */
};

struct link_rules {
    const struct text_folder *folder; /* borrowed */
    struct allowed_host *hosts;
    size_t count, capacity; /* 0: any host */
};

/* Only hosts that were added are allowed, from the first on. */
bool link_rules_add(
    struct link_rules *rules, struct arena *arena, const char *host, struct error *error);

/* False with what is wrong with the address. Relative ones lead to the feed's own host,
 * which is always allowed. */
bool link_rules_allow(const struct link_rules *rules, struct arena *scratch, const char *url,
    const char *feed_url, struct error *error);

enum { LINK_HOST, LINK_LETTERS, LINK_TEXTS };

/* What people may read of an address, or of a reference relative to feed_url: its host, where
 * it is not the feed's own, and its letters beyond ASCII, decoded (others are names of files
 * and numbers); "" for none. False when memory is out. */
bool link_texts(
    struct arena *arena, const char *url, const char *feed_url, const char *out[LINK_TEXTS]);
