#include "content/text/address.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

/* The scheme's length with its colon, or 0. */
static size_t scheme_length(const char *text)
{
    size_t length = 0;
    while (isalnum((unsigned char)text[length]) ||
           (length > 0 && strchr("+-.", text[length]) && text[length] != '\0')) {
        length++;
    }
    return isalpha((unsigned char)text[0]) && text[length] == ':' ? length + 1 : 0;
}

/* SCHEME://AUTHORITY, or 0 where there is none. */
static size_t root_length(const char *text)
{
    size_t scheme = scheme_length(text);
    if (scheme == 0 || strncmp(text + scheme, "//", 2) != 0) {
        return 0;
    }
    return scheme + 2 + strcspn(text + scheme + 2, "/?#");
}

/* Takes "." and ".." out of the path that begins at `path` (RFC 3986 section 5.2.4). */
static void remove_dots(char *path)
{
    char *end = path + strcspn(path, "?#");
    char *out = path;
    for (char *at = path; at < end;) {
        char *next = memchr(at + 1, '/', (size_t)(end - at - 1));
        next = next ? next : end;
        size_t length = (size_t)(next - at);
        bool is_last = next == end;
        bool is_up = length == 3 && memcmp(at, "/..", 3) == 0;
        if (is_up || (length == 2 && memcmp(at, "/.", 2) == 0)) {
            while (is_up && out > path && *--out != '/') {
            }
            if (is_last) {
                *out++ = '/';
            }
        } else {
            memmove(out, at, length);
            out += length;
        }
        at = next;
    }
    memmove(out, end, strlen(end) + 1);
}

const char *address_resolve(struct arena *arena, const char *base, const char *reference)
{
    char *joined = NULL;
    size_t root = base ? root_length(base) : 0;
    int size = (int)strcspn(reference, "#");
    if (scheme_length(reference) > 0) {
        joined = arena_strndup(arena, reference, (size_t)size);
    } else if (root > 0 && strncmp(reference, "//", 2) == 0) {
        joined =
            arena_printf(arena, "%.*s%.*s", (int)scheme_length(base), base, size, reference);
    } else if (root > 0 && reference[0] == '/') {
        joined = arena_printf(arena, "%.*s%.*s", (int)root, base, size, reference);
    } else if (root > 0) {
        size_t path = root + strcspn(base + root, "?#");
        while (reference[0] != '?' && path > root && base[path - 1] != '/') {
            path--;
        }
        joined = arena_printf(
            arena, "%.*s%s%.*s", (int)path, base, path == root ? "/" : "", size, reference);
    }
    size_t start = joined ? root_length(joined) : 0;
    if (start == 0) {
        return NULL;
    }
    if (joined[start] == '/') {
        remove_dots(joined + start);
    }
    return joined;
}

/* Borrowed from an absolute address; user and password are left out. */
struct authority {
    const char *host, *port; /* as written */
    size_t host_size, port_size;
};

static bool find_authority(const char *address, struct authority *out)
{
    size_t root = root_length(address);
    if (root == 0) {
        return false;
    }
    const char *start = address + scheme_length(address) + 2, *end = address + root;
    const char *at = memrchr(start, '@', (size_t)(end - start));
    start = at ? at + 1 : start;
    /* The colons of an IPv6 address stand in brackets. */
    const char *bracket = *start == '[' ? memchr(start, ']', (size_t)(end - start)) : NULL;
    const char *behind = bracket ? bracket + 1 : start;
    const char *port = memchr(behind, ':', (size_t)(end - behind));
    port = port ? port : end;
    *out = (struct authority) { .host = start,
        .host_size = (size_t)(port - start),
        .port = port < end ? port + 1 : end,
        .port_size = (size_t)(end - port) - (port < end) };
    return true;
}

const char *address_host(struct arena *arena, const char *address)
{
    struct authority authority;
    return find_authority(address, &authority)
               ? arena_strndup(arena, authority.host, authority.host_size)
               : "";
}

/* "443", where nothing is written. */
static void find_port(const char *address, struct authority *authority)
{
    if (authority->port_size == 0) {
        authority->port = strncasecmp(address, "https:", 6) == 0  ? "443"
                          : strncasecmp(address, "http:", 5) == 0 ? "80"
                                                                  : "";
        authority->port_size = strlen(authority->port);
    }
}

bool address_same_root(const char *left, const char *right)
{
    struct authority one, other;
    size_t scheme = scheme_length(left);
    if (!find_authority(left, &one) || !find_authority(right, &other) ||
        scheme_length(right) != scheme || strncasecmp(left, right, scheme) != 0) {
        return false;
    }
    find_port(left, &one);
    find_port(right, &other);
    return one.host_size == other.host_size && one.port_size == other.port_size &&
           strncasecmp(one.host, other.host, one.host_size) == 0 &&
           memcmp(one.port, other.port, one.port_size) == 0;
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
    for (const char *label = host;; label++) {
        size_t length = strcspn(label, ".");
        for (size_t i = 0; i < length; i++) {
            if ((unsigned char)label[i] > 0x7E ||
                (!isalnum((unsigned char)label[i]) && label[i] != '-')) {
                return false;
            }
        }
        if (length == 0 || length > 63 || strncasecmp(label, "xn--", 4) == 0) {
            return false;
        }
        last = label;
        label += length;
        if (*label == '\0') {
            break;
        }
    }
    return last != host && !isdigit((unsigned char)last[0]);
}

bool address_is_trusted(struct arena *arena, const char *address, const char *base,
    const char *const *hosts, size_t count)
{
    size_t root = root_length(address);
    const char *host = address_host(arena, address);
    const char *own = base ? address_host(arena, base) : "";
    return root > 8 && strncasecmp(address, "https://", 8) == 0 && host && own &&
           strlen(host) == root - 8 && is_plain_host(host) &&
           (strcasecmp(host, own) == 0 || address_host_is_among(host, hosts, count));
}
