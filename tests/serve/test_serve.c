/* The server over real sockets, with a handler that does what the path says. */
#include "net/serve/serve.h"

#include <arpa/inet.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

struct stand {
    struct serve *serve;
    pthread_t thread;
    atomic_int opened, news, handled;
    FILE *file; /* of 100000 x */
};

static void *begin(void *context, struct error *error)
{
    struct stand *stand = context;
    (void)error;
    atomic_fetch_add(&stand->opened, 1);
    return stand;
}

static void end(void *own)
{
    struct stand *stand = own;
    atomic_fetch_sub(&stand->opened, 1);
}

static bool judge(
    void *own, struct serve_request *request, size_t *body_max, struct serve_answer *answer)
{
    (void)own;
    *body_max = strcmp(request->path, "/large") == 0 ? 5 * 1024 * 1024 : 1000;
    if (strcmp(request->path, "/no") == 0) {
        answer->status = 403;
        return false;
    }
    return true;
}

/* What came, told back: method, path, how large the body was and the sum of its bytes. */
static void tell(struct serve_request *request, struct serve_answer *answer)
{
    unsigned long sum = 0;
    unsigned char part[4096];
    for (size_t i = 0; i < request->body.size; i++) {
        sum += (unsigned char)request->body.data[i];
    }
    if (request->body_file >= 0) {
        ssize_t size;
        for (off_t at = 0; (size = pread(request->body_file, part, sizeof part, at)) > 0;
             at += size) {
            for (ssize_t i = 0; i < size; i++) {
                sum += part[i];
            }
        }
    }
    bytes_print(&answer->body, "%s %s %zu %lu%s", request->method, request->path,
        request->body_size, sum, request->body_file >= 0 ? " in a file" : "");
}

static void handle(void *own, struct serve_request *request, struct serve_answer *answer)
{
    struct stand *stand = own;
    int news = atomic_load(&stand->news);
    atomic_fetch_add(&stand->handled, 1);
    if (strncmp(request->path, "/news", 5) == 0 && news == 0 && !request->is_last) {
        bytes_print(&answer->body, "this is forgotten");
        serve_answer_header(answer, "X-Forgotten", "yes");
        answer->park_ms = atoi(request->path + 5);
        return;
    }
    if (strcmp(request->path, "/file") == 0) {
        answer->is_file = true;
        answer->file = dup(fileno(stand->file));
        return;
    }
    answer->type = "text/plain";
    tell(request, answer);
    bytes_print(&answer->body, " news %d%s", news, request->is_last ? " last" : "");
}

static void *run(void *context)
{
    struct stand *stand = context;
    serve_run(stand->serve);
    return NULL;
}

static int enter(void **state)
{
    struct stand *stand = calloc(1, sizeof *stand);
    struct error error;
    stand->file = tmpfile();
    for (int i = 0; i < 100000; i++) {
        fputc('x', stand->file);
    }
    fflush(stand->file);
    struct serve_rules rules = { .listen = "127.0.0.1:0",
        .spool = "/tmp",
        .handler = { stand, begin, end, judge, handle } };
    stand->serve = serve_create(&rules, &error);
    *state = stand;
    return stand->serve ? pthread_create(&stand->thread, NULL, run, stand) : -1;
}

static int leave(void **state)
{
    struct stand *stand = *state;
    serve_stop(stand->serve);
    pthread_join(stand->thread, NULL);
    serve_destroy(stand->serve);
    int left = atomic_load(&stand->opened);
    fclose(stand->file);
    free(stand);
    return left;
}

static int call(const struct stand *stand)
{
    struct sockaddr_in address = { .sin_family = AF_INET,
        .sin_port = htons((in_port_t)serve_port(stand->serve)),
        .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    struct timeval most = { 20, 0 };
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &most, sizeof most);
    assert_int_equal(connect(fd, (struct sockaddr *)&address, sizeof address), 0);
    return fd;
}

static void say(int fd, const char *text)
{
    assert_int_equal(send(fd, text, strlen(text), MSG_NOSIGNAL), strlen(text));
}

/* All until it is closed; the caller frees it. */
static char *hear(int fd)
{
    size_t size = 0, capacity = 1 << 20;
    char *text = malloc(capacity);
    ssize_t count;
    while ((count = recv(fd, text + size, capacity - 1 - size, 0)) > 0) {
        size += (size_t)count;
    }
    text[size] = '\0';
    close(fd);
    return text;
}

