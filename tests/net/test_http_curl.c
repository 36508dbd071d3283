#include "base/clock.h"
#include "fakes/store_scratch.h"
#include "net/http_fixture.h"

#include <signal.h>
#include <sys/time.h>

static char bomb[65536]; /* 20 MB of zeros behind a gzip of a few KB */

static void test_fresh_then_unchanged(void **state)
{
    struct fixture *fixture = *state;
    char request[4096];
    assert_int_equal(get(fixture, "/feed"), HTTP_FRESH);
    assert_string_equal(fixture->response.body.data, "{\"lobbycard\":1}");
    assert_string_equal(fixture->response.etag, "W/\"a 1\"");
    assert_string_equal(fixture->response.last_modified, "Mon, 23 Nov 2026 02:00:00 GMT");
    assert_string_equal(fixture->response.final_host, "127.0.0.1");
    assert_int_equal(fixture->response.status, 200);
    loopback_server_newest(fixture->server, request);
    assert_non_null(strstr(request, "\r\nUser-Agent: lobbycard/" LOBBYCARD_VERSION "\r\n"));
    assert_non_null(strstr(request, "\r\nAccept-Encoding: gzip"));
    assert_null(strstr(request, "If-"));
    assert_null(strstr(request, "Authorization"));
    assert_null(strstr(request, "Cookie"));

    struct http_response first = fixture->response;
    fixture->response.body = (struct bytes) { 0 };
    fixture->request.etag = first.etag;
    fixture->request.last_modified = first.last_modified;
    assert_int_equal(get(fixture, "/unchanged"), HTTP_UNCHANGED);
    assert_int_equal(fixture->response.status, 304);
    loopback_server_newest(fixture->server, request);
    assert_non_null(strstr(request, "\r\nIf-None-Match: W/\"a 1\"\r\n"));
    assert_non_null(
        strstr(request, "\r\nIf-Modified-Since: Mon, 23 Nov 2026 02:00:00 GMT\r\n"));
    bytes_finish(&first.body);
}

/* What the disk gives back as an ETag cannot put a header of its own into the request. */
static void test_condition_is_no_way_in(void **state)
{
    struct fixture *fixture = *state;
    char request[4096];
    fixture->request.etag = "\"a\"\r\nX-Evil: 1";
    assert_int_equal(get(fixture, "/feed"), HTTP_FRESH);
    loopback_server_newest(fixture->server, request);
    assert_null(strstr(request, "X-Evil"));
}

/* An address as people write it is a URI on the wire. */
static void test_asked_as_uri(void **state)
{
    struct fixture *fixture = *state;
    char request[4096];
    get(fixture, "/./通知 [1].json?q=图#top");
    loopback_server_newest(fixture->server, request);
    assert_non_null(
        strstr(request, "GET /%E9%80%9A%E7%9F%A5%20%5B1%5D.json?q=%E5%9B%BE HTTP/1.1\r\n"));
}

