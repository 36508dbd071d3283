/* Addresses and references made at random. LOBBYCARD_SEED makes one run again. */
#pragma once

#include "chance.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { TEXT_MAX_BYTES = 2048 };

struct text {
    char bytes[TEXT_MAX_BYTES];
    size_t size;
};

static inline void put(struct text *text, const char *piece)
{
    size_t size = strlen(piece);
    if (text->size + size < sizeof text->bytes) {
        memcpy(text->bytes + text->size, piece, size + 1);
        text->size += size;
    }
}

#define PUT_ONE(text, list) put(text, (list)[chance(sizeof(list) / sizeof *(list))])

static const char *const schemes[] = { "http", "https", "HTTP", "hTTps" };
static const char *const starts[] = { "://", "://", "://", "://", ":///", ":/", ":", ":\\\\",
    "://///", "//" };
static const char *const users[] = { "", "", "", "", "u@", "u:p@", "@", "a%40b@", "a@b@",
    "www.example.edu.cn\\@", "u:p:q@" };
static const char *const hosts[] = { "a", "www.example.edu.cn", "WWW.Example.", "a..", ".",
    "a..b", ".a", "-a-.b-", "a_b.c", "xn--pssy2u.example", "xn--a", "学院.example",
    "ｗｗｗ.ｅ.example", "a\u3002b", "a%2eb", "%61", "a%", "127.0.0.1", "127.1", "0x7f.1",
    "0177.1", "2130706433", "256.1.1.1", "1.2.3.4.5", "1.2.3.4.", "0x", "0x.1", "08.1",
    "4294967296", "[::1]", "[2001:DB8::0:7]", "[::ffff:1.2.3.4]", "[fe80::1%25eth0]",
    "[fe80::1%eth0]", "[fe80::1%25e@th0]", "[::1", "::1", "[]", "[::1]a", "[g]", "[1.2.3.4]",
    "a~b", "a|b", "a!b", "a b", "a\tb", "", "\u00AD", "a\u200Bb", "\xFF", "localhost",
    "LOCALHOST." };
static const char *const ports[] = { "", "", "", ":", ":80", ":443", ":00080", ":8443",
    ":65535", ":65536", ":0", ":a", ":-1", ":+1", ":99999999999999999999", ":1:2", ": 1" };
static const char *const segments[] = { "a", "b", "c;x=1", ".", "..", "...", "%2e", "%2E%2e",
    "", "图", "[x]", "a b", "a\\b", "a:b", "@", "~", "%", "%zz", "\x01", "a.html" };
static const char *const clean[] = { "a", "b", "c;x=1", ".", "..", "...", "..g", "g.", "%20",
    "@", "~", "a.html" };
static const char *const queries[] = { "", "", "?", "?a=b", "?a=/../b", "?图=1", "?a?b", "?[ ]",
    "?@:/" };
static const char *const fragments[] = { "", "", "", "#", "#a", "#a#b", "#/../?@" };
static const char *const odd_bytes[] = { "/", "\\", "?", "#", "@", ":", "[", "]", "%", ".", " ",
    "\t", "\n", "\x7F", "\"", "<", "^", "`", "{", "|", "0", "x", "\xE5", "\u3002", "&", "=",
    "+", ",", "$", "(", "'", "*", "!", "-", "_", "~", ";" };

static inline void put_path(
    struct text *text, const char *const *list, size_t count, bool has_slash)
{
    for (uint32_t i = chance(5); i > 0; i--) {
        put(text, has_slash ? "/" : "");
        put(text, list[chance((uint32_t)count)]);
        has_slash = true;
    }
}

static inline void make_address(struct text *text)
{
    text->size = 0;
    text->bytes[0] = '\0';
    PUT_ONE(text, schemes);
    put(text, chance(4) ? "://" : starts[chance(sizeof starts / sizeof *starts)]);
    PUT_ONE(text, users);
    PUT_ONE(text, hosts);
    if (chance(500) == 0) {
        for (int i = 0; i < 40; i++) {
            put(text, ".abcdef");
        }
    }
    PUT_ONE(text, ports);
    put_path(text, segments, sizeof segments / sizeof *segments, true);
    PUT_ONE(text, queries);
    PUT_ONE(text, fragments);
    /* Some bytes more, wherever it may be. */
    for (uint32_t i = chance(3); i > 0; i--) {
        char tail[TEXT_MAX_BYTES];
        size_t at = chance((uint32_t)text->size + 1);
        memcpy(tail, text->bytes + at, text->size - at + 1);
        text->size = at;
        PUT_ONE(text, odd_bytes);
        put(text, tail + (chance(2) && *tail));
    }
}

static inline void make_reference(struct text *text)
{
    text->size = 0;
    text->bytes[0] = '\0';
    if (chance(8) == 0) {
        put(text, chance(2) ? "//" : "https://");
        put(text, "other.example");
        put_path(text, clean, sizeof clean / sizeof *clean, true);
    } else {
        put_path(text, clean, sizeof clean / sizeof *clean, chance(2));
    }
    put(text, chance(3) ? "" : "?q=1");
    put(text, text->size == 0 ? "g" : chance(4) ? "" : "#s"); /* the table has the others */
}
