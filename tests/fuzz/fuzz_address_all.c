/* The first line is an address, the rest a reference on its page. */
#include "address/address.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void check(bool holds)
{
    if (!holds) {
        abort();
    }
}

/* The parts put together again are the text. */
static void check_parts(struct arena *arena, const char *text)
{
    struct address parts;
    bool is_absolute = address_parse(text, &parts);
    const char *again = arena_printf(arena, "%.*s%s%s%.*s%.*s%s%.*s%s%.*s",
        (int)parts.scheme.size, parts.scheme.text, parts.scheme.text ? ":" : "",
        parts.authority.text ? "//" : "", (int)parts.authority.size, parts.authority.text,
        (int)parts.path.size, parts.path.text, parts.query.text ? "?" : "",
        (int)parts.query.size, parts.query.text, parts.fragment.text ? "#" : "",
        (int)parts.fragment.size, parts.fragment.text);
    check(again && strcmp(again, text) == 0);
    const char *authority = arena_printf(arena, "%.*s%s%.*s%s%.*s", (int)parts.user.size,
        parts.user.text, parts.user.text ? "@" : "", (int)parts.host.size, parts.host.text,
        parts.port.text ? ":" : "", (int)parts.port.size, parts.port.text);
    check(authority && strlen(authority) == parts.authority.size &&
          memcmp(authority, parts.authority.size ? parts.authority.text : "",
              parts.authority.size) == 0);
    check(is_absolute == (parts.scheme.text && parts.authority.text));
}

/* Printable ASCII that is its own canonical form, of an address that is judged alike. */
static void check_canonical(struct arena *arena, const char *text)
{
    struct address parts;
    const char *canonical = address_canonical(arena, text);
    const char *origin = address_origin(arena, text);
    check(!canonical == !origin);
    if (canonical) {
        const char *again = address_canonical(arena, canonical);
        check(again && strcmp(again, canonical) == 0);
        check(strncmp(canonical, origin, strlen(origin)) == 0);
        check(address_same_origin(arena, canonical, text));
        check(address_parse(canonical, &parts) && !parts.user.text && !parts.fragment.text);
        check(parts.path.size > 0 && *parts.path.text == '/');
        for (const char *at = canonical; *at; at++) {
            check(*at > ' ' && *at < 0x7F && !strchr("\"<>\\^`{|}", *at));
        }
    }
}

/* A host that is valid is the one that is asked. */
static void check_host(struct arena *arena, const char *text)
{
    struct address parts;
    struct address_host host;
    if (!address_parse(text, &parts) || !address_host(arena, &parts, &host)) {
        return;
    }
    const char *url = arena_printf(arena, "https://%s/", host.ascii);
    const char *origin = address_origin(arena, url);
    check(origin && strcmp(origin + strlen("https://"), host.ascii) == 0);
    check(!address_host_is_loopback(host.ascii) || address_host_inside(host.ascii));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const hosts[] = { "www.example.edu.cn", ".example.org" };
    struct arena arena;
    arena_init(&arena);
    char *text = arena_strndup(&arena, (const char *)data, size);
    check(text);
    char *reference = text + strcspn(text, "\n");
    reference += *reference ? (*reference = '\0', 1) : 0;
    check_parts(&arena, text);
    check_parts(&arena, reference);
    check_canonical(&arena, text);
    check_host(&arena, text);
    const char *whole = address_resolve(&arena, text, reference);
    if (whole) {
        check_canonical(&arena, whole);
        const char *again = address_resolve(&arena, NULL, whole);
        check(again && strcmp(again, whole) == 0);
        if (address_is_trusted(&arena, whole, text, hosts, 2)) {
            const char *origin = address_origin(&arena, whole);
            check(origin && strncmp(origin, "https://", 8) == 0);
        }
    }
    struct address_part host = address_tapped(text, "/\\");
    check(!host.text || (host.text >= text && host.text + host.size <= text + strlen(text)));
    const char *encoded =
        address_encode(&arena, (struct address_part) { text, strlen(text) }, "%?#");
    char *decoded = arena_strdup(&arena, encoded);
    check(address_decode(decoded) && strcmp(decoded, text) == 0);
    address_decode(text);
    arena_finish(&arena);
    return 0;
}
