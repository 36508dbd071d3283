/* Files of headers and passwords: what of them goes into a request, and that no error has any
 * of it. */
#include "chance.h"
#include "fakes/store_scratch.h"
#include "net/http/http_login.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <strings.h>

#include <cmocka.h>

static char headers_path[PATH_MAX], password_path[PATH_MAX];
static struct scratch scratch;

static void write_file(const char *path, const char *text, size_t size, mode_t mode)
{
    FILE *file = fopen(path, "we");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, size, file), size);
    assert_int_equal(fchmod(fileno(file), mode), 0);
    assert_int_equal(fclose(file), 0);
}

static bool read_headers(struct http_secret *secret, struct error *error)
{
    const struct http_login login = { .url = "https://a.example/",
        .headers_file = headers_path };
    return http_login_read(&login, secret, error);
}

static void test_headers(void **state)
{
    static const struct {
        const char *text, *said; /* the lines, or what the error says */
    } rows[] = {
        { "X-Api-Key: abc\n", "X-Api-Key: abc|" },
        { "Authorization: Bearer a.b.c==\r\nCookie:a=b; c=d\r\n",
            "Authorization: Bearer a.b.c==|Cookie:a=b; c=d|" },
        { "\xEF\xBB\xBF# of the library\n\n  \nX_Key: v  \t\n", "X_Key: v|" },
        { "X-Key: a:b", "X-Key: a:b|" },
        { "", "no header in it" },
        { "# nothing\n", "no header in it" },
        { "sk-SECRET\n", "line 1: write NAME: VALUE" },
        { "X: a\nX Y: SECRET\n", "line 2: write NAME: VALUE" },
        { " X: SECRET\n", "line 1: write NAME: VALUE" },
        { ": SECRET\n", "line 1: write NAME: VALUE" },
        { "钥匙: SECRET\n", "line 1: write NAME: VALUE" },
        { "X: SECRET\rHost: b\n", "line 1: a value has printable ASCII alone" },
        { "X: SECRET\n folded\n", "line 2: write NAME: VALUE" },
        { "X: SECRET密\n", "line 1: a value has printable ASCII alone" },
        { "X: SECRET\x7F!\n", "line 1: a value has printable ASCII alone" },
        { "X:\n", "line 1: there is no value" },
        { "X: \t \n", "line 1: there is no value" },
        { "X: SECRET\nx: SECRET\n", "line 2: an earlier line has that name" },
        { "Host: SECRET.example\n", "line 1: that header is lobbycard's own" },
        { "CONTENT-LENGTH: 3\n", "that header is lobbycard's own" },
        { "transfer-encoding: chunked\n", "that header is lobbycard's own" },
        { "Proxy-Authorization: SECRET\n", "that header is lobbycard's own" },
        { "If-None-Match: *\n", "that header is lobbycard's own" },
        { "Content-Type: text/plain\n", "content_type, in the config" },
        { "Content-Typewriter: a\n", "Content-Typewriter: a|" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct http_secret secret;
        struct error error = { "" };
        char said[600] = "";
        write_file(headers_path, rows[i].text, strlen(rows[i].text), 0640);
        if (read_headers(&secret, &error)) {
            for (size_t line = 0; line < secret.count; line++) {
                strcat(strcat(said, secret.lines[line]), "|");
            }
        } else {
            snprintf(said, sizeof said, "%s", error.text);
            assert_non_null(strstr(said, headers_path));
            assert_null(strstr(said, "SECRET"));
        }
        if (!strstr(said, rows[i].said)) {
            fail_msg("row %zu: %s", i, said);
        }
        http_secret_finish(&secret);
    }
}

static void test_nul_and_size(void **state)
{
    static char large[HTTP_LOGIN_FILE_MAX_BYTES + 1];
    struct http_secret secret;
    struct error error;
    (void)state;
    write_file(headers_path, "X: a\0b\n", 7, 0600);
    assert_false(read_headers(&secret, &error));
    assert_non_null(strstr(error.text, "NUL"));
    http_secret_finish(&secret);
    memset(large, '#', sizeof large);
    write_file(headers_path, large, sizeof large, 0600);
    assert_false(read_headers(&secret, &error));
    assert_non_null(strstr(error.text, "larger than"));
    http_secret_finish(&secret);
}

static void test_who_may_read(void **state)
{
    static const struct {
        mode_t mode;
        bool is_taken;
    } rows[] = { { 0400, true }, { 0600, true }, { 0640, true }, { 0660, true },
        { 0644, false }, { 0604, false }, { 0602, false }, { 0666, false } };
    struct http_secret secret;
    struct error error;
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        write_file(headers_path, "X: SECRET\n", 10, rows[i].mode);
        if (read_headers(&secret, &error) != rows[i].is_taken) {
            fail_msg("mode %o", (unsigned)rows[i].mode);
        }
        if (!rows[i].is_taken) {
            assert_non_null(strstr(error.text, "chmod o= "));
            assert_null(strstr(error.text, "SECRET"));
        }
        http_secret_finish(&secret);
    }
}

