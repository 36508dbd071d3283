/* What an answer says of itself: how its body is packed, and since when it is as it is. */
#include "net/http_fixture.h"

#include <curl/curl.h>

#define NATIVE "{\"lobbycard\": 1, \"serial\": 7}\n"
#define PACKED(name) OK_HEAD "Content-Encoding: " name "\r\n\r\n"
#define DATED(date, modified)                                                                  \
    OK_HEAD "ETag: \"a\"\r\n" date modified "Content-Length: 2\r\n\r\nhi"
#define DATE(time) "Date: Mon, 23 Nov 2026 " time " GMT\r\n"
#define MODIFIED(time) "Last-Modified: Mon, 23 Nov 2026 " time " GMT\r\n"

/* NATIVE, and 20 MB of zeros, by brotli; NATIVE by zstd. */
static const char brotli[] =
    PACKED("br") "\x8f\x0e\x80\x7b\x22\x6c\x6f\x62\x62\x79\x63\x61\x72\x64\x22\x3a\x20\x31\x2c"
                 "\x20\x22\x73\x65\x72\x69\x61\x6c\x22\x3a\x20\x37\x7d\x0a\x03";
static const char brotli_bomb[] =
    PACKED("br") "\xcf\xff\xff\x7f\xf8\x27\x00\xe2\xb1\x40\x20\xf7\xfe\x3f\xff\xff\x7f\xf0\x4f"
                 "\x00\xc4\x61\x01\x80\xee\xfd\x0f";
static const char zstd[] =
    PACKED("zstd") "\x28\xb5\x2f\xfd\x04\x68\xf1\x00\x00\x7b\x22\x6c\x6f\x62\x62\x79\x63\x61"
                   "\x72\x64\x22\x3a\x20\x31\x2c\x20\x22\x73\x65\x72\x69\x61\x6c\x22\x3a\x20"
                   "\x37\x7d\x0a\x69\xf6\x1e\xfd";

static const struct loopback_answer fixed_answers[] = {
    { .path = "/brotli", brotli, .size = sizeof brotli - 1 },
    { .path = "/brotli-bomb", brotli_bomb, .size = sizeof brotli_bomb - 1 },
    { .path = "/zstd", zstd, .size = sizeof zstd - 1 },
    { .path = "/of-none", PACKED("identity") "plain" },
    { .path = "/of-nobody", PACKED("lzma") "??" },
    { .path = "/etag", DATED("", "") },
    { .path = "/proof", DATED(DATE("12:00:01"), MODIFIED("12:00:00")) },
    { .path = "/same-second", DATED(DATE("12:00:00"), MODIFIED("12:00:00")) },
    { .path = "/future", DATED(DATE("12:00:00"), MODIFIED("13:00:00")) },
    { .path = "/far-future",
        DATED(DATE("12:00:00"), "Last-Modified: Sat, 16 Nov 2041 19:11:00 GMT\r\n") },
    { .path = "/undated", DATED("", MODIFIED("12:00:00")) },
    { .path = "/no-date", DATED(DATE("12:00:00"), "Last-Modified: yesterday\r\n") },
    { .path = "/of-1970",
        DATED(DATE("12:00:00"), "Last-Modified: Thu, 01 Jan 1970 00:00:00 GMT\r\n") },
    { .path = "/of-nothing",
        OK_HEAD "ETag: \"\"\r\n" DATE("12:00:01")
            MODIFIED("12:00:00") "Content-Length: 2\r\n\r\nhi" },
    { .path = "/of-nothing-weakly",
        OK_HEAD "ETag: W/\"\"\r\n" DATE("12:00:01")
            MODIFIED("12:00:00") "Content-Length: 2\r\n\r\nhi" },
};

