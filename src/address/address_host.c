/* The hosts of addresses (ICU behind them): what they are called, and who may be trusted. */
#include "address/address.h"

#include <arpa/inet.h>
#include <ctype.h>
#include <netinet/in.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unicode/uidna.h>
#include <unicode/uspoof.h>
#include <unicode/ustring.h>

enum {
    HOST_MAX_BYTES = 255,
    UNICODE_MAX_BYTES = 4 * HOST_MAX_BYTES,
    NAME_MAX_BYTES = 253, /* RFC 1035 2.3.4, as UTS 46 counts it */
    LABEL_MAX_BYTES = 63,
    PORT_MAX = 65535
};

/* Gives out->ascii and out->unicode. */
static bool ask_icu(struct arena *arena, struct address_part host, struct address_host *out)
{
    static const uint32_t options = UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ |
                                    UIDNA_NONTRANSITIONAL_TO_ASCII |
                                    UIDNA_NONTRANSITIONAL_TO_UNICODE | UIDNA_USE_STD3_RULES;
    UErrorCode status = U_ZERO_ERROR;
    UIDNAInfo info = UIDNA_INFO_INITIALIZER, back = UIDNA_INFO_INITIALIZER;
    UIDNA *idna = uidna_openUTS46(options, &status);
    char *ascii = arena_alloc(arena, HOST_MAX_BYTES + 1);
    char *unicode = arena_alloc(arena, UNICODE_MAX_BYTES + 1);
    int32_t used = 0, unicode_size = 0;
    if (ascii && unicode) {
        used = uidna_nameToASCII_UTF8(
            idna, host.text, (int32_t)host.size, ascii, HOST_MAX_BYTES, &info, &status);
        unicode_size = uidna_nameToUnicodeUTF8(
            idna, host.text, (int32_t)host.size, unicode, UNICODE_MAX_BYTES, &back, &status);
    }
    uidna_close(idna);
    if (!ascii || !unicode || U_FAILURE(status) || info.errors || used == 0 ||
        used > HOST_MAX_BYTES) {
        return false;
    }
    ascii[used] = '\0';
    unicode[unicode_size] = '\0';
    out->ascii = ascii;
    out->unicode = unicode;
    return true;
}

/* Letters and digits of ASCII, or one of the others. */
static bool has_only(struct address_part part, const char *others)
{
    for (size_t i = 0; i < part.size; i++) {
        unsigned char byte = (unsigned char)part.text[i];
        if (byte >= 0x80 || !byte || (!isalnum(byte) && !strchr(others, byte))) {
            return false;
        }
    }
    return true;
}

/* A label that UTS 46 leaves as it is, but for its case: letters, digits and dashes, which
 * stand neither at an end nor where "xn--" has them. */
static bool is_plain_label(const char *label, size_t size)
{
    return size > 0 && size <= LABEL_MAX_BYTES &&
           has_only((struct address_part) { label, size }, "-") && label[0] != '-' &&
           label[size - 1] != '-' && !(size > 3 && label[2] == '-' && label[3] == '-');
}

/* Nearly every host: of it ICU would say nothing else. */
static bool is_plain_name(struct address_part host)
{
    bool is_plain = host.size <= NAME_MAX_BYTES;
    for (size_t at = 0; is_plain && at <= host.size;) {
        const char *label = host.text + at, *dot = memchr(label, '.', host.size - at);
        size_t size = dot ? (size_t)(dot - label) : host.size - at;
        is_plain = is_plain_label(label, size);
        at += size + 1;
    }
    return is_plain;
}

static bool take_plain(struct arena *arena, struct address_part host, struct address_host *out)
{
    char *name = arena_strndup(arena, host.text, host.size);
    for (size_t i = 0; name && i < host.size; i++) {
        name[i] = (char)tolower((unsigned char)name[i]);
    }
    out->ascii = out->unicode = name;
    return name;
}

