/* Addresses (RFC 3986): the one place that takes them apart. Nothing is looked up. What comes
 * back as text is in the arena, and NULL when memory is out as well. */
#pragma once

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>

/* Borrowed from the text that was taken apart; `text` is NULL where the part is not there,
 * which is another thing than an empty one. */
struct address_part {
    const char *text;
    size_t size;
};

struct address {
    struct address_part scheme;          /* "https" */
    struct address_part authority;       /* user, host and port */
    struct address_part user;            /* before the last "@", with a password */
    struct address_part host;            /* as written, an IPv6 one in its brackets */
    struct address_part port;            /* as written */
    struct address_part path;            /* with its slash */
    struct address_part query, fragment; /* behind "?" and "#" */
};

/* Takes any reference apart as it is written (appendix B). True where it is an absolute address
 * SCHEME://AUTHORITY..., whose authority may be empty and need not be valid. */
bool address_parse(const char *text, struct address *out);

/* Whether it has that scheme, in either case of letters. */
bool address_has_scheme(const struct address *address, const char *scheme);

/* Whether both have a host, and as written the same, in either case of letters. */
bool address_same_host(const struct address *left, const struct address *right);

/* What browsers and telephones take for user, host and port at the beginning of a text: behind
 * "http:" or "https:", whatever of the bytes of `skipped` comes next, up to a slash of either
 * kind, "?" or "#". `text` is NULL where no such scheme begins it. */
struct address_part address_tapped(const char *text, const char *skipped);

/* The absolute form of a feed's address, relative to the feed's own (section 5.2, dot segments
 * taken out, the fragment left off). `base` may be NULL or empty. NULL when there is no
 * absolute form. */
const char *address_resolve(struct arena *arena, const char *base, const char *reference);

/* Its port, 0 to 65535; where none is written the scheme's own, -1 of one that has none. False
 * where what stands there is no port. */
bool address_port(const struct address *address, long *port);

/* Scheme, host and port as address_canonical has them: "https://www.example.edu.cn:8443". NULL
 * where the address has no valid host or port; of file: it is "file://". */
const char *address_origin(struct arena *arena, const char *text);

/* Whether two addresses have an origin, and the same one. */
bool address_same_origin(struct arena *arena, const char *left, const char *right);

/* The one spelling of an absolute address, which nothing reads in another way: scheme and host
 * in lower case, the host in punycode and without the root's dot, IP addresses in their usual
 * form, no user, no port that is the scheme's own, a path without dot segments, in %XX what
 * must be, no fragment. NULL where there is no origin. */
const char *address_canonical(struct arena *arena, const char *text);

/* `part` with the bytes of `set` in %XX; with NULL those that no URI may have (section 2):
 * blanks, controls, what is beyond ASCII, "<>[\]^`{|}, and a % that begins no %XX. What is
 * encoded stays as it is. */
const char *address_encode(struct arena *arena, struct address_part part, const char *set);

/* %XX in place; false at a NUL. A % that begins nothing stays. */
bool address_decode(char *text);

/* The host as UTS 46 has it. */
struct address_host {
    const char *ascii;   /* lower case, punycode, as in address_canonical */
    const char *unicode; /* as people read it */
    bool is_mixed;       /* its letters mix scripts as an impostor's do */
};

/* False when it is not valid: more strictly than for an origin, no name with "_" is. */
bool address_host(struct arena *arena, const struct address *address, struct address_host *out);

/* Whether a host, as address_host has it, is written as this machine's: localhost and what is
 * below it, 127.0.0.0/8, ::1, and the unspecified addresses, which lead here as well. That is
 * enough for what an administrator wrote; where a foreign name leads only its socket tells. */
bool address_host_is_loopback(const char *host);

/* Whether `host` is one of `hosts`: "www.example.edu.cn" is that host, ".example.edu.cn" that
 * name and all below it. */
bool address_host_is_among(const char *host, const char *const *hosts, size_t count);

/* Whether people may be led to an absolute address: https to a host of which a person can read
 * where it leads (ASCII, no punycode, no number, no user, no port) and that is among `hosts` or
 * is the host of `base`. False as well when memory is out, and the arena knows then. */
bool address_is_trusted(struct arena *arena, const char *address, const char *base,
    const char *const *hosts, size_t count);

struct sockaddr;

/* What an address is that is not of the public Internet ("private", to be
 * translated); NULL for one that is. Of an IPv4 address within an IPv6 one (mapped, NAT64) that
 * address. */
const char *address_inside(const struct sockaddr *address);

/* The same of a host, as address_host has it, that is written as an address, and of localhost.
 * NULL for any other name, which somebody has to look up. */
const char *address_host_inside(const char *host);