static void expect(int fd, const char *head, const char *end)
{
    char *text = hear(fd);
    size_t size = strlen(text), length = strlen(end);
    if (strncmp(text, head, strlen(head)) != 0 || size < length ||
        strcmp(text + size - length, end) != 0) {
        fail_msg("%.300s, not %s ... %s", text, head, end);
    }
    free(text);
}

#define LAST " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"

static void test_methods(void **state)
{
    int fd = call(*state);
    say(fd, "GET /a%20b?c=d" LAST "\r\n");
    expect(fd, "HTTP/1.1 200", "\r\n\r\nGET /a b 0 0 news 0");
    fd = call(*state);
    say(fd, "HEAD /a" LAST "\r\n");
    expect(fd, "HTTP/1.1 200", "\r\n\r\n");
    fd = call(*state);
    say(fd, "POST /a" LAST "Content-Length: 3\r\n\r\nabc");
    expect(fd, "HTTP/1.1 200", "\r\n\r\nPOST /a 3 294 news 0");
    fd = call(*state);
    say(fd, "POST /a" LAST "Transfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n");
    expect(fd, "HTTP/1.1 200", "\r\n\r\nPOST /a 3 294 news 0");
    fd = call(*state);
    say(fd, "DELETE /a" LAST "\r\n");
    expect(fd, "HTTP/1.1 200", "\r\n\r\nDELETE /a 0 0 news 0");
    fd = call(*state);
    say(fd, "POST /no" LAST "Content-Length: 3\r\n\r\n");
    expect(fd, "HTTP/1.1 403", "\r\n\r\n");
    fd = call(*state);
    say(fd, "GET /../a" LAST "\r\n");
    expect(fd, "HTTP/1.1 400", "\r\n\r\n");
}

/* Several on one connection, some of them sent before the first was answered. */
static void test_one_after_another(void **state)
{
    int fd = call(*state);
    for (int i = 0; i < 20; i++) {
        say(fd, "GET /a HTTP/1.1\r\nHost: x\r\n\r\nPOST /b HTTP/1.1\r\nHost: x\r\n"
                "Content-Length: 1\r\n\r\nz");
    }
    say(fd, "GET /end" LAST "\r\n");
    char *text = hear(fd);
    int count = 0;
    for (char *at = text; (at = strstr(at, "HTTP/1.1 200")); at++) {
        count++;
    }
    assert_int_equal(count, 41);
    assert_non_null(strstr(text, "GET /end 0 0"));
    free(text);
}

static void test_large_bodies(void **state)
{
    enum { SIZE = 3 * 1024 * 1024 };
    char head[200], expected[100];
    char *body = malloc(SIZE);
    memset(body, 'a', SIZE);
    int fd = call(*state);
    snprintf(head, sizeof head, "POST /large" LAST "Content-Length: %d\r\n\r\n", SIZE);
    say(fd, head);
    for (size_t sent = 0; sent < SIZE;) {
        ssize_t count = send(fd, body + sent, SIZE - sent, MSG_NOSIGNAL);
        assert_true(count > 0);
        sent += (size_t)count;
    }
    snprintf(
        expected, sizeof expected, "POST /large %d %lu in a file news 0", SIZE, SIZE * 97UL);
    expect(fd, "HTTP/1.1 200", expected);
    static const char *const bodies[] = { "Content-Length: 1001\r\n\r\n",
        "Content-Length: 99999999999999999999\r\n\r\n" };
    for (size_t i = 0; i < 2; i++) {
        fd = call(*state);
        say(fd, "POST /a" LAST);
        say(fd, bodies[i]);
        char *text = hear(fd);
        assert_true(!*text || strncmp(text, "HTTP/1.1 4", 10) == 0);
        free(text);
    }
    fd = call(*state);
    say(fd, "POST /a" LAST "Transfer-Encoding: chunked\r\n\r\n3e9\r\n");
    send(fd, body, 1001, MSG_NOSIGNAL);
    send(fd, "\r\n0\r\n\r\n", 7, MSG_NOSIGNAL);
    char *text = hear(fd);
    assert_null(strstr(text, " 200 "));
    free(text);
    free(body);
}

static void test_files(void **state)
{
    int fd = call(*state);
    say(fd, "GET /file" LAST "\r\n");
    char *text = hear(fd);
    assert_non_null(strstr(text, "Content-Length: 100000"));
    assert_int_equal(strspn(strstr(text, "\r\n\r\n") + 4, "x"), 100000);
    free(text);
}

