/* No request is led inside: whatever the host of a redirect or of a picture is called, it is
 * the address of its socket that counts. The sockets are real ones; so is the resolver, but for
 * names under .test, and what lies outside is answered here. */
#include "net/http_fixture.h"

#include <dlfcn.h>
#include <netdb.h>
#include <sys/syscall.h>

static const struct {
    const char *name, *number;
} names[] = {
    { "campus.test", "127.0.0.1" },
    { "inside.test", "127.0.0.3" },
    { "six.test", "::1" },
    { "mapped.test", "::ffff:127.0.0.4" },
    { "ten.test", "10.20.30.40" },
    { "shared.test", "100.64.0.1" },
    { "nat64.test", "64:ff9b::10.0.0.1" },
    { "public.test", "8.8.8.8" },
    { "public64.test", "64:ff9b::8.8.8.8" },
};

/* Both come before the C library's, for curl too: a program's own functions do. */
int getaddrinfo(
    const char *host, const char *service, const struct addrinfo *hints, struct addrinfo **out)
{
    int (*real)(const char *, const char *, const struct addrinfo *, struct addrinfo **) = NULL;
    *(void **)&real = dlsym(RTLD_NEXT, "getaddrinfo");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        host = host && strcmp(host, names[i].name) == 0 ? names[i].number : host;
    }
    return real(host, service, hints, out);
}

/* Everywhere but 127.0.0.0/8 and ::1 there is the server as well: an address that is let pass
 * leads to it. */
int connect(int fd, const struct sockaddr *address, socklen_t size)
{
    struct sockaddr_in four = { .sin_family = AF_INET };
    struct sockaddr_in6 six = { .sin6_family = AF_INET6 };
    if (address->sa_family == AF_INET) {
        memcpy(&four, address, sizeof four);
        if (ntohl(four.sin_addr.s_addr) >> 24 != 127) {
            four.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        }
        return (int)syscall(SYS_connect, fd, &four, sizeof four);
    }
    if (address->sa_family == AF_INET6) {
        memcpy(&six, address, sizeof six);
        if (!IN6_IS_ADDR_V4MAPPED(&six.sin6_addr)) {
            six.sin6_addr = in6addr_loopback;
        } else if (six.sin6_addr.s6_addr[12] != 127) {
            inet_pton(AF_INET6, "::ffff:127.0.0.1", &six.sin6_addr);
        }
        return (int)syscall(SYS_connect, fd, &six, sizeof six);
    }
    return (int)syscall(SYS_connect, fd, address, size);
}

static char redirect[512];

static const struct loopback_answer first_answers[] = { { .path = "/feed", redirect }, { 0 } };

static const struct loopback_answer second_answers[] = {
    { .path = "/here", OK_HEAD "Content-Length: 2\r\n\r\nhi" },
    { .path = "/back", redirect },
    { 0 },
};

/* By way of the proxy, which is the first server. */
static struct loopback_answer proxy_answers[] = { { .path = "http://campus.test/feed",
                                                      redirect },
    { .path = "http://elsewhere.test/here", OK_HEAD "Content-Length: 2\r\n\r\nhi" }, { 0 } };

/* Hosts of a redirect, and whether it is followed there. */
static const struct {
    const char *host;
    bool is_followed, is_six;
} targets[] = {
    { "localhost", false, false },
    { "x.localhost", false, false },
    { "LOCALHOST.", false, false },
    { "127.0.0.1", false, false },
    { "127.0.0.2", false, false },
    { "127.1", false, false },
    { "0x7f.1", false, false },
    { "2130706433", false, false },
    { "0.0.0.0", false, false },
    { "0", false, false },
    { "10.20.30.40", false, false },
    { "169.254.169.254", false, false },
    { "[::1]", false, true },
    { "[::]", false, true },
    { "[::ffff:127.0.0.1]", false, true },
    { "[::ffff:7f00:2]", false, true },
    { "[fe80::1]", false, true },
    { "[fd00::1]", false, true },
    { "[64:ff9b::a00:1]", false, true },
    { "inside.test", false, false },
    { "six.test", false, true },
    { "mapped.test", false, true },
    { "ten.test", false, false },
    { "shared.test", false, false },
    { "nat64.test", false, true },
    { "campus.test", true, false },
    { "CAMPUS.test.", true, false },
    { "public.test", true, false },
    { "8.8.8.8", true, false },
    { "[::ffff:8.8.8.8]", true, true },
    { "public64.test", true, true },
    { "[2606:4700::1111]", true, true },
};

static void lead_to(const char *host, int port, const char *path)
{
    snprintf(redirect, sizeof redirect,
        "HTTP/1.1 302 Found\r\nLocation: http://%s:%d%s\r\nContent-Length: 0\r\n\r\n", host,
        port, path);
}

static bool has_ipv6(void)
{
    struct sockaddr_in6 own = { .sin6_family = AF_INET6, .sin6_addr = in6addr_loopback };
    int fd = socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0);
    bool has = fd >= 0 && bind(fd, (struct sockaddr *)&own, sizeof own) == 0;
    if (fd >= 0) {
        close(fd);
    }
    return has;
}

/* Asks for the feed at campus.test, or with a feed's address for its picture there. */
static enum http_outcome ask_campus(struct fixture *fixture, const char *feed_url, int port)
{
    fixture->request.feed_url = feed_url;
    fixture->request.allow_http = true;
    snprintf(fixture->url, sizeof fixture->url, "http://campus.test:%d/feed", port);
    return get_url(fixture, fixture->url);
}

