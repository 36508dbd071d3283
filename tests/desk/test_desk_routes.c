/* The table of routes: which row a request comes to, and from where a browser may send. */
#include "command/desk/routes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* expected: the pattern and its parameters, "-" and what is allowed, or "" where nothing is. */
static const struct {
    const char *method, *path, *expected;
} requests[] = {
    { "GET", "/", "/" },
    { "GET", "/health", "/health" },
    { "GET", "/style.css", "/{file} style.css" },
    { "POST", "/api/login", "/api/login" },
    { "GET", "/api/login", "-POST" },
    { "DELETE", "/api/people/李白", "/api/people/{name} 李白" },
    { "GET", "/api/people/x", "-PUT, DELETE" },
    { "PATCH", "/api/people", "-GET, POST" },
    { "GET", "/api/people/", "" },
    { "GET", "/api/people/x/y", "" },
    { "GET", "/api", "/{file} api" },
    { "GET", "/api/", "" },
    { "GET", "/api/meo", "" },
    { "GET", "/api/m", "" },
    { "get", "/api/me", "-GET" },
    { "POST", "/", "-GET" },
    { "GET", "/a/b", "" },
    { "GET", "", "" },
    { "GET", "/api/parts/i-a\x1f/draft", "-PUT, DELETE" },
    { "PUT", "/api/parts/i-a\x1f\x1f../draft", "/api/parts/{part}/draft i-a//.." },
    { "POST", "/api/alerts/\x1f/takedown", "/api/alerts/{id}/takedown /" },
    { "GET", "/api/states/1\x1frestore", "" },
    { "GET",
        "/media/..\x1f..\x1f"
        "desk.db",
        "" },
    { "GET", "/a\x1fz", "" },
};

static void test_rows(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof requests / sizeof *requests; i++) {
        struct arena arena;
        const char *parameters[VISIT_PARAMETERS_MAX] = { 0 }, *allow;
        char got[200];
        arena_init(&arena);
        const struct route *route =
            routes_find(&arena, requests[i].method, requests[i].path, parameters, &allow);
        snprintf(got, sizeof got, "%s%s%s%s",
            route   ? route->pattern
            : allow ? "-"
                    : "",
            route || !allow ? "" : allow, parameters[0] && route ? " " : "",
            parameters[0] && route ? parameters[0] : "");
        assert_string_equal(got, requests[i].expected);
        arena_finish(&arena);
    }
}

static const struct {
    const char *host, *origin, *site;
    bool is_secure, is_own;
} origins[] = {
    { "desk:8480", NULL, NULL, false, true },
    { "desk:8480", "http://desk:8480", NULL, false, true },
    { "desk:8480", "http://DESK:8480", NULL, false, true },
    { "desk:8480", "https://desk:8480", NULL, false, false },
    { "desk", "https://desk", "same-origin", true, true },
    { "desk", "http://desk", NULL, true, false },
    { "desk", "https://desk.evil.example", NULL, true, false },
    { "desk", "https://evil.example/desk", NULL, true, false },
    { "desk", "https://desk@evil.example", NULL, true, false },
    { "desk", "https://evildesk", NULL, true, false },
    { "desk", "null", NULL, true, false },
    { "desk", "", NULL, true, false },
    { NULL, "http://", NULL, false, false },
    { "desk", NULL, "cross-site", false, false },
    { "desk", NULL, "same-site", false, false },
    { "desk", NULL, "none", false, true },
    { "desk", "http://desk", "cross-site", false, false },
};

static void test_origins(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof origins / sizeof *origins; i++) {
        struct serve_request request;
        serve_request_init(&request);
        request.is_secure = origins[i].is_secure;
        const char *pairs[][2] = { { "Host", origins[i].host }, { "Origin", origins[i].origin },
            { "Sec-Fetch-Site", origins[i].site } };
        for (size_t k = 0; k < 3; k++) {
            assert_true(
                !pairs[k][1] || serve_request_header(&request, pairs[k][0], pairs[k][1]));
        }
        if (routes_is_own_origin(&request) != origins[i].is_own) {
            fail_msg("row %zu", i);
        }
        serve_request_finish(&request);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_origins),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