/* Paths of the table below, what comes of them, and a piece of the error. */
static void test_outcomes(void **state)
{
    static const struct {
        const char *path;
        enum http_outcome outcome;
        const char *contains;
        int64_t retry_after_ms;
    } cases[] = {
        { "/gzip", HTTP_FRESH, "", 0 },
        { "/portal", HTTP_FRESH, "", 0 },
        { "/chunked", HTTP_FRESH, "", 0 },
        { "/no-length", HTTP_FRESH, "", 0 },
        { "/bomb", HTTP_REFUSED, "larger than 100000 bytes", 0 },
        { "/endless", HTTP_REFUSED, "larger than 100000 bytes", 0 },
        { "/endless-chunked", HTTP_REFUSED, "larger than 100000 bytes", 0 },
        { "/header-flood", HTTP_REFUSED, "bytes of headers", 0 },
        { "/header-line-70k", HTTP_REFUSED, "more than 65536 bytes of headers", 0 },
        { "/header-line-200k", HTTP_REFUSED, "sends a header line of more than", 0 },
        { "/status-line-200k", HTTP_REFUSED, "sends a header line of more than", 0 },
        { "/endless-404", HTTP_REFUSED, "answers 404: nothing is at this address", 0 },
        { "/torn-gzip", HTTP_LATER, "does not speak proper HTTP", 0 },
        { "/short", HTTP_LATER, "ended its answer early", 0 },
        { "/torn-chunked", HTTP_LATER, "", 0 },
        { "/bad-chunk", HTTP_LATER, "", 0 },
        { "/nothing", HTTP_LATER, "without an answer", 0 },
        { "/reset", HTTP_LATER, "connection to 127.0.0.1 broke", 0 },
        { "/not-http", HTTP_LATER, "does not speak proper HTTP", 0 },
        { "/204", HTTP_LATER, "answers 204: an empty answer", 0 },
        { "/206", HTTP_LATER, "answers 206: a part", 0 },
        { "/unchanged", HTTP_LATER, "answers 304", 0 },
        { "/401", HTTP_REFUSED, "answers 401", 0 },
        { "/500", HTTP_LATER, "answers 500", 0 },
        { "/503", HTTP_LATER, "answers 503", 120000 },
        { "/503-past", HTTP_LATER, "answers 503", 0 },
        { "/503-nonsense", HTTP_LATER, "answers 503", 0 },
        { "/429", HTTP_LATER, "answers 429", 7000 },
        { "/418", HTTP_REFUSED, "answers 418", 0 },
        { "/600", HTTP_LATER, "answers 600", 0 },
        { "/moved", HTTP_FRESH, "", 0 },
        { "/moved-up", HTTP_FRESH, "", 0 },
        { "/moved-nowhere", HTTP_LATER, "answers 302", 0 },
        { "/moved-endless", HTTP_LATER, "answers 302", 0 },
        { "/loop", HTTP_REFUSED, "more than 5 redirects", 0 },
        { "/to-file", HTTP_REFUSED, "redirects to a local file", 0 },
        { "/to-http", HTTP_REFUSED, "plain http to campus.example is not allowed", 0 },
        { "/to-ftp", HTTP_REFUSED, "https, http and file are asked", 0 },
        { "/to-user", HTTP_REFUSED, "user name or password", 0 },
    };
    struct fixture *fixture = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int64_t start_ms = clock_mono_ms();
        enum http_outcome outcome = get(fixture, cases[i].path);
        if (outcome != cases[i].outcome || !strstr(fixture->error.text, cases[i].contains) ||
            (outcome != HTTP_FRESH && !*fixture->error.text)) {
            fail_msg(
                "%s: outcome %d, \"%s\"", cases[i].path, (int)outcome, fixture->error.text);
        }
        if (outcome == HTTP_FRESH) {
            assert_true(fixture->response.body.size > 0);
        } else {
            assert_int_equal(fixture->response.body.size, 0);
        }
        assert_true(fixture->response.retry_after_ms == cases[i].retry_after_ms);
        assert_true(clock_mono_ms() - start_ms < 3000);
    }
}

static void test_bodies(void **state)
{
    static const struct {
        const char *path, *body;
    } cases[] = {
        { "/gzip", "{\"lobbycard\": 1, \"serial\": 7}\n" },
        { "/chunked", "hello world" },
        { "/no-length", "to the end" },
        { "/moved", "{\"lobbycard\":1}" },
        { "/moved-up", "{\"lobbycard\":1}" },
    };
    struct fixture *fixture = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(get(fixture, cases[i].path), HTTP_FRESH);
        assert_string_equal(fixture->response.body.data, cases[i].body);
    }
}

static void test_slow_servers_are_given_up(void **state)
{
    static const char *const paths[] = { "/hang", "/hang-in-body", "/drip" };
    struct fixture *fixture = *state;
    fixture->request.total_timeout_ms = 600;
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        int64_t start_ms = clock_mono_ms();
        assert_int_equal(get(fixture, paths[i]), HTTP_LATER);
        int64_t took_ms = clock_mono_ms() - start_ms;
        assert_in_range(took_ms, 500, 1500);
        assert_in_range(fixture->response.took_ms, 500, took_ms);
        assert_non_null(strstr(fixture->error.text, "does not answer, or too slowly"));
    }
}

/* The limit is for all redirects together. */
static void test_slow_redirects_share_one_limit(void **state)
{
    struct fixture *fixture = *state;
    fixture->request.total_timeout_ms = 1000;
    int64_t start_ms = clock_mono_ms();
    assert_int_equal(get(fixture, "/to-drip"), HTTP_LATER);
    assert_in_range(clock_mono_ms() - start_ms, 800, 2000);
}

static void on_alarm(int number)
{
    (void)number;
    stop = 1;
}

