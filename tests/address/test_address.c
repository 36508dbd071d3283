#include "address/address.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <arpa/inet.h>
#include <stdlib.h>
#include <unicode/uidna.h>

#include <cmocka.h>

static void test_resolve(void **state)
{
    static const struct {
        const char *base, *reference, *absolute;
    } rows[] = {
        /* RFC 3986 section 5.4 */
        { "http://a/b/c/d;p?q", "g", "http://a/b/c/g" },
        { "http://a/b/c/d;p?q", "./g", "http://a/b/c/g" },
        { "http://a/b/c/d;p?q", "g/", "http://a/b/c/g/" },
        { "http://a/b/c/d;p?q", "/g", "http://a/g" },
        { "http://a/b/c/d;p?q", "//g", "http://g" },
        { "http://a/b/c/d;p?q", "?y", "http://a/b/c/d;p?y" },
        { "http://a/b/c/d;p?q", "g?y", "http://a/b/c/g?y" },
        { "http://a/b/c/d;p?q", "g#s", "http://a/b/c/g" },
        { "http://a/b/c/d;p?q", "#s", "http://a/b/c/d;p?q" },
        { "http://a/b/c/d;p?q", "", "http://a/b/c/d;p?q" },
        { "http://a/b/c/d;p?q", "?", "http://a/b/c/d;p?" },
        { "http://a/b/c/d;p?q", "g:h", NULL },
        { "http://a/b/c/d;p?q", ".", "http://a/b/c/" },
        { "http://a/b/c/d;p?q", "..", "http://a/b/" },
        { "http://a/b/c/d;p?q", "../g", "http://a/b/g" },
        { "http://a/b/c/d;p?q", "../..", "http://a/" },
        { "http://a/b/c/d;p?q", "../../../g", "http://a/g" },
        { "http://a/b/c/d;p?q", "/./g", "http://a/g" },
        { "http://a/b/c/d;p?q", "g.", "http://a/b/c/g." },
        { "http://a/b/c/d;p?q", "..g", "http://a/b/c/..g" },
        { "http://a/b/c/d;p?q", "g;x=1/../y", "http://a/b/c/y" },
        { "http://a/b/c/d;p?q", "g?y/../x", "http://a/b/c/g?y/../x" },
        { "https://www.example.edu.cn", "media/a.jpg",
            "https://www.example.edu.cn/media/a.jpg" },
        { "https://www.example.edu.cn?x/y", "a.jpg", "https://www.example.edu.cn/a.jpg" },
        { "file:///srv/feed/lobby.json", "media/a.jpg", "file:///srv/feed/media/a.jpg" },
        { "file:///srv/feed/lobby.json", "https://a.cn/b", "https://a.cn/b" },
        { NULL, "https://a.cn/b#c", "https://a.cn/b" },
        { NULL, "b", NULL },
        { "lobby.json", "b", NULL },
        { NULL, "mailto:a", NULL },
    };
    (void)state;
    struct arena arena;
    arena_init(&arena);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *got = address_resolve(&arena, rows[i].base, rows[i].reference);
        if (rows[i].absolute ? !got || strcmp(got, rows[i].absolute) != 0 : got != NULL) {
            fail_msg("%s + %s: %s", rows[i].base, rows[i].reference, got ? got : "NULL");
        }
    }
    arena_finish(&arena);
}

