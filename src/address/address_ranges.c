/* Which addresses are not of the public Internet. */
#include "address/address.h"
#include "base/translated.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdint.h>
#include <string.h>

enum manner {
    INSIDE,
    OUTSIDE,
    OWN,   /* this machine */
    HOLDS, /* an IPv4 address in its last 32 bits, which is judged */
};

struct range {
    const char *first;
    int bits;
    enum manner manner;
    const char *what;
};

/* The first range that has an address counts. IANA's IPv4 and IPv6 Special-Purpose Address
 * Registries (RFC 6890), what is "Globally Reachable: False" there, and the registries of
 * multicast and of IPv6's global unicast addresses. Three rows are narrower or wider than the
 * registries': blocks of protocol assignments are taken whole, since the few addresses in
 * them that may be reached serve no web page; 6to4 and its relays (RFC 7526) are given up; and
 * of IPv6 only 2000::/3 was ever given out. */
static const struct range ranges[] = {
    { "0.0.0.0", 32, OWN, N_("this machine") },                          /* RFC 1122 */
    { "0.0.0.0", 8, INSIDE, N_("this network") },                        /* RFC 791 */
    { "10.0.0.0", 8, INSIDE, N_("private") },                            /* RFC 1918 */
    { "100.64.0.0", 10, INSIDE, N_("shared by a carrier's customers") }, /* RFC 6598 */
    { "127.0.0.0", 8, OWN, N_("this machine") },                         /* RFC 1122 */
    { "169.254.0.0", 16, INSIDE, N_("link-local") },                     /* RFC 3927 */
    { "172.16.0.0", 12, INSIDE, N_("private") },                         /* RFC 1918 */
    { "192.0.0.0", 24, INSIDE, N_("protocol assignments") },             /* RFC 6890 */
    { "192.0.2.0", 24, INSIDE, N_("for documents") },                    /* RFC 5737 */
    { "192.88.99.0", 24, INSIDE, N_("6to4") },                           /* RFC 7526 */
    { "192.168.0.0", 16, INSIDE, N_("private") },                        /* RFC 1918 */
    { "198.18.0.0", 15, INSIDE, N_("for measurements") },                /* RFC 2544 */
    { "198.51.100.0", 24, INSIDE, N_("for documents") },                 /* RFC 5737 */
    { "203.0.113.0", 24, INSIDE, N_("for documents") },                  /* RFC 5737 */
    { "224.0.0.0", 4, INSIDE, N_("multicast") },                         /* RFC 5771 */
    { "240.0.0.0", 4, INSIDE, N_("reserved") },                          /* RFC 1112 */
    { "0.0.0.0", 0, OUTSIDE, NULL },                                     /* what is left */
    { "::", 128, OWN, N_("this machine") },                              /* RFC 4291 */
    { "::1", 128, OWN, N_("this machine") },                             /* RFC 4291 */
    { "::ffff:0:0", 96, HOLDS, NULL },                             /* IPv4-mapped, RFC 4291 */
    { "64:ff9b::", 96, HOLDS, NULL },                              /* NAT64, RFC 6052 */
    { "64:ff9b:1::", 48, INSIDE, N_("NAT64 of a network's own") }, /* RFC 8215 */
    { "100::", 64, INSIDE, N_("discarded") },                      /* RFC 6666 */
    { "2001::", 23, INSIDE, N_("protocol assignments") },          /* RFC 2928 */
    { "2001:db8::", 32, INSIDE, N_("for documents") },             /* RFC 3849 */
    { "2002::", 16, INSIDE, N_("6to4") },                          /* RFC 7526 */
    { "3fff::", 20, INSIDE, N_("for documents") },                 /* RFC 9637 */
    { "2000::", 3, OUTSIDE, NULL },                                /* RFC 4291 */
    { "fc00::", 7, INSIDE, N_("private") },                        /* RFC 4193 */
    { "fe80::", 10, INSIDE, N_("link-local") },                    /* RFC 4291 */
    { "ff00::", 8, INSIDE, N_("multicast") },                      /* RFC 4291 */
    { "::", 0, INSIDE, N_("given to nobody") },                    /* RFC 4291 */
};

static const struct range no_internet = { .what = N_("no address of the Internet") };

static bool holds(const struct range *range, int family, const uint8_t *bytes)
{
    uint8_t first[16];
    int whole = range->bits / 8, rest = range->bits % 8;
    return inet_pton(family, range->first, first) == 1 &&
           memcmp(first, bytes, (size_t)whole) == 0 &&
           (rest == 0 || (first[whole] ^ bytes[whole]) >> (8 - rest) == 0);
}

static const struct range *range_of(int family, const uint8_t *bytes)
{
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
        if (holds(&ranges[i], family, bytes)) {
            return ranges[i].manner == HOLDS ? range_of(AF_INET, bytes + 12) : &ranges[i];
        }
    }
    return &no_internet;
}

/* A host that is an address, in its usual form; NULL for a name. */
static const struct range *range_of_literal(const char *host)
{
    uint8_t bytes[16];
    char bare[INET6_ADDRSTRLEN] = "";
    if (inet_pton(AF_INET, host, bytes) == 1) {
        return range_of(AF_INET, bytes);
    }
    size_t size = *host == '[' ? strcspn(host + 1, "]%") : 0;
    if (size < sizeof bare) {
        memcpy(bare, host + 1, size);
    }
    return inet_pton(AF_INET6, bare, bytes) == 1 ? range_of(AF_INET6, bytes) : NULL;
}

static bool is_localhost(const char *host)
{
    static const char *const names[] = { "localhost", ".localhost" };
    return address_host_is_among(host, names, 2); /* curl answers these names without DNS */
}

bool address_host_is_loopback(const char *host)
{
    const struct range *range = range_of_literal(host);
    return is_localhost(host) || (range && range->manner == OWN);
}

const char *address_host_inside(const char *host)
{
    const struct range *range = range_of_literal(host);
    return is_localhost(host) ? N_("this machine") : range ? range->what : NULL;
}

const char *address_inside(const struct sockaddr *address)
{
    const struct range *range = &no_internet;
    if (address->sa_family == AF_INET6) {
        range = range_of(
            AF_INET6, ((const struct sockaddr_in6 *)(const void *)address)->sin6_addr.s6_addr);
    } else if (address->sa_family == AF_INET) {
        range = range_of(AF_INET,
            (const uint8_t *)&((const struct sockaddr_in *)(const void *)address)->sin_addr);
    }
    return range->what;
}