static void test_passwords(void **state)
{
    static const struct {
        const char *text, *password; /* or NULL: refused */
    } rows[] = {
        { "hunter2", "hunter2" },
        { "a b:c=\n", "a b:c=" },
        { "密码\r\n", "密码" },
        { "", NULL },
        { "\n", NULL },
        { "\nSECRET\n", NULL },
        { "SECRET\nuser\n", NULL },
        { "SEC\tRET\n", NULL },
    };
    const struct http_login login = {
        .url = "https://a.example/", .user = "screen", .password_file = password_path
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct http_secret secret;
        struct error error = { "" };
        write_file(password_path, rows[i].text, strlen(rows[i].text), 0600);
        bool done = http_login_read(&login, &secret, &error);
        if (done != !!rows[i].password ||
            (done && strcmp(secret.password.data, rows[i].password) != 0)) {
            fail_msg("row %zu: %s", i, error.text);
        }
        assert_null(strstr(error.text, "SEC"));
        http_secret_finish(&secret);
    }
    struct http_login both = login;
    struct http_secret secret;
    struct error error;
    write_file(password_path, "hunter2", 7, 0600);
    write_file(headers_path, "authorization: Bearer a\n", 24, 0600);
    both.headers_file = headers_path;
    assert_false(http_login_read(&both, &secret, &error));
    assert_non_null(strstr(error.text, "user and password_file make that header"));
    http_secret_finish(&secret);
}

static void test_where_it_goes(void **state)
{
    static const struct {
        const char *own, *to;
        bool goes;
    } rows[] = {
        { "https://a.example/f.json", "https://a.example/b.png?c", true },
        { "https://a.example/f.json", "https://A.example:443/", true },
        { "https://图书馆.example/", "https://xn--7fvw86kpm3b.example/", false },
        { "https://a.example/", "https://a.example:8443/", false },
        { "https://a.example:8443/", "https://a.example/", false },
        { "https://a.example/", "https://b.a.example/", false },
        { "https://a.example/", "https://a.example.b.example/", false },
        { "https://a.example/", "https://a.example@b.example/", false },
        { "https://a.example/", "http://a.example/", false },
        { "https://a.example/", "http://a.example:443/", false },
        { "http://a.example/", "http://a.example/", false },
        { "http://127.0.0.1:80/", "http://127.0.0.1/x", true },
        { "http://127.0.0.1/", "http://127.0.0.1:8080/x", false },
        { "http://127.0.0.1/", "http://localhost/x", false },
        { "http://10.0.0.1/", "http://10.0.0.1/x", false },
        { "file:///a", "file:///b", false },
        { NULL, "https://a.example/", false },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct http_login login = { .url = rows[i].own };
        if (http_login_goes_to(&login, rows[i].to) != rows[i].goes) {
            fail_msg("%s to %s", rows[i].own, rows[i].to);
        }
    }
}

