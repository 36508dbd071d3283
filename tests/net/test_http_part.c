/* Bodies that come in several tries, over libcurl. */
#include "net/http_fixture.h"

#define ETAG(value) "ETag: " value "\r\n"
#define CUT(headers, data) OK_HEAD headers "Content-Length: 10\r\n\r\n" data
#define PART(headers, length, data)                                                            \
    "HTTP/1.1 206 Partial Content\r\n" headers "Content-Length: " length "\r\n\r\n" data
#define REST(range) PART(ETAG("\"a\"") "Content-Range: " range "\r\n", "5", "56789")
#define NOON "Mon, 23 Nov 2026 12:00:00 GMT"
#define DATED(headers) CUT(headers "Last-Modified: " NOON "\r\n", "01234")
#define LONG "0123456789012345678901234567890123456789012345678901234567890123456789"

/* The first half of 0123456789, as gzip stores it. */
static const char broken_coded[] =
    OK_HEAD ETAG("\"a\"") "Content-Encoding: gzip\r\n"
                          "Content-Length: 33\r\n\r\n"
                          "\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\x01\x0a\x00\xf5\xff"
                          "01234";

static const struct loopback_answer fixed_answers[] = {
    { .path = "/broken", CUT(ETAG("\"a\""), "01234") },
    { .path = "/broken-weak", CUT(ETAG("W/\"a\""), "01234") },
    { .path = "/broken-weak-dated",
        DATED(ETAG("W/\"a\"") "Date: Mon, 23 Nov 2026 13:00:00 GMT\r\n") },
    { .path = "/broken-bare", CUT("", "01234") },
    { .path = "/broken-long", CUT(ETAG("\"" LONG LONG LONG LONG "\""), "01234") },
    { .path = "/broken-latin", CUT(ETAG("\"\xe9\""), "01234") },
    { .path = "/broken-coded", broken_coded, .size = sizeof broken_coded - 1 },
    { .path = "/broken-dated", DATED("Date: Mon, 23 Nov 2026 12:00:01 GMT\r\n") },
    { .path = "/broken-just-dated", DATED("Date: " NOON "\r\n") },
    { .path = "/broken-undated", DATED("") },
    { .path = "/broken-b", CUT(ETAG("\"b\""), "ABCDEF") },
    { .path = "/hangs", CUT(ETAG("\"a\""), "01234"), LOOPBACK_HANG },
    { .path = "/whole", OK_HEAD "Content-Length: 3\r\n\r\nABC" },
    { .path = "/rest", REST("bytes 5-9/10") },
    { .path = "/rest-b", PART(ETAG("\"b\"") "Content-Range: bytes 6-9/10\r\n", "4", "GHIJ") },
    { .path = "/rest-dated", PART("Content-Range: bytes 5-9/10\r\n", "5", "56789") },
    { .path = "/rest-redated",
        PART("Content-Range: bytes 5-9/10\r\nLast-Modified: Mon, 23 Nov 2026 12:00:01 GMT\r\n",
            "5", "56789") },
    { .path = "/rest-breaks",
        PART(ETAG("\"a\"") "Content-Range: bytes 5-9/10\r\n", "5", "56") },
    { .path = "/piece", PART(ETAG("\"a\"") "Content-Range: bytes 5-6/10\r\n", "2", "56") },
    { .path = "/last", PART(ETAG("\"a\"") "Content-Range: bytes 7-9/10\r\n", "3", "789") },
    { .path = "/too-long",
        PART(ETAG("\"a\"") "Content-Range: bytes 5-9/10\r\n", "7", "56789ab") },
    { .path = "/early", REST("bytes 4-9/10") },
    { .path = "/late", REST("bytes 6-9/10") },
    { .path = "/beyond", REST("bytes 5-10/10") },
    { .path = "/backwards", REST("bytes 5-4/10") },
    { .path = "/of-unknown", REST("bytes 5-9/*") },
    { .path = "/and-more", REST("bytes 5-9/10, 12-13/20") },
    { .path = "/other-unit", REST("chars 5-9/10") },
    { .path = "/no-range", PART(ETAG("\"a\""), "5", "56789") },
    { .path = "/of-another",
        PART(ETAG("\"b\"") "Content-Range: bytes 5-9/10\r\n", "5", "56789") },
    { .path = "/of-weak",
        PART(ETAG("W/\"a\"") "Content-Range: bytes 5-9/10\r\n", "5", "56789") },
    { .path = "/of-none", PART("Content-Range: bytes 5-9/10\r\n", "5", "56789") },
    { .path = "/coded",
        PART(ETAG("\"a\"") "Content-Range: bytes 5-9/10\r\nContent-Encoding: br\r\n", "5",
            "56789") },
    { .path = "/unasked", PART(ETAG("\"a\"") "Content-Range: bytes 0-4/5\r\n", "5", "01234") },
    { .path = "/416",
        "HTTP/1.1 416 Range Not Satisfiable\r\nContent-Range: bytes */3\r\n"
        "Content-Length: 0\r\n\r\n" },
    { .path = "/404", "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n" },
    { .path = "/429", "HTTP/1.1 429 Slow\r\nContent-Length: 4\r\n\r\nslow" },
    { .path = "/503", "HTTP/1.1 503 Busy\r\nContent-Length: 4\r\n\r\nbusy" },
    { .path = "/nothing", "" },
    { .path = "/to-rest",
        "HTTP/1.1 302 Found\r\nLocation: /rest\r\nContent-Length: 0\r\n\r\n" },
    { .path = "/to-whole",
        "HTTP/1.1 302 Found\r\nLocation: /whole\r\nContent-Length: 0\r\n\r\n" },
    { .path = "/to-broken",
        "HTTP/1.1 302 Found\r\nLocation: /broken\r\nContent-Length: 0\r\n\r\n" },
};