/* 64 MB of one letter: blocks of 128 KB, a letter each, in a window of `window` (RFC 8878). */
static const char *zstd_bomb(unsigned char window, size_t *size)
{
    enum { BLOCKS = 512 };
    static const char head[] = PACKED("zstd") "\x28\xb5\x2f\xfd";
    static char texts[2][sizeof head + 2 + 4 * BLOCKS];
    static size_t count;
    char *text = texts[count++];
    size_t used = sizeof head - 1;
    memcpy(text, head, used);
    text[used++] = 0;
    text[used++] = (char)window;
    for (int i = 0; i < BLOCKS; i++) {
        unsigned block = 128 * 1024 << 3 | 1 << 1 | (i == BLOCKS - 1);
        text[used++] = (char)block;
        text[used++] = (char)(block >> 8);
        text[used++] = (char)(block >> 16);
        text[used++] = 'x';
    }
    *size = used;
    return text;
}

static void fill_answers(void)
{
    size_t count = sizeof fixed_answers / sizeof *fixed_answers;
    struct loopback_answer *at = answers + count;
    memcpy(answers, fixed_answers, sizeof fixed_answers);
    at[0].path = "/zstd-bomb";
    at[0].text = zstd_bomb(0x58, &at[0].size); /* 2 MB */
    at[1].path = "/zstd-window";
    at[1].text = zstd_bomb(0x88, &at[1].size); /* 128 MB, the most that zstd takes unasked */
}

static void test_packings(void **state)
{
    static const struct {
        const char *path, *said; /* the body, or what the error says */
        int needs;               /* of curl */
        enum http_outcome outcome;
    } rows[] = {
        { "/brotli", NATIVE, CURL_VERSION_BROTLI, HTTP_FRESH },
        { "/zstd", NATIVE, CURL_VERSION_ZSTD, HTTP_FRESH },
        { "/of-none", "plain", 0, HTTP_FRESH },
        { "/brotli-bomb", "larger than 100000 bytes", CURL_VERSION_BROTLI, HTTP_REFUSED },
        { "/zstd-bomb", "larger than 100000 bytes", CURL_VERSION_ZSTD, HTTP_REFUSED },
        { "/zstd-window", "larger than 100000 bytes", CURL_VERSION_ZSTD, HTTP_REFUSED },
        { "/of-nobody", "does not speak proper HTTP", 0, HTTP_LATER },
    };
    struct fixture *fixture = *state;
    char request[4096];
    int features = curl_version_info(CURLVERSION_NOW)->features;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if ((features & rows[i].needs) != rows[i].needs) {
            continue;
        }
        enum http_outcome outcome = get(fixture, rows[i].path);
        const char *said =
            outcome == HTTP_FRESH ? fixture->response.body.data : fixture->error.text;
        if (outcome != rows[i].outcome || !strstr(said, rows[i].said)) {
            fail_msg("%s: outcome %d: %s", rows[i].path, outcome, said);
        }
    }
    loopback_server_newest(fixture->server, request);
    assert_non_null(strstr(request, "\r\nAccept-Encoding: gzip"));
    assert_int_equal(
        !strstr(strstr(request, "Accept-Encoding"), "br"), !(features & CURL_VERSION_BROTLI));
}

static void test_dates(void **state)
{
    static const struct {
        const char *path;
        bool has_date, is_too_new;
    } rows[] = {
        { "/etag", false, false },
        { "/proof", true, false },
        { "/same-second", true, true },
        { "/future", true, true },
        { "/far-future", true, true },
        { "/undated", false, false },
        { "/no-date", false, false },
        { "/of-1970", false, false },
        { "/of-nothing", true, false },
        { "/of-nothing-weakly", true, false },
    };
    struct fixture *fixture = *state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(get(fixture, rows[i].path), HTTP_FRESH);
        bool is_of_nothing = strstr(rows[i].path, "of-nothing");
        assert_string_equal(fixture->response.etag, is_of_nothing ? "" : "\"a\"");
        if (!fixture->response.last_modified[0] == rows[i].has_date ||
            fixture->response.is_too_new != rows[i].is_too_new) {
            fail_msg("%s: \"%s\", too new: %d", rows[i].path, fixture->response.last_modified,
                fixture->response.is_too_new);
        }
    }
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = { TEST(test_packings), TEST(test_dates) };
#undef TEST
    fill_answers();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
