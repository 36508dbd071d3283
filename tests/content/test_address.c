#include "content/address.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_resolve),
        cmocka_unit_test(test_trusted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