/* Asks for the rest of what is held, as it must be asked for. */
static enum http_outcome get_rest(struct fixture *fixture, const char *path)
{
    char request[4096], range[64] = "Range: ", validator[300] = "If-Range: ";
    const struct http_part *part = fixture->request.part;
    if (part->body.size > 0) {
        snprintf(range, sizeof range, "\r\nRange: bytes=%zu-\r\n", part->body.size);
        snprintf(validator, sizeof validator, "\r\nIf-Range: %s\r\n", part->validator);
    }
    bool holds = part->body.size > 0;
    enum http_outcome outcome = get(fixture, path);
    loopback_server_newest(fixture->server, request);
    if (strncmp(path, "/to-", 4) == 0) { /* where a redirect leads nothing is gone on with */
        assert_null(strstr(request, "Range: "));
    } else if (holds != !!strstr(request, range) || holds != !!strstr(request, validator)) {
        fail_msg("%s with %zu bytes held: %s", path, part->body.size, request);
    } else {
        assert_non_null(strstr(request, "\r\nAccept-Encoding: identity\r\n"));
    }
    return outcome;
}

/* Paths that are asked one after another as if they were one; what comes of the last. */
static void test_tries(void **state)
{
    static const struct {
        const char *paths[3];
        enum http_outcome outcome;
        const char *body; /* or what of it is held, where it is not there */
    } cases[] = {
        { { "/whole" }, HTTP_FRESH, "ABC" },
        { { "/broken" }, HTTP_LATER, "01234" },
        { { "/broken", "/rest" }, HTTP_FRESH, "0123456789" },
        { { "/broken", "/rest-breaks" }, HTTP_LATER, "0123456" },
        { { "/broken", "/rest-breaks", "/last" }, HTTP_FRESH, "0123456789" },
        { { "/broken", "/piece" }, HTTP_LATER, "0123456" },
        { { "/broken", "/piece", "/last" }, HTTP_FRESH, "0123456789" },
        { { "/broken", "/whole" }, HTTP_FRESH, "ABC" },
        { { "/broken", "/broken-b" }, HTTP_LATER, "ABCDEF" },
        { { "/broken", "/broken-b", "/rest-b" }, HTTP_FRESH, "ABCDEFGHIJ" },
        { { "/broken", "/broken-weak" }, HTTP_LATER, "" },
        /* what may stand in If-Range */
        { { "/broken-weak" }, HTTP_LATER, "" },
        { { "/broken-weak-dated" }, HTTP_LATER, "" },
        { { "/broken-bare" }, HTTP_LATER, "" },
        { { "/broken-long" }, HTTP_LATER, "" },
        { { "/broken-latin" }, HTTP_LATER, "" },
        { { "/broken-just-dated" }, HTTP_LATER, "" },
        { { "/broken-undated" }, HTTP_LATER, "" },
        { { "/broken-dated" }, HTTP_LATER, "01234" },
        { { "/broken-dated", "/rest-dated" }, HTTP_FRESH, "0123456789" },
        { { "/broken-dated", "/rest-redated" }, HTTP_LATER, "" },
        { { "/broken-coded" }, HTTP_LATER, "" },
        /* parts of something else */
        { { "/rest" }, HTTP_LATER, "" },
        { { "/unasked" }, HTTP_LATER, "" },
        { { "/broken", "/early" }, HTTP_LATER, "" },
        { { "/broken", "/late" }, HTTP_LATER, "" },
        { { "/broken", "/beyond" }, HTTP_LATER, "" },
        { { "/broken", "/backwards" }, HTTP_LATER, "" },
        { { "/broken", "/of-unknown" }, HTTP_LATER, "" },
        { { "/broken", "/and-more" }, HTTP_LATER, "" },
        { { "/broken", "/other-unit" }, HTTP_LATER, "" },
        { { "/broken", "/no-range" }, HTTP_LATER, "" },
        { { "/broken", "/of-another" }, HTTP_LATER, "" },
        { { "/broken", "/of-weak" }, HTTP_LATER, "" },
        { { "/broken", "/of-none" }, HTTP_LATER, "" },
        { { "/broken", "/coded" }, HTTP_LATER, "" },
        { { "/broken", "/too-long" }, HTTP_LATER, "" },
        { { "/broken", "/416" }, HTTP_LATER, "" },
        { { "/broken", "/416", "/whole" }, HTTP_FRESH, "ABC" },
        { { "/broken", "/404" }, HTTP_REFUSED, "" },
        /* not now */
        { { "/broken", "/429" }, HTTP_LATER, "01234" },
        { { "/broken", "/503" }, HTTP_LATER, "01234" },
        { { "/broken", "/nothing" }, HTTP_LATER, "01234" },
        { { "/broken", "/503", "/rest" }, HTTP_FRESH, "0123456789" },
        { { "/broken", "/to-rest" }, HTTP_LATER, "" },
        { { "/broken", "/to-whole" }, HTTP_FRESH, "ABC" },
        { { "/to-broken" }, HTTP_LATER, "" },
    };
    struct fixture *fixture = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct http_part part = { 0 };
        enum http_outcome outcome = HTTP_REFUSED;
        const char *last = NULL;
        fixture->request.part = &part;
        for (size_t k = 0; k < 3 && cases[i].paths[k]; k++) {
            last = cases[i].paths[k];
            outcome = get_rest(fixture, last);
        }
        bool is_fresh = outcome == HTTP_FRESH;
        const struct bytes *body = is_fresh ? &fixture->response.body : &part.body;
        const struct bytes *other = is_fresh ? &part.body : &fixture->response.body;
        if (outcome != cases[i].outcome || other->size > 0 ||
            body->size != strlen(cases[i].body) ||
            (body->size > 0 && memcmp(body->data, cases[i].body, body->size) != 0)) {
            fail_msg("case %zu, %s: outcome %d with \"%s\": %s", i, last, (int)outcome,
                body->size > 0 ? body->data : "", fixture->error.text);
        }
        bytes_finish(&part.body);
    }
}

