/* Foreign feeds while they are fetched: when they are read anew, what of them is kept, and when
 * that makes an edition. */
#include "config/load.h"
#include "net/fetcher_fixture.h"

#include <string.h>

#define POST(title, more)                                                                      \
    "[{\"id\":1,\"slug\":\"a\",\"title\":{\"rendered\":\"" title "\"}," more                   \
    "\"content\":{\"rendered\":\"<p>text</p>\"}}]"
#define DAY_MS INT64_C(86400000)

static struct config *defaults;

static int begin(void **state)
{
    struct error error;
    setup(state);
    struct fixture *fixture = *state;
    defaults = config_default(&error);
    assert_non_null(defaults);
    fixture->config.screen.timezone = defaults->screen.timezone;
    fixture->sources[0].format = SOURCE_AUTO;
    fixture->sources[0].take = 20;
    return 0;
}

static int end(void **state)
{
    config_destroy(defaults);
    return teardown(state);
}

static struct edition_source entry_of(struct edition *edition)
{
    assert_non_null(edition);
    return edition->sources[0];
}

static void expect_title(struct fixture *fixture, const char *title)
{
    struct error error = { "" };
    struct edition *edition = edition_load_newest(fixture->store, &error);
    if (!edition) {
        fail_msg("%s", error.text);
    }
    const struct feed *feed = entry_of(edition).feed;
    assert_int_equal(feed->item_count, 1);
    assert_string_equal(feed->items[0].title, title);
    edition_destroy(edition);
}

static void read_id(struct fixture *fixture, struct object_id *id)
{
    struct head head;
    assert_true(store_read_head(fixture->store, &head, NULL));
    *id = head.current;
}

/* The bytes as they came are kept beside what was made of them, and named with how. */
static void test_both_are_kept(void **state)
{
    struct fixture *fixture = *state;
    struct error error;
    publish(fixture->news, "\"n1\"", POST("One", ""));
    settle(fixture);
    expect_title(fixture, "One");
    struct edition *edition = edition_load_newest(fixture->store, &error);
    struct edition_source entry = entry_of(edition);
    assert_true(*entry.original.hex && *entry.recipe.hex);
    assert_string_equal(edition->sources[1].original.hex, "");
    struct bytes original;
    bytes_init(&original);
    assert_true(store_get(fixture->store, &entry.original, &original, &error));
    assert_string_equal(original.data, POST("One", ""));
    bytes_finish(&original);
    edition_destroy(edition);
}

static void test_unchanged(void **state)
{
    struct fixture *fixture = *state;
    struct object_id before, after;
    publish(fixture->news, "\"n1\"", POST("One", ""));
    settle(fixture);
    read_id(fixture, &before);
    pass(fixture, EVERY);
    assert_string_equal(fixture->news->asked_etag, "\"n1\"");
    /* Other bytes of which the same is made: no edition, and the new name is asked by. */
    publish(fixture->news, "\"n2\"", POST("One", "\"views\":17,"));
    pass(fixture, EVERY);
    read_id(fixture, &after);
    assert_string_equal(before.hex, after.hex);
    pass(fixture, EVERY);
    assert_string_equal(fixture->news->asked_etag, "\"n2\"");
    publish(fixture->news, "\"n3\"", POST("Two", ""));
    pass(fixture, EVERY);
    expect_title(fixture, "Two");
}

/* What is made of the same bytes may be another thing: by another config, on another day. */
static void test_read_anew(void **state)
{
    static const struct config_pair pairs[] = { { "title", "/title/rendered \"!\"" } };
    static const struct config_map map = { "m", pairs, 1 };
    struct fixture *fixture = *state;
    publish(fixture->news, "\"n1\"", POST("One", ""));
    settle(fixture);
    pass(fixture, EVERY);
    assert_string_equal(fixture->news->asked_etag, "\"n1\"");
    pass(fixture, DAY_MS);
    assert_string_equal(fixture->news->asked_etag, "");
    pass(fixture, EVERY);
    assert_string_equal(fixture->news->asked_etag, "\"n1\"");
    fixture->config.maps = &map;
    fixture->config.map_count = 1;
    fixture->sources[0].map = "m";
    open_again(fixture, 1024 * 1024);
    pass(fixture, EVERY);
    assert_string_equal(fixture->news->asked_etag, "");
    expect_title(fixture, "One!");
    /* And a native one, which nobody adapts, is not. */
    fixture->sources[0].map = "";
    fixture->config.map_count = 0;
    publish(fixture->news, "\"n4\"",
        "{\"lobbycard\":1,\"items\":[{\"kind\":\"notice\",\"title\":\"Own\"}]}");
    open_again(fixture, 1024 * 1024);
    pass(fixture, EVERY);
    expect_title(fixture, "Own");
    pass(fixture, DAY_MS);
    assert_string_equal(fixture->news->asked_etag, "\"n4\"");
}

