/* What is read from a request's texts: target, query, cookies, and who asks. */
#include "net/serve/serve_request.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* expected: the path and "name=value;" of each query; NULL: refused. */
static const struct {
    const char *target, *expected;
} targets[] = {
    { "/", "/" },
    { "/api/me", "/api/me" },
    { "/api/parts/i-1/draft?x=1", "/api/parts/i-1/draft x=1;" },
    { "/%E6%9D%8E%E7%99%BD", "/李白" },
    { "/a%20b", "/a b" },
    { "/a+b", "/a+b" },
    { "/?a=b+c%2Bd&e&f=&=g", "/ a=b c+d;e=;f=;=g;" },
    { "/?", "/" },
    { "/?a=1&&b=2&", "/ a=1;b=2;" },
    { "/?a=%2F..%2F", "/ a=/../;" },
    { "/?a=1&a=2", "/ a=1;a=2;" },
    { "/..a/.b/c..", "/..a/.b/c.." },
    { "/a/", "/a/" },
    { "", NULL },
    { "*", NULL },
    { "a", NULL },
    { "http://other/api/me", NULL },
    { "//a", NULL },
    { "/a//b", NULL },
    { "/.", NULL },
    { "/..", NULL },
    { "/../a", NULL },
    { "/a/..", NULL },
    { "/a/../b", NULL },
    { "/a/./b", NULL },
    { "/%2e%2E/a", NULL },
    { "/.%2e/a", NULL },
    { "/a%2fb/c%2F..%2f", "/a\x1f"
                          "b/c\x1f..\x1f" },
    { "/a%1fb", NULL },
    { "/a%5cb", NULL },
    { "/a\\b", NULL },
    { "/a%00b", NULL },
    { "/a%0d%0ab", NULL },
    { "/a%7f", NULL },
    { "/a\x01", NULL },
    { "/%", NULL },
    { "/%4", NULL },
    { "/%zz", NULL },
    { "/%c0%ae%c0%ae", NULL },
    { "/%ff", NULL },
    { "/%ed%a0%80", NULL },
    { "/\xff", NULL },
    { "/?a=%00", NULL },
    { "/?a=%c0%af", NULL },
    { "/?%zz=1", NULL },
};

static void print_target(const struct serve_request *request, char out[500])
{
    int size = snprintf(out, 500, "%s%s", request->path, request->query_count ? " " : "");
    for (size_t i = 0; i < request->query_count; i++) {
        size += snprintf(out + size, (size_t)(500 - size), "%s=%s;", request->queries[i].name,
            request->queries[i].value);
    }
}

static void test_targets(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof targets / sizeof *targets; i++) {
        struct serve_request request;
        char got[500];
        serve_request_init(&request);
        bool is_good = serve_request_target(&request, targets[i].target);
        if (is_good != !!targets[i].expected) {
            fail_msg("%s is %s", targets[i].target, is_good ? "taken" : "refused");
        }
        if (is_good) {
            print_target(&request, got);
            assert_string_equal(got, targets[i].expected);
        }
        serve_request_finish(&request);
    }
}

static void test_too_many_queries(void **state)
{
    (void)state;
    for (int count = SERVE_PAIRS_MAX; count <= SERVE_PAIRS_MAX + 1; count++) {
        struct serve_request request;
        char target[1000] = "/?a";
        for (int i = 1; i < count; i++) {
            strcat(target, "&a");
        }
        serve_request_init(&request);
        assert_int_equal(serve_request_target(&request, target), count == SERVE_PAIRS_MAX);
        serve_request_finish(&request);
    }
}

static const struct {
    const char *header, *name, *value; /* NULL: there is none, or it does not fit in 8 */
} cookies[] = {
    { "desk=abc", "desk", "abc" },
    { "a=1; desk=abc; b=2", "desk", "abc" },
    { "a=1;desk=abc", "desk", "abc" },
    { "xdesk=abc", "desk", NULL },
    { "desk_known=abc", "desk", NULL },
    { "desk=", "desk", "" },
    { "desk", "desk", NULL },
    { "desk=a=b", "desk", "a=b" },
    { "desk=1; desk=2", "desk", "1" },
    { "desk=1234567", "desk", "1234567" },
    { "desk=12345678", "desk", NULL },
    { "Desk=abc", "desk", NULL },
    { ";;; ;", "desk", NULL },
    { "", "desk", NULL },
};