/* "[::1]", or "[fe80::1%25eth0]" with a zone (RFC 6874). */
static const char *six_of(struct arena *arena, struct address_part host)
{
    struct in6_addr six;
    char text[INET6_ADDRSTRLEN];
    const char *inner = host.size > 2 && host.text[host.size - 1] == ']'
                            ? arena_strndup(arena, host.text + 1, host.size - 2)
                            : NULL;
    const char *zone = inner ? strstr(inner, "%25") : NULL;
    const char *bare = zone ? arena_strndup(arena, inner, (size_t)(zone - inner)) : inner;
    if (!bare ||
        (zone && (!zone[3] || !has_only((struct address_part) { zone + 3, strlen(zone + 3) },
                                  "-._~")))) {
        return NULL;
    }
    return inet_pton(AF_INET6, bare, &six) == 1 && inet_ntop(AF_INET6, &six, text, sizeof text)
               ? arena_printf(arena, "[%s%s]", text, zone ? zone : "")
               : NULL;
}

/* A name in ASCII as it is compared and asked: without the root's dot, and where browsers and
 * resolvers read a number ("0x7f.1", "2130706433"), the IPv4 address that it is. */
static const char *settled(struct arena *arena, const char *ascii)
{
    struct in_addr four;
    char number[INET_ADDRSTRLEN];
    size_t size = strlen(ascii);
    size -= size > 1 && ascii[size - 1] == '.';
    if (ascii[size - 1] == '.') {
        return NULL; /* no name is before it */
    }
    char *name = arena_strndup(arena, ascii, size);
    for (size_t i = 0; name && i < size; i++) {
        name[i] = (char)tolower((unsigned char)name[i]);
    }
    if (!name || inet_aton(name, &four) == 0) {
        return name;
    }
    return arena_strdup(arena, inet_ntop(AF_INET, &four, number, sizeof number));
}

/* Names of ASCII are taken as they are, with "_" too, unless it is strict. */
static bool take_host(
    struct arena *arena, struct address_part host, bool is_strict, struct address_host *out)
{
    *out = (struct address_host) { 0 };
    if (host.size == 0 || host.size > HOST_MAX_BYTES) {
        return false;
    }
    if (*host.text == '[') {
        out->ascii = out->unicode = six_of(arena, host);
        return out->ascii;
    }
    if (!is_strict && has_only(host, "-._")) {
        out->ascii = arena_strndup(arena, host.text, host.size);
    } else if (!(is_plain_name(host) ? take_plain : ask_icu)(arena, host, out)) {
        return false;
    }
    out->ascii = out->ascii ? settled(arena, out->ascii) : NULL;
    return out->ascii;
}

static bool mixes_scripts(const char *unicode, int32_t size)
{
    UErrorCode status = U_ZERO_ERROR;
    USpoofChecker *spoof = uspoof_open(&status);
    uspoof_setRestrictionLevel(spoof, USPOOF_HIGHLY_RESTRICTIVE);
    uspoof_setChecks(spoof, USPOOF_RESTRICTION_LEVEL | USPOOF_INVISIBLE, &status);
    int32_t found = uspoof_checkUTF8(spoof, unicode, size, NULL, &status);
    uspoof_close(spoof);
    return U_FAILURE(status) || found != 0;
}

bool address_host(struct arena *arena, const struct address *address, struct address_host *out)
{
    if (!take_host(arena, address->host, true, out) || is_plain_name(address->host)) {
        return out->ascii;
    }
    /* Each label for itself: Latin under a Han name is how such names are written. */
    for (const char *label = out->unicode; *label;) {
        size_t size = strcspn(label, ".");
        out->is_mixed = out->is_mixed || mixes_scripts(label, (int32_t)size);
        label += size + (label[size] == '.');
    }
    return true;
}

