/* Where a redirect may lead, and what may be asked at all. */
#include "net/http/http_url.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void test_redirects(void **state)
{
    static const struct {
        const char *from, *to;
        bool allow_http;
        const char *error; /* NULL: allowed */
    } rows[] = {
        { "https://a.example/", "https://b.example/", false, NULL },
        { "http://a.example/", "https://b.example/", true, NULL },
        { "http://a.example/", "http://b.example/", true, NULL },
        { "http://127.0.0.1/", "https://b.example/", false, NULL },
        { "http://127.0.0.1/", "http://localhost:81/", false, NULL },
        { "https://[::1]/", "https://127.1.2.3/", false, NULL },
        { "https://a.example/", "http://b.example/", true, "from https to plain http" },
        { "https://a.example/", "http://127.0.0.1/", true, "from https to plain http" },
        { "http://127.0.0.1/", "http://b.example/", false, "plain http to b.example" },
        { "http://127.0.0.1/", "file:///etc/passwd", true, "to a local file" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct http_url from, to;
        struct error error = { "" };
        assert_true(http_url_init(&from, rows[i].from, &error));
        assert_true(http_url_init(&to, rows[i].to, &error));
        bool allowed = http_redirect_allowed(&from, &to, rows[i].allow_http, &error);
        if (allowed != !rows[i].error || (!allowed && !strstr(error.text, rows[i].error))) {
            fail_msg("%s to %s: %s", rows[i].from, rows[i].to, error.text);
        }
        http_url_finish(&from);
        http_url_finish(&to);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_redirects) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