static void test_cookies(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cookies / sizeof *cookies; i++) {
        struct serve_request request;
        char value[8];
        serve_request_init(&request);
        assert_true(serve_request_header(&request, "cookie", cookies[i].header));
        bool has_it = serve_cookie(&request, cookies[i].name, value, sizeof value);
        if (has_it != !!cookies[i].value) {
            fail_msg("%s", cookies[i].header);
        }
        if (has_it) {
            assert_string_equal(value, cookies[i].value);
        }
        serve_request_finish(&request);
    }
}

/* The proxies are 10.0.0.1 and fd00::1. */
static const struct {
    const char *peer, *told, *again, *proto, *expected; /* + for secure, in front */
} askers[] = {
    { "192.0.2.7", NULL, NULL, NULL, "192.0.2.7" },
    { "192.0.2.7", "198.51.100.1", NULL, "https", "192.0.2.7" },
    { "10.0.0.1", "198.51.100.1", NULL, NULL, "198.51.100.1" },
    { "10.0.0.1", "198.51.100.1", NULL, "https", "+198.51.100.1" },
    { "10.0.0.1", "198.51.100.1", NULL, "http", "198.51.100.1" },
    { "::ffff:10.0.0.1", "198.51.100.1", NULL, "HTTPS", "+198.51.100.1" },
    { "fd00:0::1", "2001:db8::5", NULL, NULL, "2001:db8::5" },
    { "10.0.0.1", "1.1.1.1, 198.51.100.1", NULL, NULL, "198.51.100.1" },
    { "10.0.0.1", "1.1.1.1, 198.51.100.1 , 10.0.0.1", NULL, NULL, "198.51.100.1" },
    { "10.0.0.1", "10.0.0.1, 10.0.0.1", NULL, NULL, "10.0.0.1" },
    { "10.0.0.1", "1.1.1.1", "198.51.100.1", NULL, "198.51.100.1" },
    { "10.0.0.1", "evil, 1.1.1.1, nonsense", NULL, NULL, "10.0.0.1" },
    { "10.0.0.1", "", NULL, NULL, "10.0.0.1" },
    { "10.0.0.1", ",", NULL, NULL, "10.0.0.1" },
    { "10.0.0.1", "[2001:db8::5]", NULL, NULL, "2001:db8::5" },
    { "10.0.0.1", "2001:0db8:0:0::5", NULL, NULL, "2001:db8::5" },
    { "10.0.0.1", "::ffff:198.51.100.1", NULL, NULL, "198.51.100.1" },
    { "nonsense", "198.51.100.1", NULL, "https", "::" },
};

static void test_who_asks(void **state)
{
    (void)state;
    static const char *const proxies[] = { "10.0.0.1", "fd00::1" };
    for (size_t i = 0; i < sizeof askers / sizeof *askers; i++) {
        struct serve_request request;
        char got[SERVE_ADDRESS_BYTES + 1];
        serve_request_init(&request);
        const char *lines[] = { askers[i].told, askers[i].again };
        for (size_t k = 0; k < 2; k++) {
            assert_true(
                !lines[k] || serve_request_header(&request, "x-forwarded-for", lines[k]));
        }
        assert_true(!askers[i].proto ||
                    serve_request_header(&request, "X-Forwarded-Proto", askers[i].proto));
        serve_request_from(&request, askers[i].peer, proxies, 2);
        snprintf(got, sizeof got, "%s%s", request.is_secure ? "+" : "", request.address);
        assert_string_equal(got, askers[i].expected);
        serve_request_finish(&request);
    }
}

static void test_headers(void **state)
{
    (void)state;
    struct serve_request request;
    serve_request_init(&request);
    for (int i = 0; i < SERVE_PAIRS_MAX; i++) {
        assert_true(serve_request_header(&request, i ? "X" : "Host", i ? "y" : "desk"));
    }
    assert_false(serve_request_header(&request, "X", "y"));
    assert_string_equal(serve_header(&request, "hOST"), "desk");
    assert_null(serve_header(&request, "Hos"));
    serve_request_finish(&request);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_targets),
        cmocka_unit_test(test_too_many_queries),
        cmocka_unit_test(test_cookies),
        cmocka_unit_test(test_who_asks),
        cmocka_unit_test(test_headers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