static void test_stop_ends_a_request(void **state)
{
    struct fixture *fixture = *state;
    struct itimerval soon = { .it_value.tv_usec = 200000 };
    signal(SIGALRM, on_alarm);
    setitimer(ITIMER_REAL, &soon, NULL);
    int64_t start_ms = clock_mono_ms();
    assert_int_equal(get(fixture, "/hang"), HTTP_LATER);
    assert_true(clock_mono_ms() - start_ms < 900);
    assert_string_equal(fixture->error.text, "stopped");
}

static void test_addresses_that_are_not_asked(void **state)
{
    static const struct {
        const char *url, *contains;
    } cases[] = {
        { "http://campus.example/feed", "plain http to campus.example is not allowed" },
        { "http://127.0.0.1.campus.example/feed", "is not allowed" },
        { "http://10.0.0.1/feed", "is not allowed" },
        { "http://localhost.campus.example/feed", "is not allowed" },
        { "https://someone:secret@campus.example/", "user name or password" },
        { "ftp://campus.example/feed", "https, http and file are asked" },
        { "gopher://campus.example/feed", "https, http and file are asked" },
        { "no address", "not an address" },
        { "", "not an address" },
    };
    struct fixture *fixture = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(get_url(fixture, cases[i].url), HTTP_REFUSED);
        if (!strstr(fixture->error.text, cases[i].contains)) {
            fail_msg("%s: \"%s\"", cases[i].url, fixture->error.text);
        }
        assert_null(strstr(fixture->error.text, "secret"));
    }
}

static void test_loopback_needs_no_permission(void **state)
{
    struct fixture *fixture = *state;
    static const char *const hosts[] = { "localhost", "127.0.0.1", "LOCALHOST", "127.1",
        "0x7f000001" };
    for (size_t i = 0; i < sizeof hosts / sizeof *hosts; i++) {
        snprintf(fixture->url, sizeof fixture->url, "http://%s:%d/feed", hosts[i],
            fixture->server->port);
        assert_int_equal(get_url(fixture, fixture->url), HTTP_FRESH);
    }
}

static void test_closed_port(void **state)
{
    struct fixture *fixture = *state;
    assert_int_equal(get_url(fixture, "http://127.0.0.1:1/"), HTTP_LATER);
    assert_string_equal(
        fixture->error.text, "127.0.0.1 does not take connections (is the server running?)");
    assert_int_equal(fixture->response.status, 0);
}

static void test_proxy_comes_from_the_config_alone(void **state)
{
    struct fixture *fixture = *state;
    char proxy[64], request[4096];
    snprintf(proxy, sizeof proxy, "http://127.0.0.1:%d", fixture->server->port);
    fixture->request.allow_http = true;
    fixture->request.connect_timeout_ms = fixture->request.total_timeout_ms = 1500;
    setenv("http_proxy", proxy, 1);
    setenv("all_proxy", proxy, 1);
    assert_int_equal(get_url(fixture, "http://campus.invalid/feed"), HTTP_LATER);
    assert_int_equal(loopback_server_requests(fixture->server), 0);
    unsetenv("http_proxy");
    unsetenv("all_proxy");
    setenv("no_proxy", "*", 1);
    fixture->request.proxy = proxy;
    assert_int_equal(get_url(fixture, "http://campus.invalid/feed"), HTTP_FRESH);
    unsetenv("no_proxy");
    loopback_server_newest(fixture->server, request);
    assert_memory_equal(request, "GET http://campus.invalid/feed HTTP/1.1\r\n", 41);
    assert_string_equal(fixture->response.body.data, "through the proxy");
    /* A remote host may not redirect to what listens on the screen itself. */
    assert_int_equal(get_url(fixture, "http://campus.invalid/to-loopback"), HTTP_REFUSED);
    assert_non_null(strstr(fixture->error.text, "not a public address (this machine"));
}

/* A picture may come from where its source is, and from there alone when that is private: no
 * name and no redirect leads anywhere else inside. */