bool address_port(const struct address *address, long *port)
{
    struct address_part written = address->port;
    *port = address_has_scheme(address, "https")  ? 443
            : address_has_scheme(address, "http") ? 80
                                                  : -1;
    long number = 0;
    for (size_t i = 0; i < written.size; i++) {
        number = number * 10 + (written.text[i] - '0');
        if (!isdigit((unsigned char)written.text[i]) || number > PORT_MAX) {
            return false;
        }
    }
    *port = written.size ? number : *port;
    return true;
}

/* The port behind the host: ":8443", empty where it is the scheme's own. NULL for none. */
static const char *port_of(struct arena *arena, const struct address *address)
{
    struct address plain = *address;
    plain.port.size = 0;
    long own, port;
    address_port(&plain, &own);
    return !address_port(address, &port) ? NULL
           : port == own                 ? ""
                                         : arena_printf(arena, ":%ld", port);
}

const char *address_origin(struct arena *arena, const char *text)
{
    struct address address;
    struct address_host asked;
    if (!address_parse(text, &address)) {
        return NULL;
    }
    bool is_file = address_has_scheme(&address, "file") && address.host.size == 0;
    const char *host = is_file                                         ? ""
                       : take_host(arena, address.host, false, &asked) ? asked.ascii
                                                                       : NULL;
    const char *port = host ? port_of(arena, &address) : NULL;
    char *scheme = port ? arena_strndup(arena, address.scheme.text, address.scheme.size) : NULL;
    for (char *at = scheme; at && *at; at++) {
        *at = (char)tolower((unsigned char)*at);
    }
    return scheme ? arena_printf(arena, "%s://%s%s", scheme, host, port) : NULL;
}

const char *address_canonical(struct arena *arena, const char *text)
{
    struct address address;
    const char *whole = address_resolve(arena, NULL, text);
    const char *origin = whole ? address_origin(arena, whole) : NULL;
    if (!origin || !address_parse(whole, &address)) {
        return NULL;
    }
    const char *path = address_encode(arena, address.path, NULL);
    const char *query = address_encode(arena, address.query, NULL);
    return path && query ? arena_printf(arena, "%s%s%s%s%s", origin, *path ? "" : "/", path,
                               address.query.text ? "?" : "", query)
                         : NULL;
}

bool address_same_origin(struct arena *arena, const char *left, const char *right)
{
    const char *one = address_origin(arena, left);
    const char *other = one ? address_origin(arena, right) : NULL;
    return other && strcmp(one, other) == 0;
}

bool address_host_is_among(const char *host, const char *const *hosts, size_t count)
{
    size_t length = strlen(host);
    for (size_t i = 0; i < count; i++) {
        const char *name = hosts[i];
        size_t size = strlen(name);
        bool is_below =
            name[0] == '.' && length > size && strcasecmp(host + length - size, name) == 0;
        if (is_below || strcasecmp(host, name + (name[0] == '.')) == 0) {
            return true;
        }
    }
    return false;
}

/* Letters, digits, dots and dashes; labels neither empty nor punycode; the last one no number,
 * which would make it an IP address in one of its many spellings. */
static bool is_plain_host(const char *host)
{
    const char *last = host;
    for (const char *label = host;; label = last + strcspn(last, ".") + 1) {
        size_t length = strcspn(label, ".");
        if (length == 0 || length > 63 || strncasecmp(label, "xn--", 4) == 0) {
            return false;
        }
        last = label;
        if (!label[length]) {
            break;
        }
    }
    return last != host && !isdigit((unsigned char)last[0]) &&
           has_only((struct address_part) { host, strlen(host) }, "-.");
}

bool address_is_trusted(struct arena *arena, const char *address, const char *base,
    const char *const *hosts, size_t count)
{
    struct address to, from = { 0 };
    if (!address_parse(address, &to) || !address_has_scheme(&to, "https") || to.user.text ||
        to.port.text) {
        return false;
    }
    if (base) {
        address_parse(base, &from);
    }
    const char *host = arena_strndup(arena, to.host.text, to.host.size);
    return host && is_plain_host(host) &&
           (address_same_host(&to, &from) || address_host_is_among(host, hosts, count));
}