static void test_trusted(void **state)
{
    static const char *const hosts[] = { "www.example.edu.cn", ".example.org", "192.0.2.7" };
    static const struct {
        const char *address;
        bool trusted;
    } rows[] = {
        { "https://www.example.edu.cn/a?b=c", true },
        { "https://WWW.Example.edu.cn", true },
        { "HTTPS://www.example.edu.cn/", true },
        { "https://example.org/", true },
        { "https://deep.down.example.org/", true },
        { "https://feed.example.net/1", true }, /* the source's own */
        { "http://www.example.edu.cn/", false },
        { "https://example.edu.cn/", false },
        { "https://evilexample.org/", false },
        { "https://evilwww.example.edu.cn/", false },
        { "httpx://www.example.edu.cn/", false },
        { "https+x://www.example.edu.cn/", false },
        { "https://example.org.evil.cn/", false },
        { "https://other.example.net/", false },
        { "https://www.example.edu.cn:8443/", false },
        { "https://www.example.edu.cn:443/", false },
        { "https://user@www.example.edu.cn/", false },
        { "https://www.example.edu.cn@evil.cn/", false },
        { "https://192.0.2.7/", false },
        { "https://3221225991/", false },
        { "https://[2001:db8::1]/", false },
        { "https://xn--80ak6aa92e.example.org/", false },
        { "https://XN--80ak6aa92e.example.org/", false },
        { "https://\xD0\xB0pple.example.org/", false }, /* Cyrillic a */
        { "https://大学.example.org/", false },
        { "https://www%2eexample.example.org/", false },
        { "https://www..example.org/", false },
        { "https://www.example.org./", false },
        { "https:///www.example.edu.cn/", false },
        { "https:www.example.edu.cn", false },
        { "javascript://www.example.edu.cn/", false },
        { "", false },
    };
    (void)state;
    struct arena arena;
    arena_init(&arena);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (address_is_trusted(&arena, rows[i].address, "https://feed.example.net/feed.json",
                hosts, 3) != rows[i].trusted) {
            fail_msg("%s", rows[i].address);
        }
    }
    assert_false(address_is_trusted(&arena, "https://a.cn/", "file:///feed.json", hosts, 3));
    assert_false(address_is_trusted(&arena, "https://a.cn/", NULL, NULL, 0));
    arena_finish(&arena);
}

/* What is written is what it is: nothing is decoded, and nobody is looked up. */
static void test_hosts(void **state)
{
    static const struct {
        const char *address, *host;
    } rows[] = {
        { "https://www.example.edu.cn/a", "www.example.edu.cn" },
        { "https://www.example.edu.cn:8443/a", "www.example.edu.cn" },
        { "https://www.example.edu.cn:/a", "www.example.edu.cn" },
        { "HTTPS://WWW.Example.edu.cn", "WWW.Example.edu.cn" },
        { "https://www.example.edu.cn./a", "www.example.edu.cn." },
        { "https://user@www.example.edu.cn/a", "www.example.edu.cn" },
        { "https://user:pass@www.example.edu.cn:8443/a", "www.example.edu.cn" },
        { "https://a@b@www.example.edu.cn", "www.example.edu.cn" },
        { "https://www.example.edu.cn/a@evil.example", "www.example.edu.cn" },
        { "https://www.example.edu.cn?a@evil.example:1", "www.example.edu.cn" },
        { "https://192.0.2.7:8080/a", "192.0.2.7" },
        { "http://[::1]", "[::1]" },
        { "http://[::1]/a", "[::1]" },
        { "http://[::1]:8080/a", "[::1]" },
        { "http://user@[2001:db8::7]:8080/a", "[2001:db8::7]" },
        { "http://user:pa:ss@[2001:db8::7]", "[2001:db8::7]" },
        { "http://[fe80::1%25eth0]:8080/a", "[fe80::1%25eth0]" },
        { "http://[::1/a", "[" }, /* torn */
        { "https://大学.example:8443/a", "大学.example" },
        { "https://xn--pssy2u.example/a", "xn--pssy2u.example" },
        { "https://www%2eexample.example:1/a", "www%2eexample.example" },
        { "https://:8443/a", "" },
        { "https:///a", "" },
        { "file:///srv/feed.json", "" },
        { "feed.json", "" },
        { "", "" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct address address;
        address_parse(rows[i].address, &address);
        if (address.host.size != strlen(rows[i].host) ||
            (address.host.size > 0 &&
                strncmp(address.host.text, rows[i].host, address.host.size) != 0)) {
            fail_msg("%s: %.*s", rows[i].address, (int)address.host.size, address.host.text);
        }
    }
}

static void test_roots(void **state)
{
    static const struct {
        const char *left, *right;
        bool same;
    } rows[] = {
        { "https://a.example/feed.json", "https://a.example/b.png", true },
        { "https://a.example/feed.json", "HTTPS://A.Example", true },
        { "https://a.example/feed.json", "https://a.example:443/b.png", true },
        { "https://a.example/feed.json", "https://a.example:/b.png", true },
        { "http://a.example:80/feed.json", "http://a.example/b.png", true },
        { "http://[::1]:8080/feed.json", "http://[::1]:8080/b.png", true },
        { "http://[::1]:80/feed.json", "http://[::1]/b.png", true },
        { "http://[::1]:8080/feed.json", "http://[::1]/b.png", false },
        { "http://[::1]:8080/feed.json", "http://[::2]:8080/b.png", false },
        { "https://a.example/feed.json", "https://a.example:444/b.png", false },
        { "https://a.example/feed.json", "http://a.example:443/b.png", false },
        { "https://a.example/feed.json", "https://a.example.evil/b.png", false },
        { "https://a.example/feed.json", "https://a.exampl/b.png", false },
        { "https://a.example/feed.json", "https://a.example@evil.example/b.png", false },
        { "https://a.example/feed.json", "https:a.example/b.png", false },
        { "https://a.example/feed.json", "", false },
        { "https://a.example/", "https://a.example./", true },
        { "https://a.example/", "https://user@a.example:00443/", true },
        { "https://a_b.example/", "https://A_B.example/", true },
        { "https://\u5B66\u9662.example/", "https://xn--48sq68k.example/", true },
        { "https://127.0.0.1/", "https://0x7f.1/", true },
        { "http://[::1]/", "http://[0:0::1]/", true },
        { "https://a.example:x/", "https://a.example:x/", false }, /* no port */
        { "https://a.example:65536/", "https://a.example:65536/", false },
        { "https://a%2eexample/", "https://a%2eexample/", false }, /* no host */
        { "https:///a", "https:///a", false },
        { "https://[::1/", "https://[::1/", false },
        { "https://[::1]x/", "https://[::1]x/", false },
        { "https://a.example\\/", "https://a.example\\/", false },
        { "https://a b.example/", "https://a b.example/", false },
    };
    (void)state;
    struct arena arena;
    arena_init(&arena);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (address_same_origin(&arena, rows[i].left, rows[i].right) != rows[i].same ||
            address_same_origin(&arena, rows[i].right, rows[i].left) != rows[i].same) {
            fail_msg("%s and %s", rows[i].left, rows[i].right);
        }
    }
    arena_finish(&arena);
}