/* The last good one stays. */
static void test_bad(void **state)
{
    static const struct {
        const char *body, *error;
    } rows[] = {
        { "<html>login</html>", "a web page" },
        { "{\"data\":[{\"title\":\"a\"}]}", "items = /data" },
        { "[{\"title\":", "line 1" },
        { "{\"lobbycard\":2}", "expected 1" },
        { "cb({\"lobbycard\":1});", "this is JSONP" },
        { "<br />\n<b>Warning</b>: x\n{\"lobbycard\":1}", "a message of PHP" },
    };
    struct fixture *fixture = *state;
    publish(fixture->news, "\"n1\"", POST("One", ""));
    settle(fixture);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        publish(fixture->news, "\"bad\"", rows[i].body);
        pass(fixture, 30 * EVERY);
        struct fetch_status *status = fetch_status_read(fixture->store, NULL);
        const struct fetch_status_source *source = fetch_status_find(status, "news");
        if (!source || !strstr(source->last_error, rows[i].error)) {
            fail_msg("%s: %s", rows[i].body, source ? source->last_error : "");
        }
        fetch_status_destroy(status);
        expect_title(fixture, "One");
    }
}

/* An edition is read back whole after a start, without the bytes as they came: nobody signed
 * them.
 */
static void test_after_a_start(void **state)
{
    struct fixture *fixture = *state;
    publish(fixture->news, "\"n1\"", POST("One", ""));
    settle(fixture);
    open_again(fixture, 1024 * 1024);
    expect_title(fixture, "One");
    pass(fixture, EVERY);
    assert_string_equal(fixture->news->asked_etag, "\"n1\"");
}

/* A native feed in GBK is kept as it came, and in UTF-8, whatever the source's format is
 * called.
 */
static void test_other_bytes(void **state)
{
    static const char body[] = "{\"lobbycard\":1,\"items\":[{\"kind\":\"notice\",\"title\":"
                               "\"\xCD\xA3\xCB\xAE\xCD\xA8\xD6\xAA\"}]}";
    struct fixture *fixture = *state;
    struct error error;
    struct bytes original;
    fixture->sources[0].format = SOURCE_NATIVE;
    publish(fixture->news, "\"n1\"", body);
    settle(fixture);
    expect_title(fixture, "停水通知");
    struct edition *edition = edition_load_newest(fixture->store, &error);
    struct edition_source entry = entry_of(edition);
    bytes_init(&original);
    assert_true(store_get(fixture->store, &entry.original, &original, &error));
    assert_string_equal(original.data, body);
    bytes_finish(&original);
    edition_destroy(edition);
    pass(fixture, EVERY);
    assert_string_equal(fixture->news->asked_etag, "\"n1\"");
    fixture->sources[0].format = SOURCE_AUTO;
    open_again(fixture, 1024 * 1024);
    pass(fixture, EVERY);
    assert_string_equal(fixture->news->asked_etag, "");
    expect_title(fixture, "停水通知");
    /* In UTF-8 again there is nothing to be made of it. */
    publish(fixture->news, "\"n3\"",
        "{\"lobbycard\":1,\"items\":[{\"kind\":\"notice\",\"title\":\"停水\"}]}");
    pass(fixture, EVERY);
    expect_title(fixture, "停水");
    edition = edition_load_newest(fixture->store, &error);
    assert_string_equal(entry_of(edition).original.hex, "");
    edition_destroy(edition);
    pass(fixture, EVERY);
    assert_string_equal(fixture->news->asked_etag, "\"n3\"");
    /* The same bytes are another text by another charset. */
    fixture->sources[0].charset = "big5";
    open_again(fixture, 1024 * 1024);
    pass(fixture, EVERY);
    assert_string_equal(fixture->news->asked_etag, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_both_are_kept, begin, end),
        cmocka_unit_test_setup_teardown(test_unchanged, begin, end),
        cmocka_unit_test_setup_teardown(test_read_anew, begin, end),
        cmocka_unit_test_setup_teardown(test_bad, begin, end),
        cmocka_unit_test_setup_teardown(test_after_a_start, begin, end),
        cmocka_unit_test_setup_teardown(test_other_bytes, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
