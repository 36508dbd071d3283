#include "address/address.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

/* The scheme's length, or 0. */
static size_t scheme_size(const char *text)
{
    size_t size = 0;
    while (isalnum((unsigned char)text[size]) ||
           (size > 0 && text[size] && strchr("+-.", text[size]))) {
        size++;
    }
    return isalpha((unsigned char)text[0]) && text[size] == ':' ? size : 0;
}

static void split_authority(struct address *out)
{
    const char *start = out->authority.text, *end = start + out->authority.size;
    const char *at = memrchr(start, '@', out->authority.size);
    if (at) {
        out->user = (struct address_part) { start, (size_t)(at - start) };
    }
    start = at ? at + 1 : start;
    /* The colons of an IPv6 address stand in brackets. */
    const char *bracket = *start == '[' ? memchr(start, ']', (size_t)(end - start)) : NULL;
    const char *behind = bracket ? bracket + 1 : start;
    const char *colon = memchr(behind, ':', (size_t)(end - behind));
    if (colon) {
        out->port = (struct address_part) { colon + 1, (size_t)(end - colon - 1) };
    }
    out->host = (struct address_part) { start, (size_t)((colon ? colon : end) - start) };
}

bool address_parse(const char *text, struct address *out)
{
    *out = (struct address) { 0 };
    size_t size = scheme_size(text);
    if (size > 0) {
        out->scheme = (struct address_part) { text, size };
        text += size + 1;
    }
    if (strncmp(text, "//", 2) == 0) {
        out->authority = (struct address_part) { text + 2, strcspn(text + 2, "/?#") };
        split_authority(out);
        text += 2 + out->authority.size;
    }
    out->path = (struct address_part) { text, strcspn(text, "?#") };
    text += out->path.size;
    if (*text == '?') {
        out->query = (struct address_part) { text + 1, strcspn(text + 1, "#") };
        text += 1 + out->query.size;
    }
    if (*text == '#') {
        out->fragment = (struct address_part) { text + 1, strlen(text + 1) };
    }
    return out->scheme.text && out->authority.text;
}

bool address_has_scheme(const struct address *address, const char *scheme)
{
    return address->scheme.text && address->scheme.size == strlen(scheme) &&
           strncasecmp(address->scheme.text, scheme, address->scheme.size) == 0;
}

bool address_same_host(const struct address *left, const struct address *right)
{
    return left->host.size > 0 && left->host.size == right->host.size &&
           strncasecmp(left->host.text, right->host.text, left->host.size) == 0;
}

struct address_part address_tapped(const char *text, const char *skipped)
{
    const struct address address = { .scheme = { text, scheme_size(text) } };
    if (!address_has_scheme(&address, "https") && !address_has_scheme(&address, "http")) {
        return (struct address_part) { 0 };
    }
    text += address.scheme.size + 1;
    text += strspn(text, skipped);
    return (struct address_part) { text, strcspn(text, "/?#\\") };
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

/* The path up to its last slash, which one below an authority always has. */
static struct address_part folder_of(struct address_part path)
{
    const char *slash = path.size > 0 ? memrchr(path.text, '/', path.size) : NULL;
    return slash ? (struct address_part) { path.text, (size_t)(slash + 1 - path.text) }
                 : (struct address_part) { "/", 1 };
}

const char *address_resolve(struct arena *arena, const char *base, const char *reference)
{
    struct address to, from = { 0 };
    bool is_whole = address_parse(reference, &to);
    if (!is_whole && (to.scheme.text || !base || !address_parse(base, &from))) {
        return NULL;
    }
    struct address_part scheme = is_whole ? to.scheme : from.scheme;
    struct address_part authority = to.authority.text ? to.authority : from.authority;
    struct address_part folder = { 0 }, path = to.path, query = to.query;
    if (!to.authority.text && path.size == 0) {
        path = from.path;
        query = query.text ? query : from.query;
    } else if (!to.authority.text && *path.text != '/') {
        folder = folder_of(from.path);
    }
    char *joined = arena_printf(arena, "%.*s://%.*s%.*s%.*s%s%.*s", (int)scheme.size,
        scheme.text, (int)authority.size, authority.text, (int)folder.size, folder.text,
        (int)path.size, path.text, query.text ? "?" : "", (int)query.size, query.text);
    if (joined && folder.size + path.size > 0) {
        remove_dots(joined + scheme.size + 3 + authority.size);
    }
    return joined;
}

/* 0 to 15, or -1. */
static int digit_of(char character)
{
    static const char digits[] = "0123456789abcdef";
    const char *found = character ? strchr(digits, character | 0x20) : NULL;
    return found && character > ' ' ? (int)(found - digits) : -1;
}

/* Whether the byte at `at` has to be in %XX; `end` is behind the text. */
static bool must_be_encoded(const char *at, const char *end, const char *set)
{
    unsigned char byte = (unsigned char)*at;
    if (set) {
        return byte && strchr(set, byte);
    }
    if (byte == '%') {
        return end - at < 3 || digit_of(at[1]) < 0 || digit_of(at[2]) < 0;
    }
    return byte <= ' ' || byte >= 0x7F || strchr("\"<>[\\]^`{|}", byte);
}

const char *address_encode(struct arena *arena, struct address_part part, const char *set)
{
    char *text = arena_array(arena, 3 * part.size + 1, 1), *out = text;
    const char *end = part.size > 0 ? part.text + part.size : part.text;
    for (const char *at = part.text; text && at < end; at++) {
        if (must_be_encoded(at, end, set)) {
            out += sprintf(out, "%%%02X", (unsigned char)*at);
        } else {
            *out++ = *at;
        }
    }
    return text;
}

bool address_decode(char *text)
{
    char *out = text;
    for (const char *at = text; *at; at++) {
        int high = *at == '%' ? digit_of(at[1]) : -1;
        int low = high >= 0 ? digit_of(at[2]) : -1;
        if (low < 0) {
            *out++ = *at;
        } else if (high == 0 && low == 0) {
            return false;
        } else {
            *out++ = (char)(high << 4 | low);
            at += 2;
        }
    }
    *out = '\0';
    return true;
}