/* One spelling for what is the same, and nothing in it that could be read in two ways. */
static void test_canonical(void **state)
{
    static const struct {
        const char *address, *canonical;
    } rows[] = {
        { "HTTPS://WWW.Example.edu.cn", "https://www.example.edu.cn/" },
        { "https://www.example.edu.cn.:443/a?b#c", "https://www.example.edu.cn/a?b" },
        { "http://a.example:0080?b", "http://a.example/?b" },
        { "http://a.example:8080", "http://a.example:8080/" },
        { "http://a.example:/", "http://a.example/" },
        { "http://u:p@a.example/", "http://a.example/" },
        { "http://a.example/b/../../c/./d/..", "http://a.example/c/" },
        { "http://a.example/%2e%2E/c", "http://a.example/%2e%2E/c" },
        { "http://a.example/通知 [1].html?q=图&x={|}",
            "http://a.example/%E9%80%9A%E7%9F%A5%20%5B1%5D.html?q=%E5%9B%BE&x=%7B%7C%7D" },
        { "http://a.example/%E5?%zz", "http://a.example/%E5?%25zz" },
        { "http://a.example/100%?a=%2&b=%e9%", "http://a.example/100%25?a=%252&b=%e9%25" },
        { "http://a.example/a\\b\r\nHost: c", "http://a.example/a%5Cb%0D%0AHost:%20c" },
        { "http://\u5B66\u9662\u3002example/", "http://xn--48sq68k.example/" },
        { "http://\uFF11\uFF12\uFF17.1/", "http://127.0.0.1/" },
        { "http://2130706433/", "http://127.0.0.1/" },
        { "http://0177.0x1/", "http://127.0.0.1/" },
        { "http://1.2.3.4.5/", "http://1.2.3.4.5/" },
        { "http://[2001:DB8:0::7]:8080/", "http://[2001:db8::7]:8080/" },
        { "http://[::ffff:7f00:1]/", "http://[::ffff:127.0.0.1]/" },
        { "http://[fe80::1%25eth0]/", "http://[fe80::1%25eth0]/" },
        { "http://[fe80::1%eth0]/", NULL },
        { "http://[fe80::1%25]/", NULL },
        { "http://[fe80::1%25a/b]/", NULL },
        { "http://[v1.a]/", NULL },
        { "http://-a_b.example/", "http://-a_b.example/" }, /* there are such */
        { "http://a.example../", NULL },
        { "http://./", NULL },
        { "http://a\texample/", NULL },
        { "http://a\u00A0b.example/", NULL },
        { "http:/a.example/", NULL },
        { "a.example", NULL },
        { "FILE:///srv/图.json", "file:///srv/%E5%9B%BE.json" },
    };
    (void)state;
    struct arena arena;
    arena_init(&arena);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *got = address_canonical(&arena, rows[i].address);
        if (rows[i].canonical ? !got || strcmp(got, rows[i].canonical) != 0 : got != NULL) {
            fail_msg("%s: %s", rows[i].address, got ? got : "NULL");
        }
        if (got && strcmp(address_canonical(&arena, got), got) != 0) {
            fail_msg("%s: not the same twice", got);
        }
    }
    arena_finish(&arena);
}