static void test_blot(void **state)
{
    static const struct {
        const char *said, *told;
    } rows[] = {
        { "nothing of it", "nothing of it" },
        { "bad key abcdef12: no", "bad key ***: no" },
        { "abcdef12abcdef12", "******" },
        { "session s3ss10n-id; hunter2", "session ***; ***" },
        { "no such token: eyJhbGciOiJI", "no such token: ***" },
        { "eyJhbGciOiJIUzI1NiJ9.e30.c2ln? eyJhbGc", "***? eyJhbGc" },
        { "Basic c2NyZWVuOmh1bnRlcjI=, c2NyZWVuOmh1bnR", "Basic ***=, ***" },
        { "a b", "a b" },
    };
    const struct http_login login = { .url = "https://a.example/",
        .headers_file = headers_path,
        .user = "screen",
        .password_file = password_path };
    static const char headers[] = "X-Key: abcdef12\nCookie: a=b; sid=s3ss10n-id\n"
                                  "X-Token: Bearer eyJhbGciOiJIUzI1NiJ9.e30.c2ln\n";
    (void)state;
    write_file(headers_path, headers, sizeof headers - 1, 0600);
    write_file(password_path, "hunter2\n", 8, 0600);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct error error;
        snprintf(error.text, sizeof error.text, "%s", rows[i].said);
        http_login_blot(&login, &error);
        assert_string_equal(error.text, rows[i].told);
    }
}

/* What a line may look like, said in another way than the program does. */
static void judge(const char *line)
{
    static const char *const never[] = {
        "host:", "content-length:", "content-type:", "te:", "proxy-auth:", "if-range:"
    };
    size_t name = strspn(line, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                               "!#$%&'*+-.^_`|~");
    assert_true(name > 0 && line[name] == ':');
    for (const char *at = line; *at; at++) {
        assert_in_range((unsigned char)*at, at < line + name + 2 ? '\t' : ' ', '~');
    }
    for (size_t i = 0; i < sizeof never / sizeof *never; i++) {
        if (strncasecmp(line, never[i], strlen(never[i])) == 0) {
            fail_msg("taken: %s", line);
        }
    }
}

/* One that is nearly right: pieces of good and bad lines, and bytes of any value now and then.
 */
static size_t make(char *text, size_t capacity)
{
    static const char *const pieces[] = { "X-Api-Key", "Cookie", "Authorization", "Host", "TE",
        "Proxy-Auth", "content-length", "If-Range", "Accept", "a.b~c", "\xEF\xBB\xBF", "# ",
        ":", ": ", ":\t", "\n", "\r\n", "\n\n", "\r", " ", "\t", "Bearer ", "sEcReT-7",
        "sEcReT-7", "sEcReT-7; a=b", "钥", "\x7F", "\x0B", "\"", "=" };
    enum { PIECES = sizeof pieces / sizeof *pieces };
    size_t size = 0;
    for (int i = chance(40); i > 0 && size + 32 < capacity; i--) {
        /* Mostly a whole good line. */
        const char *piece = pieces[chance(PIECES)];
        int kind = chance(10);
        if (kind < 6) {
            size += (size_t)snprintf(
                text + size, capacity - size, "X-%d: sEcReT-%d\n", chance(1000), chance(10));
        } else if (kind < 9) {
            size += (size_t)snprintf(text + size, capacity - size, "%s", piece);
        } else {
            text[size++] = (char)chance(256);
        }
    }
    return size;
}

static void test_random_files(void **state)
{
    char text[2048];
    long taken = 0, count = how_many(4000, 400000);
    (void)state;
    chance_begin(20261129);
    for (long i = 0; i < count; i++) {
        struct http_secret secret;
        struct error error = { "" };
        write_file(headers_path, text, make(text, sizeof text), 0600);
        bool done = read_headers(&secret, &error);
        for (size_t line = 0; done && line < secret.count; line++) {
            judge(secret.lines[line]);
        }
        if (!done && (!*error.text || strstr(error.text, "sEcReT"))) {
            fail_msg("told: %s", error.text);
        }
        taken += done;
        http_secret_finish(&secret);
    }
    printf("%ld of %ld files taken\n", taken, count);
    assert_in_range(taken, count / 20, count - count / 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_headers),
        cmocka_unit_test(test_nul_and_size),
        cmocka_unit_test(test_who_may_read),
        cmocka_unit_test(test_passwords),
        cmocka_unit_test(test_where_it_goes),
        cmocka_unit_test(test_blot),
        cmocka_unit_test(test_random_files),
    };
    scratch_in_memory();
    scratch_init(&scratch);
    snprintf(headers_path, sizeof headers_path, "%.4000s/headers", scratch.path);
    snprintf(password_path, sizeof password_path, "%.4000s/password", scratch.path);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    scratch_finish(&scratch);
    return failed;
}
