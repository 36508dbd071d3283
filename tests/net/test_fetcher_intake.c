/* What a poll parses: what came, and what that is compared with, once each; nothing of what
 * stands already. */
#include "content/feed/native/feed_parse.h"
#include "edition/recall.h"
#include "net/fetcher_fixture.h"

#include <string.h>

#define FEED(serial, rest) "{\"lobbycard\":1,\"serial\":" serial rest "}"
#define CALL(number) ",\"hotlines\":[{\"label\":\"Gate\",\"numbers\":[\"" number "\"]}]"
#define HOUR_MS INT64_C(3600000)

/* The serials of the feeds that were parsed since the last look, in their order. */
static char parsed[256];

struct feed *__real_feed_parse(
    const char *json, size_t size, const struct feed_how *how, struct error *error);
struct feed *__wrap_feed_parse(
    const char *json, size_t size, const struct feed_how *how, struct error *error);

struct feed *__wrap_feed_parse(
    const char *json, size_t size, const struct feed_how *how, struct error *error)
{
    struct feed *feed = __real_feed_parse(json, size, how, error);
    size_t length = strlen(parsed);
    snprintf(parsed + length, sizeof parsed - length, "%s%d", length ? " " : "",
        feed ? (int)feed->serial : -1);
    return feed;
}

#define ASSERT_PARSED(serials)                                                                 \
    do {                                                                                       \
        assert_string_equal(parsed, serials);                                                  \
        parsed[0] = '\0';                                                                      \
    } while (0)

static void test_news_once(void **state)
{
    struct fixture *fixture = *state;
    parsed[0] = '\0';
    settle(fixture);
    ASSERT_PARSED("1 10");
    publish(fixture->news, "\"n2\"", FEED("2", ""));
    pass(fixture, EVERY);
    ASSERT_PARSED("2");
    pass(fixture, EVERY); /* nothing new */
    ASSERT_PARSED("");
    publish(fixture->news, "\"n3\"", FEED("3", ",\"items\":7"));
    pass(fixture, EVERY);
    ASSERT_PARSED("3");
    publish(fixture->dorm, "\"d2\"", "{\"lobbycard\":2}"); /* no feed */
    pass(fixture, EVERY);
    ASSERT_PARSED("-1");
    assert_int_equal(serial_of(fixture, "news"), 3);
    assert_int_equal(serial_of(fixture, "dorm"), 10);
}

/* What a new feed is compared with, too: the one that is shown, and the one that waits. */
static void test_compared_once(void **state)
{
    struct fixture *fixture = *state;
    fixture->config.guard.breaker_hold_ms = HOUR_MS;
    fixture->config.guard.breaker_share_pct = 75;
    publish(fixture->news, "\"n1\"", FEED("1", CALL("023-65763111")));
    settle(fixture);
    parsed[0] = '\0';
    publish(fixture->news, "\"n2\"", FEED("2", CALL("023-65763111")));
    pass(fixture, EVERY);
    ASSERT_PARSED("2 1");
    publish(fixture->news, "\"n3\"", FEED("3", CALL("023-65763222")));
    pass(fixture, EVERY);
    ASSERT_PARSED("3 2");
    assert_int_equal(serial_of(fixture, "news"), 2);
    parsed[0] = '\0';
    publish(fixture->news, "\"n4\"", FEED("4", CALL("023-65763222")));
    pass(fixture, EVERY);
    ASSERT_PARSED("4 2 3");
    pass(fixture, 2 * HOUR_MS); /* it is let through: its items are looked at again */
    ASSERT_PARSED("4");
    assert_int_equal(serial_of(fixture, "news"), 4);
}

/* An edition of the same feeds with one more picture. */
static void test_pictures_parse_nothing(void **state)
{
    struct fixture *fixture = *state;
    struct answer *picture = &fixture->web.answers[2];
    settle(fixture);
    parsed[0] = '\0';
    *picture = (struct answer) {
        .url = "https://news.example/a.jpg", .outcome = HTTP_LATER, .error = "later"
    };
    publish(fixture->news, "\"n2\"",
        FEED("2", ",\"items\":[{\"id\":\"a\",\"kind\":\"picture\",\"image\":\"a.jpg\"}]"));
    pass(fixture, EVERY);
    ASSERT_PARSED("2");
    *picture = (struct answer) {
        .url = "https://news.example/a.jpg", .outcome = HTTP_FRESH, .body = "picture"
    };
    pass(fixture, EVERY);
    ASSERT_PARSED("");
    struct error error;
    struct edition *edition = edition_load_newest(fixture->store, &error);
    assert_non_null(edition);
    assert_int_equal(edition->sources[0].picture_count, 1);
    edition_destroy(edition);
}

/* What is kept for `play` behind a commit is what was let in, by this fetcher or by the one
 * before it; also with a picture more. */
static void test_keeping_parses_nothing(void **state)
{
    enum { MANY = 120 };
    struct fixture *fixture = *state;
    const struct digest ground = { 1, 2 };
    struct answer *picture = &fixture->web.answers[2];
    struct bytes body;
    struct error error;
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%.4000s/" RECALL_FILE, fixture->scratch.path);
    *picture = (struct answer) {
        .url = "https://news.example/a.jpg", .outcome = HTTP_LATER, .error = "later"
    };
    settle(fixture);
    open_again(fixture, 1024 * 1024);
    fetcher_keep_feeds(fixture->fetcher, &ground);
    bytes_init(&body);
    bytes_print(&body, "{\"lobbycard\":1,\"serial\":2,\"items\":[");
    for (int i = 0; i < MANY; i++) {
        bytes_print(&body, "{\"kind\":\"notice\",\"title\":\"%d\",\"text\":\"a\"},", i);
    }
    bytes_print(&body, "{\"id\":\"a\",\"kind\":\"picture\",\"image\":\"a.jpg\"}]}");
    publish(fixture->news, "\"n2\"", body.data);
    parsed[0] = '\0';
    fetcher_run_once(fixture->fetcher, &fixture->stop, &error);
    ASSERT_PARSED("2");
    assert_int_equal(unlink(path), 0);
    *picture = (struct answer) {
        .url = "https://news.example/a.jpg", .outcome = HTTP_FRESH, .body = "picture"
    };
    fetcher_run_once(fixture->fetcher, &fixture->stop, &error);
    ASSERT_PARSED("");
    assert_int_equal(unlink(path), 0);
    bytes_finish(&body);
}

/* A start takes up what the store holds; the commit that compares it with the config parses
 * nothing. */
static void test_a_start_once(void **state)
{
    struct fixture *fixture = *state;
    settle(fixture);
    parsed[0] = '\0';
    open_again(fixture, 1024 * 1024);
    ASSERT_PARSED("1 10");
    settle(fixture);
    ASSERT_PARSED("");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_news_once, setup, teardown),
        cmocka_unit_test_setup_teardown(test_compared_once, setup, teardown),
        cmocka_unit_test_setup_teardown(test_pictures_parse_nothing, setup, teardown),
        cmocka_unit_test_setup_teardown(test_keeping_parses_nothing, setup, teardown),
        cmocka_unit_test_setup_teardown(test_a_start_once, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
