/* Pictures that are replaced under their address again and again, for months: with a decoder
 * beside this (tests/decode/liar.c) that finds in them what they say. */
#include "long_form.h"
#include "net/fetcher_fixture.h"

#include <malloc.h>

enum { REPLACEMENTS = 120, SETTLED = 20, GROWTH_MAX_BYTES = 64 * 1024 };

/* Of the picture in the newest edition. */
static size_t codes_length(struct fixture *fixture)
{
    struct error error;
    struct edition *edition = edition_load_newest(fixture->store, &error);
    assert_non_null(edition);
    assert_int_equal(edition->sources[0].picture_count, 1);
    const char *codes = edition->sources[0].pictures[0].codes;
    size_t length = strlen(codes ? codes : "");
    assert_int_equal(strspn(codes ? codes : "", "x"), length);
    edition_destroy(edition);
    return length;
}

/* What is kept of a picture is of the one that is there, however many were there before. */
static void test_memory_is_flat(void **state)
{
    struct fixture *fixture = *state;
    struct answer *picture = &fixture->web.answers[2];
    char body[32], etag[32];
    size_t settled_bytes = 0;
    *picture = (struct answer) {
        .url = "https://news.example/a.jpg", .outcome = HTTP_FRESH, .body = body, .etag = etag
    };
    publish(fixture->news, "\"n2\"",
        "{\"lobbycard\":1,\"serial\":2,\"items\":["
        "{\"id\":\"a\",\"kind\":\"picture\",\"image\":\"a.jpg\"}]}");
    for (int i = 0; i < REPLACEMENTS; i++) {
        int length = 3000 + 37 * i % 1000;
        snprintf(body, sizeof body, "text %d\n%d\n", length, i);
        snprintf(etag, sizeof etag, "\"%d\"", i);
        pass(fixture, EVERY);
        assert_int_equal(codes_length(fixture), length);
        if (i == SETTLED) {
            settled_bytes = mallinfo2().uordblks;
        }
    }
    printf("%d replacements: %ld bytes more than after %d\n", REPLACEMENTS,
        (long)(mallinfo2().uordblks - settled_bytes), SETTLED);
    if (!IS_SANITIZED) {
        assert_in_range(mallinfo2().uordblks, 0, settled_bytes + GROWTH_MAX_BYTES);
    }
}

/* Of a feed that may change once more under its ETag nothing is proven: it is asked for whole.
 */
static void test_feed_too_new(void **state)
{
    struct fixture *fixture = *state;
    fixture->news->is_too_new = true;
    publish(fixture->news, "\"n2\"", "{\"lobbycard\":1,\"serial\":2,\"items\":[]}");
    pass(fixture, EVERY);
    pass(fixture, EVERY);
    assert_string_equal(fixture->news->asked_etag, "");
    publish(fixture->news, "\"n2\"", "{\"lobbycard\":1,\"serial\":3,\"items\":[]}");
    pass(fixture, EVERY);
    struct error error;
    struct edition *edition = edition_load_newest(fixture->store, &error);
    assert_int_equal(edition->sources[0].feed->serial, 3);
    edition_destroy(edition);
    fixture->news->is_too_new = false;
    pass(fixture, EVERY);
    assert_string_equal(fixture->news->asked_etag, "");
    pass(fixture, EVERY);
    assert_string_equal(fixture->news->asked_etag, "\"n2\"");
}

/* A picture is large: it is asked for whole once, and where its date stays ahead, no more. */
static void test_picture_too_new(void **state)
{
    struct fixture *fixture = *state;
    struct answer *picture = &fixture->web.answers[2];
    *picture = (struct answer) { .url = "https://news.example/a.jpg",
        .outcome = HTTP_FRESH,
        .body = "text 3000\n0\n",
        .etag = "\"a\"",
        .is_too_new = true };
    publish(fixture->news, "\"n2\"",
        "{\"lobbycard\":1,\"serial\":2,\"items\":["
        "{\"id\":\"a\",\"kind\":\"picture\",\"image\":\"a.jpg\"}]}");
    pass(fixture, EVERY);
    assert_int_equal(codes_length(fixture), 3000);
    picture->body = "text 3100\n1\n";
    pass(fixture, EVERY);
    assert_string_equal(picture->asked_etag, "");
    assert_int_equal(codes_length(fixture), 3100);
    pass(fixture, EVERY);
    assert_string_equal(picture->asked_etag, "");
    for (int i = 0; i < 3; i++) {
        pass(fixture, EVERY);
        assert_string_equal(picture->asked_etag, "\"a\"");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_memory_is_flat, setup, teardown),
        cmocka_unit_test_setup_teardown(test_feed_too_new, setup, teardown),
        cmocka_unit_test_setup_teardown(test_picture_too_new, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