static void test_private_addresses(void **state)
{
    static char moved[256];
    static const struct loopback_answer own[] = { { .path = "/here",
                                                      OK_HEAD "Content-Length: 2\r\n\r\nhi" },
        { .path = "/moved",
            "HTTP/1.1 302 Found\r\nLocation: /here\r\nContent-Length: 0\r\n\r\n" },
        { .path = "/led", moved }, { 0 } };
    static const struct {
        const char *feed_url, *host, *path;
        enum http_outcome outcome;
        int requests;
    } cases[] = {
        { NULL, "127.0.0.1", "/here", HTTP_FRESH, 1 },
        { NULL, "localhost", "/here", HTTP_FRESH, 1 },
        { NULL, "127.0.0.1", "/led", HTTP_LATER, 1 },
        { "http://127.0.0.1/f", "127.0.0.1", "/here", HTTP_FRESH, 1 },
        { "https://LocalHost:8443/f", "localhost", "/here", HTTP_FRESH, 1 },
        { "http://127.0.0.1/f", "127.0.0.1", "/moved", HTTP_FRESH, 2 },
        { "http://127.0.0.1/f", "127.0.0.1", "/led", HTTP_LATER, 1 },
        { "http://127.0.0.1/f", "localhost", "/here", HTTP_LATER, 0 },
        { "https://www.example.edu.cn", "127.0.0.1", "/here", HTTP_LATER, 0 },
        { "", "[::ffff:127.0.0.1]", "/here", HTTP_LATER, 0 },
        { "file:///f", "127.0.0.1", "/here", HTTP_LATER, 0 },
        { "http://[::ffff:127.0.0.1]:8080/f", "[::ffff:127.0.0.1]", "/here", HTTP_FRESH, 1 },
        { "http://[0:0::FFFF:127.0.0.1]/f", "[::ffff:127.0.0.1]", "/here", HTTP_FRESH, 1 },
    };
    struct fixture *fixture = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct loopback_server *server = loopback_server_create(own);
        snprintf(moved, sizeof moved,
            "HTTP/1.1 302 Found\r\nLocation: http://localhost:%d/here\r\n"
            "Content-Length: 0\r\n\r\n",
            server->port);
        snprintf(fixture->url, sizeof fixture->url, "http://%s:%d%s", cases[i].host,
            server->port, cases[i].path);
        fixture->request.feed_url = cases[i].feed_url;
        fixture->request.allow_http = true;
        enum http_outcome outcome = get_url(fixture, fixture->url);
        int requests = loopback_server_requests(server);
        if (outcome == HTTP_LATER) {
            assert_non_null(strstr(fixture->error.text, "not a public address"));
        }
        if (outcome != cases[i].outcome || requests != cases[i].requests) {
            fail_msg("%s, case %zu: outcome %d after %d requests: %s", fixture->url, i,
                (int)outcome, requests, fixture->error.text);
        }
        loopback_server_destroy(server);
    }
}

static void test_files(void **state)
{
    struct fixture *fixture = *state;
    struct scratch scratch;
    char path[PATH_MAX], url[PATH_MAX + 16], etag[256];
    scratch_init(&scratch);
    snprintf(path, sizeof path, "%.3000s/a feed.json", scratch.path);
    snprintf(url, sizeof url, "file://%.3000s/a%%20feed.json", scratch.path);
    assert_int_equal(get_url(fixture, url), HTTP_LATER);
    assert_non_null(strstr(fixture->error.text, "No such file"));
    scratch_write(path, "{\"lobbycard\":1}");
    assert_int_equal(get_url(fixture, url), HTTP_FRESH);
    assert_string_equal(fixture->response.body.data, "{\"lobbycard\":1}");
    snprintf(etag, sizeof etag, "%s", fixture->response.etag);
    assert_true(*etag);
    fixture->request.etag = etag;
    assert_int_equal(get_url(fixture, url), HTTP_UNCHANGED);
    scratch_write(path, "{\"lobbycard\":1 }");
    assert_int_equal(get_url(fixture, url), HTTP_FRESH);
    fixture->request.max_bytes = 5;
    assert_int_equal(get_url(fixture, url), HTTP_LATER);
    assert_non_null(strstr(fixture->error.text, "larger than 5 bytes"));
    snprintf(url, sizeof url, "file://%.3000s", scratch.path);
    assert_int_equal(get_url(fixture, url), HTTP_LATER);
    assert_non_null(strstr(fixture->error.text, "not a regular file"));
    scratch_finish(&scratch);
}

/* Descriptors that a process keeps when it asks again and again. */
static int open_descriptors(void)
{
    int count = 0;
    for (int fd = 0; fd < 256; fd++) {
        struct stat info;
        count += fstat(fd, &info) == 0;
    }
    return count;
}

static void test_nothing_stays_open(void **state)
{
    struct fixture *fixture = *state;
    get(fixture, "/feed");
    usleep(50000);
    int before = open_descriptors();
    for (int i = 0; i < 20; i++) {
        assert_int_equal(get(fixture, i % 2 ? "/feed" : "/moved"), HTTP_FRESH);
    }
    usleep(50000); /* the server's side closes a moment later */
    assert_int_equal(open_descriptors(), before);
}

