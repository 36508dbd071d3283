/* Web addresses in feeds: what a relative one leads to, and which may be printed as a code that
 * people scan. Nothing is looked up. */
#pragma once

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>

/* The absolute form of a feed's address, relative to the feed's own (RFC 3986 section 5.2, dot
 * segments taken out, the fragment left off). `base` may be NULL or empty. NULL when there is
 * no absolute form or memory is out. In the arena. */
const char *address_resolve(struct arena *arena, const char *base, const char *reference);

/* The host as written, between user and port, an IPv6 one in its brackets; empty for file: and
 * what is no address. In the arena; NULL when memory is out. */
const char *address_host(struct arena *arena, const char *address);

/* Whether scheme, host and port are alike; a port that is not written is the scheme's. */
bool address_same_root(const char *left, const char *right);

/* Whether `host` is one of `hosts`: "www.example.edu.cn" is that host, ".example.edu.cn" that
 * name and all below it. */
bool address_host_is_among(const char *host, const char *const *hosts, size_t count);

/* Whether people may be led to an absolute address: https to a host of which a person can read
 * where it leads (ASCII, no punycode, no number, no user, no port) and that is among `hosts` or
 * is the host of `base`. False as well when memory is out, and the arena knows then. */
bool address_is_trusted(struct arena *arena, const char *address, const char *base,
    const char *const *hosts, size_t count);