static void test_redirects_are_judged_by_socket(void **state)
{
    struct fixture *fixture = *state;
    static const char *const feed_urls[] = { NULL, "http://campus.test/feed" };
    bool six = has_ipv6();
    for (size_t i = 0; i < 2 * sizeof targets / sizeof *targets; i++) {
        const char *host = targets[i / 2].host, *feed_url = feed_urls[i % 2];
        if (targets[i / 2].is_six && !six) {
            continue;
        }
        struct loopback_server *second = loopback_server_create_everywhere(second_answers);
        lead_to(host, second->port, "/here"); /* while no thread has it in hand */
        struct loopback_server *first = loopback_server_create(first_answers);
        enum http_outcome outcome = ask_campus(fixture, feed_url, first->port);
        int requests = loopback_server_requests(second);
        bool is_followed = targets[i / 2].is_followed;
        if ((outcome == HTTP_FRESH) != is_followed || requests != is_followed ||
            (!is_followed && !strstr(fixture->error.text, "not a public address"))) {
            fail_msg("%s of %s: outcome %d after %d requests: %s", host,
                feed_url ? "a picture" : "a feed", (int)outcome, requests, fixture->error.text);
        }
        loopback_server_destroy(first);
        loopback_server_destroy(second);
    }
    if (!six) {
        skip();
    }
}

/* The same hosts lead to the server where the config itself names them: what is refused above
 * is refused, and not out of reach. */
static void test_configured_host_may_be_inside(void **state)
{
    struct fixture *fixture = *state;
    struct loopback_server *server = loopback_server_create_everywhere(second_answers);
    bool six = has_ipv6();
    int asked = 0;
    fixture->request.allow_http = true;
    for (size_t i = 0; i < sizeof targets / sizeof *targets; i++) {
        if (targets[i].is_six && (!six || strstr(targets[i].host, "fe80"))) {
            continue; /* link-local needs a zone */
        }
        snprintf(fixture->url, sizeof fixture->url, "http://%s:%d/here", targets[i].host,
            server->port);
        if (get_url(fixture, fixture->url) != HTTP_FRESH ||
            loopback_server_requests(server) != ++asked) {
            fail_msg("%s: %s", fixture->url, fixture->error.text);
        }
    }
    loopback_server_destroy(server);
}

/* Led out and back in: to the configured host that is no step inside, to any other it is. */
static void test_every_hop_is_judged(void **state)
{
    static const struct {
        const char *last;
        enum http_outcome outcome;
    } rows[] = { { "campus.test", HTTP_FRESH }, { "inside.test", HTTP_LATER },
        { "public.test", HTTP_FRESH }, { "localhost", HTTP_LATER } };
    static char out[512];
    static const struct loopback_answer leading[] = { { .path = "/feed", out }, { 0 } };
    struct fixture *fixture = *state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct loopback_server *second = loopback_server_create_everywhere(second_answers);
        snprintf(out, sizeof out,
            "HTTP/1.1 307 Later\r\nLocation: http://public.test:%d/back\r\n"
            "Content-Length: 0\r\n\r\n",
            second->port);
        lead_to(rows[i].last, second->port, "/here");
        struct loopback_server *first = loopback_server_create(leading);
        if (ask_campus(fixture, NULL, first->port) != rows[i].outcome) {
            fail_msg("%s: %s", rows[i].last, fixture->error.text);
        }
        loopback_server_destroy(first);
        loopback_server_destroy(second);
    }
}

/* A proxy looks names up itself: what is an address, or this machine, is judged all the same,
 * and nothing but the proxy is connected to. */
static void test_behind_a_proxy(void **state)
{
    static const struct {
        const char *host;
        bool is_refused;
    } rows[] = { { "elsewhere.test", false }, { "localhost", true }, { "x.localhost", true },
        { "127.0.0.1", true }, { "0", true }, { "10.0.0.1", true }, { "[::1]", true },
        { "[::ffff:127.0.0.1]", true }, { "[64:ff9b::7f00:1]", true }, { "[fd00::1]", true } };
    struct fixture *fixture = *state;
    char proxy[64];
    fixture->request.proxy = proxy;
    fixture->request.allow_http = true;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct loopback_server *second = loopback_server_create_everywhere(second_answers);
        lead_to(rows[i].host, rows[i].is_refused ? second->port : 80, "/here");
        struct loopback_server *first = loopback_server_create(proxy_answers);
        snprintf(proxy, sizeof proxy, "http://127.0.0.1:%d", first->port);
        enum http_outcome outcome = get_url(fixture, "http://campus.test/feed");
        if (outcome != (rows[i].is_refused ? HTTP_REFUSED : HTTP_FRESH) ||
            loopback_server_requests(first) != (rows[i].is_refused ? 1 : 2) ||
            loopback_server_requests(second) != 0) {
            fail_msg("%s: outcome %d: %s", rows[i].host, (int)outcome, fixture->error.text);
        }
        loopback_server_destroy(first);
        loopback_server_destroy(second);
    }
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(test_redirects_are_judged_by_socket),
        TEST(test_configured_host_may_be_inside),
        TEST(test_every_hop_is_judged),
        TEST(test_behind_a_proxy),
    };
#undef TEST
    return cmocka_run_group_tests(tests, NULL, NULL);
}