static void test_tapped(void **state)
{
    static const struct {
        const char *text, *skipped, *host; /* NULL: none */
    } rows[] = {
        { "https://a.example/b", "/\\", "a.example" },
        { "HTTP:a.example?b", "/\\", "a.example" },
        { "https:\\/\\a.example\\b", "/\\", "a.example" },
        { "https:/u@a.example:80#b", "/\\", "u@a.example:80" },
        { "http: \n//a", "/\\", " \n" },
        { "http: \n//a", "/\\ \n", "a" },
        { "http:", "/\\", "" },
        { "ftp://a", "/\\", NULL },
        { "xhttp://a", "/\\", NULL },
        { "http", "/\\", NULL },
        { "", "/\\", NULL },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct address_part got = address_tapped(rows[i].text, rows[i].skipped);
        if (!got.text != !rows[i].host ||
            (got.text && (got.size != strlen(rows[i].host) ||
                             strncmp(got.text, rows[i].host, got.size) != 0))) {
            fail_msg("%s: %.*s", rows[i].text, (int)got.size, got.text);
        }
    }
}

/* As ICU alone has it: what a host of ASCII is does not depend on who was asked. */
static bool ask_icu(const char *host, char ascii[256])
{
    UErrorCode status = U_ZERO_ERROR;
    UIDNAInfo info = UIDNA_INFO_INITIALIZER;
    UIDNA *idna = uidna_openUTS46(UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ |
                                      UIDNA_NONTRANSITIONAL_TO_ASCII |
                                      UIDNA_NONTRANSITIONAL_TO_UNICODE | UIDNA_USE_STD3_RULES,
        &status);
    int32_t used = uidna_nameToASCII_UTF8(idna, host, -1, ascii, 255, &info, &status);
    uidna_close(idna);
    if (U_FAILURE(status) || info.errors || used == 0) {
        return false;
    }
    used -= used > 1 && ascii[used - 1] == '.';
    ascii[used] = '\0';
    return ascii[used - 1] != '.';
}

static void expect_as_icu(struct arena *arena, const char *host)
{
    char url[400], ascii[256];
    struct address address;
    struct address_host found;
    struct in_addr four;
    snprintf(url, sizeof url, "https://%s/", host);
    assert_true(address_parse(url, &address));
    bool is_host = address_host(arena, &address, &found);
    if (is_host != ask_icu(host, ascii)) {
        fail_msg("%s: %d", host, is_host);
    }
    if (is_host && !inet_aton(ascii, &four)) {
        assert_string_equal(found.ascii, ascii);
        assert_false(found.is_mixed);
        assert_int_equal(strncasecmp(found.unicode, host, strlen(ascii)), 0);
        for (const char *at = found.unicode; *at; at++) {
            assert_false(*at >= 'A' && *at <= 'Z');
        }
    }
}

static void test_hosts_of_ascii(void **state)
{
    static const char letters[] = "aZ9x-n.--b";
    struct arena arena;
    char host[300];
    (void)state;
    arena_init(&arena);
    srand(7);
    for (int i = 0; i < 20000; i++) {
        size_t size = (size_t)(1 + rand() % (i % 10 ? 12 : 80));
        for (size_t at = 0; at < size; at++) {
            host[at] = letters[(size_t)rand() % (sizeof letters - 1)];
        }
        host[size] = '\0';
        if (!strcasestr(host, "xn--")) { /* which may be another name's punycode */
            expect_as_icu(&arena, host);
        }
    }
    for (size_t size = 1; size < 259; size++) { /* as long as it may be, and longer */
        for (size_t at = 0; at < size; at++) {
            host[at] = at % 60 == 59 && at + 1 < size ? '.' : 'a';
        }
        host[size] = '\0';
        expect_as_icu(&arena, host);
        memset(host, 'b', size);
        expect_as_icu(&arena, host);
    }
    arena_finish(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_resolve),
        cmocka_unit_test(test_trusted),
        cmocka_unit_test(test_hosts),
        cmocka_unit_test(test_hosts_of_ascii),
        cmocka_unit_test(test_roots),
        cmocka_unit_test(test_canonical),
        cmocka_unit_test(test_tapped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