/* {"lobbycard": 1, "serial": 7} and a line feed, by gzip -n. */
static const char gzipped[] =
    OK_HEAD "Content-Encoding: gzip\r\nContent-Length: 48\r\n\r\n"
            "\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\xab\x56\xca\xc9\x4f\x4a\xaa\x4c"
            "\x4e\x2c\x4a\x51\xb2\x52\x30\xd4\x51\x50\x2a\x4e\x2d\xca\x4c\xcc\x01\x72"
            "\xcc\x6b\xb9\x00\xbe\xc5\xf8\xe8\x1e\x00\x00\x00";

static const struct loopback_answer fixed_answers[] = {
    { .path = "/feed",
        OK_HEAD "ETag: W/\"a 1\"\r\nLast-Modified: Mon, 23 Nov 2026 02:00:00 GMT\r\n"
                "Date: Mon, 23 Nov 2026 02:00:01 GMT\r\n"
                "Set-Cookie: a=b\r\nContent-Length: 15\r\n\r\n{\"lobbycard\":1}" },
    { .path = "/unchanged", "HTTP/1.1 304 Not Modified\r\nETag: W/\"a 1\"\r\n\r\n" },
    { .path = "/gzip", gzipped, .size = sizeof gzipped - 1 },
    { .path = "/torn-gzip",
        OK_HEAD "Content-Encoding: gzip\r\nContent-Length: 5\r\n\r\nno gz" },
    { .path = "/portal", "HTTP/1.1 200 OK\r\nContent-Length: 15\r\n\r\n<html>Log in</h" },
    { .path = "/chunked",
        OK_HEAD "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n" },
    { .path = "/torn-chunked",
        OK_HEAD "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6\r\n wo" },
    { .path = "/bad-chunk", OK_HEAD "Transfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n" },
    { .path = "/no-length", OK_HEAD "Connection: close\r\n\r\nto the end" },
    { .path = "/short", OK_HEAD "Content-Length: 100\r\n\r\nnot a hundred" },
    { .path = "/endless",
        OK_HEAD "Connection: close\r\n\r\n",
        LOOPBACK_ENDLESS,
        "0123456789abcdef" },
    { .path = "/endless-chunked",
        OK_HEAD "Transfer-Encoding: chunked\r\n\r\n",
        LOOPBACK_ENDLESS,
        "10\r\n0123456789abcdef\r\n" },
    { .path = "/endless-404", "HTTP/1.1 404 Not Found\r\n\r\n", LOOPBACK_ENDLESS, "not here " },
    { .path = "/header-flood",
        "HTTP/1.1 200 OK\r\n",
        LOOPBACK_ENDLESS,
        "X-Flood: 0123456789\r\n" },
    { .path = "/nothing", "" },
    { .path = "/reset", OK_HEAD "Content-Length: 100\r\n\r\nnot a", LOOPBACK_RESET },
    { .path = "/not-http", "220 mail.campus.example ready\r\n" },
    { .path = "/204", "HTTP/1.1 204 No Content\r\n\r\n" },
    { .path = "/206", "HTTP/1.1 206 Partial Content\r\nContent-Length: 2\r\n\r\nab" },
    { .path = "/401",
        "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic\r\nContent-Length: "
        "0\r\n\r\n" },
    { .path = "/500", "HTTP/1.1 500 Oops\r\nContent-Length: 4\r\n\r\noops" },
    { .path = "/503", "HTTP/1.1 503 Busy\r\nRetry-After: 120\r\nContent-Length: 0\r\n\r\n" },
    { .path = "/503-past",
        "HTTP/1.1 503 Busy\r\nRetry-After: Wed, 21 Oct 2015 07:28:00 GMT\r\n"
        "Content-Length: 0\r\n\r\n" },
    { .path = "/503-nonsense",
        "HTTP/1.1 503 Busy\r\nRetry-After: soon\r\nContent-Length: 0\r\n\r\n" },
    { .path = "/429", "HTTP/1.1 429 Slow\r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n" },
    { .path = "/418", "HTTP/1.1 418 Teapot\r\nContent-Length: 0\r\n\r\n" },
    { .path = "/600", "HTTP/1.1 600 What\r\nContent-Length: 0\r\n\r\n" },
    { .path = "/moved",
        "HTTP/1.1 302 Found\r\nLocation: /feed\r\nContent-Length: 4\r\n\r\ngone" },
    { .path = "/moved-up",
        "HTTP/1.1 308 Moved\r\nLocation: ../../moved\r\nContent-Length: 0\r\n\r\n" },
    { .path = "/moved-nowhere", "HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n" },
    { .path = "/moved-endless",
        "HTTP/1.1 302 Found\r\nLocation: /feed\r\n\r\n",
        LOOPBACK_ENDLESS,
        "gone " },
    { .path = "/loop", "HTTP/1.1 301 Moved\r\nLocation: /loop\r\nContent-Length: 0\r\n\r\n" },
    { .path = "/to-file",
        "HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\nContent-Length: 0\r\n\r\n" },
    { .path = "/to-http",
        "HTTP/1.1 302 Found\r\nLocation: http://campus.example/\r\n"
        "Content-Length: 0\r\n\r\n" },
    { .path = "/to-ftp",
        "HTTP/1.1 302 Found\r\nLocation: ftp://127.0.0.1/x\r\n"
        "Content-Length: 0\r\n\r\n" },
    { .path = "/to-user",
        "HTTP/1.1 302 Found\r\nLocation: http://a:b@127.0.0.1/x\r\n"
        "Content-Length: 0\r\n\r\n" },
    { .path = "/to-drip", "HTTP/1.1 302 Found\r\nLocation: /drip\r\n\r\n", LOOPBACK_DRIP },
    { .path = "/hang", "", LOOPBACK_HANG },
    { .path = "/hang-in-body", OK_HEAD "Content-Length: 100\r\n\r\nhalf", LOOPBACK_HANG },
    { .path = "/drip", OK_HEAD "Content-Length: 100\r\n\r\n", LOOPBACK_DRIP },
    { .path = "http://campus.invalid/feed",
        OK_HEAD "Content-Length: 17\r\n\r\nthrough the proxy" },
    { .path = "http://campus.invalid/to-loopback",
        "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1/\r\nContent-Length: 0\r\n\r\n" },
};