/* Many wait, nobody's thread does; all are woken, or are told that nothing came. */
static void test_parked(void **state)
{
    enum { MANY = 16 }; /* more than there are threads */
    struct stand *stand = *state;
    int waiting[MANY];
    for (int i = 0; i < MANY; i++) {
        waiting[i] = call(stand);
        say(waiting[i], "GET /news60000" LAST "\r\n");
    }
    for (int i = 0; i < 200 && atomic_load(&stand->handled) < MANY; i++) {
        usleep(50 * 1000);
    }
    assert_int_equal(atomic_load(&stand->handled), MANY);
    int fd = call(stand);
    say(fd, "GET /a" LAST "\r\n");
    expect(fd, "HTTP/1.1 200", "GET /a 0 0 news 0");
    serve_wake(stand->serve); /* of nothing that they wait for */
    atomic_store(&stand->news, 7);
    serve_wake(stand->serve);
    for (int i = 0; i < MANY; i++) {
        char *text = hear(waiting[i]);
        assert_non_null(strstr(text, "GET /news60000 0 0 news 7"));
        assert_null(strstr(text, "orgotten"));
        free(text);
    }
    atomic_store(&stand->news, 0);
    fd = call(stand);
    say(fd, "GET /news200" LAST "\r\n");
    expect(fd, "HTTP/1.1 200", "GET /news200 0 0 news 0 last");
}

/* What waits when it is told to end is answered. */
static void test_end(void **state)
{
    struct stand *stand = *state;
    int fd = call(stand);
    say(fd, "GET /news60000" LAST "\r\n");
    for (int i = 0; i < 200 && atomic_load(&stand->handled) < 1; i++) {
        usleep(50 * 1000);
    }
    serve_stop(stand->serve);
    expect(fd, "HTTP/1.1 200", "news 0 last");
}

/* News that come while a request is on its way to its place are not missed. */
static void test_no_news_are_missed(void **state)
{
    struct stand *stand = *state;
    for (int i = 0; i < 300; i++) {
        atomic_store(&stand->news, 0);
        int fd = call(stand);
        say(fd, "GET /news15000" LAST "\r\n");
        usleep((useconds_t)(i * 7 % 400));
        atomic_store(&stand->news, 1);
        serve_wake(stand->serve);
        expect(fd, "HTTP/1.1 200", "news 1");
    }
}

static void test_headers(void **state)
{
    (void)state;
    struct serve_answer answer = { 0 };
    size_t most = sizeof answer.headers / sizeof *answer.headers;
    assert_false(serve_answer_header(&answer, "X", "a\r\nSet-Cookie: b"));
    assert_false(serve_answer_header(&answer, "X\n", "a"));
    for (size_t i = 0; i < most; i++) {
        assert_true(serve_answer_header(&answer, "X", "a"));
    }
    assert_false(serve_answer_header(&answer, "X", "a"));
}

static void test_what_cannot_be_served(void **state)
{
    static const struct {
        const char *listen, *cert, *key, *said;
    } cases[] = {
        { "203.0.113.1:80", NULL, NULL, "203.0.113.1:80: Cannot assign requested address" },
        { "nonsense", NULL, NULL, "nonsense: no ADDRESS:PORT" },
        { "127.0.0.1:0", "/nowhere.pem", "/nowhere.key",
            "/nowhere.pem: No such file or directory" },
        { "127.0.0.1:0", "/etc/passwd", "/etc/passwd",
            "127.0.0.1:0: cannot be served: tls_cert or "
            "tls_key is none, or they do not belong together" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct stand stand = { 0 };
        struct error error;
        struct serve_rules rules = { .listen = cases[i].listen,
            .cert = cases[i].cert,
            .key = cases[i].key,
            .spool = "/tmp",
            .handler = { &stand, begin, end, judge, handle } };
        assert_null(serve_create(&rules, &error));
        assert_string_equal(error.text, cases[i].said);
        assert_int_equal(atomic_load(&stand.opened), 0);
    }
    (void)state;
}

#define served(test) cmocka_unit_test_setup_teardown(test, enter, leave)

int main(void)
{
    const struct CMUnitTest tests[] = {
        served(test_methods),
        served(test_one_after_another),
        served(test_large_bodies),
        served(test_files),
        served(test_parked),
        served(test_end),
        served(test_no_news_are_missed),
        cmocka_unit_test(test_headers),
        cmocka_unit_test(test_what_cannot_be_served),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