/* Feeds come whole or not at all. */
static void test_without_a_part(void **state)
{
    struct fixture *fixture = *state;
    assert_int_equal(get(fixture, "/broken"), HTTP_LATER);
    assert_int_equal(fixture->response.body.size, 0);
    assert_int_equal(get(fixture, "/unasked"), HTTP_LATER);
    assert_int_equal(fixture->response.body.size, 0);
}

/* What stands in If-Range, word for word. */
static void test_validators(void **state)
{
    struct fixture *fixture = *state;
    struct http_part part = { 0 };
    fixture->request.part = &part;
    assert_int_equal(get_rest(fixture, "/broken"), HTTP_LATER);
    assert_string_equal(part.validator, "\"a\"");
    assert_int_equal(get_rest(fixture, "/broken-dated"), HTTP_LATER);
    assert_string_equal(part.validator, NOON);
    bytes_finish(&part.body);
}

/* The cap is on the sum of all tries. */
static void test_the_whole_is_capped(void **state)
{
    static const struct {
        int64_t max_bytes;
        enum http_outcome outcome;
    } cases[] = { { 10, HTTP_FRESH }, { 9, HTTP_REFUSED }, { 6, HTTP_REFUSED } };
    struct fixture *fixture = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct http_part part = { 0 };
        fixture->request.part = &part;
        fixture->request.max_bytes = cases[i].max_bytes;
        assert_int_equal(get_rest(fixture, "/broken"), HTTP_LATER);
        assert_int_equal(part.body.size, 5);
        assert_int_equal(get_rest(fixture, "/rest"), cases[i].outcome);
        assert_int_equal(part.body.size, 0);
        bytes_finish(&part.body);
    }
}

/* A try that takes too long leaves what it got, too. */
static void test_a_slow_line(void **state)
{
    struct fixture *fixture = *state;
    struct http_part part = { 0 };
    fixture->request.part = &part;
    fixture->request.total_timeout_ms = 300;
    assert_int_equal(get_rest(fixture, "/hangs"), HTTP_LATER);
    assert_int_equal(part.body.size, 5);
    fixture->request.total_timeout_ms = 5000;
    assert_int_equal(get_rest(fixture, "/rest"), HTTP_FRESH);
    assert_string_equal(fixture->response.body.data, "0123456789");
    bytes_finish(&part.body);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(test_tries),
        TEST(test_without_a_part),
        TEST(test_validators),
        TEST(test_the_whole_is_capped),
        TEST(test_a_slow_line),
    };
#undef TEST
    memcpy(answers, fixed_answers, sizeof fixed_answers);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