static const char *with_long_line(const char *before, size_t size)
{
    static const char after[] = "\r\nContent-Length: 2\r\n\r\nhi";
    static char texts[3][256 * 1024];
    static size_t count;
    char *text = texts[count++];
    size_t used = strlen(before);
    memcpy(text, before, used);
    memset(text + used, 'x', size);
    memcpy(text + used + size, after, sizeof after);
    return text;
}

static void add_answer(const char *path, const char *text)
{
    struct loopback_answer *at = answers;
    while (at->path) {
        at++;
    }
    *at = (struct loopback_answer) { .path = path, .text = text };
}

/* Adds what is made here, and the bomb, which gzip makes. */
static void fill_answers(void)
{
    static const char head[] = OK_HEAD "Content-Encoding: gzip\r\nConnection: close\r\n\r\n";
    size_t count = sizeof fixed_answers / sizeof *fixed_answers;
    memcpy(answers, fixed_answers, sizeof fixed_answers);
    memcpy(bomb, head, sizeof head - 1);
    FILE *pipe = popen("head -c 20000000 /dev/zero | gzip -9", "re");
    size_t got = pipe ? fread(bomb + sizeof head - 1, 1, sizeof bomb - sizeof head, pipe) : 0;
    if (got < 1000 || pclose(pipe) != 0) {
        abort();
    }
    answers[count] = (struct loopback_answer) { "/bomb", bomb, .size = sizeof head - 1 + got };
    add_answer("/header-line-70k", with_long_line(OK_HEAD "X-Long: ", 70000));
    add_answer("/header-line-200k", with_long_line(OK_HEAD "X-Long: ", 200000));
    add_answer("/status-line-200k", with_long_line("HTTP/1.1 200 ", 200000));
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(test_fresh_then_unchanged),
        TEST(test_condition_is_no_way_in),
        TEST(test_asked_as_uri),
        TEST(test_outcomes),
        TEST(test_bodies),
        TEST(test_slow_servers_are_given_up),
        TEST(test_slow_redirects_share_one_limit),
        TEST(test_stop_ends_a_request),
        TEST(test_addresses_that_are_not_asked),
        TEST(test_loopback_needs_no_permission),
        TEST(test_closed_port),
        TEST(test_proxy_comes_from_the_config_alone),
        TEST(test_private_addresses),
        TEST(test_files),
        TEST(test_nothing_stays_open),
    };
#undef TEST
    fill_answers();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
