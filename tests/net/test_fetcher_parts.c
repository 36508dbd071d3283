/* Pictures that break off, on a web that the test answers for. */
#include "base/system/file.h"
#include "net/fetcher_fixture.h"

#include <limits.h>

#define MIB (1024 * 1024)
#define ITEM(name) "{\"id\":\"" name "\",\"kind\":\"picture\",\"image\":\"media/" name ".jpg\"}"
#define FEED(serial, items) "{\"lobbycard\":1,\"serial\":" serial ",\"items\":[" items "]}"

/* News of one source that names picture a, or b, or both. */
static const struct {
    const char *etag, *body;
} only_a = { "\"1\"", FEED("1", ITEM("a")) }, only_b = { "\"2\"", FEED("2", ITEM("b")) },
  both = { "\"3\"", FEED("3", ITEM("a") "," ITEM("b")) },
  a_again = { "\"4\"", FEED("4", ITEM("a")) };

#define PUBLISH(fixture, feed)                                                                 \
    ((fixture)->news->etag = (feed).etag, (fixture)->news->body = (feed).body)

static struct answer *picture(struct fixture *fixture, int index)
{
    return &fixture->web.answers[2 + index];
}

static void breaks_off(struct answer *answer, size_t bytes)
{
    answer->outcome = HTTP_LATER;
    answer->error = "ended its answer early";
    bytes_clear(&answer->piece);
    char *piece = calloc(1, bytes + 1);
    assert_non_null(piece);
    memset(piece, 'x', bytes);
    assert_true(bytes_append(&answer->piece, piece, bytes));
    free(piece);
}

static void ends(struct answer *answer)
{
    answer->outcome = HTTP_FRESH;
    answer->body = "end";
}

static int setup_pictures(void **state)
{
    setup(state);
    struct fixture *fixture = *state;
    *picture(fixture, 0) = (struct answer) { .url = "https://news.example/media/a.jpg" };
    *picture(fixture, 1) = (struct answer) { .url = "https://news.example/media/b.jpg" };
    breaks_off(picture(fixture, 0), 3);
    breaks_off(picture(fixture, 1), 3);
    PUBLISH(fixture, only_a);
    return 0;
}

static int teardown_pictures(void **state)
{
    struct fixture *fixture = *state;
    bytes_finish(&picture(fixture, 0)->piece);
    bytes_finish(&picture(fixture, 1)->piece);
    return teardown(state);
}

/* Whether the newest edition has just one picture, and that with this content. */
static bool shows(struct fixture *fixture, const char *content)
{
    struct error error;
    char path[PATH_MAX];
    struct object_id id;
    struct bytes got;
    bytes_init(&got);
    struct edition *edition = edition_load_newest(fixture->store, &error);
    assert_non_null(edition);
    bool done = edition->sources[0].picture_count == 1;
    if (done) {
        snprintf(id.hex, sizeof id.hex, "%s", edition->sources[0].pictures[0].object);
        done = store_object_path(fixture->store, &id, path, NULL) &&
               file_read(path, MIB, &got, &error) && got.size == strlen(content) &&
               memcmp(got.data, content, got.size) == 0;
    }
    edition_destroy(edition);
    bytes_finish(&got);
    return done;
}

/* A line that brings a little with each try gets the picture at last: two tries in a poll where
 * the first one got on, one where it did not. */
static void test_a_slow_line_gets_its_picture(void **state)
{
    struct fixture *fixture = *state;
    struct answer *a = picture(fixture, 0);
    settle(fixture);
    assert_int_equal(a->asked, 2);
    assert_int_equal(a->held_bytes, 3);
    pass(fixture, EVERY);
    assert_int_equal(a->asked, 4);
    assert_int_equal(a->held_bytes, 9);
    breaks_off(a, 0);
    pass(fixture, EVERY);
    assert_int_equal(a->asked, 5);
    assert_int_equal(a->held_bytes, 12);
    assert_false(shows(fixture, "xxxxxxxxxxxxend"));
    ends(a);
    pass(fixture, EVERY);
    assert_int_equal(a->asked, 6);
    assert_true(shows(fixture, "xxxxxxxxxxxxend"));
    pass(fixture, EVERY);
    assert_int_equal(a->asked, 6);
}

/* News that still name it leave it what it has; news that do not, do not. */
static void test_news_meanwhile(void **state)
{
    struct fixture *fixture = *state;
    struct answer *a = picture(fixture, 0), *b = picture(fixture, 1);
    settle(fixture);
    PUBLISH(fixture, both);
    breaks_off(a, 0);
    pass(fixture, EVERY);
    assert_int_equal(a->held_bytes, 6);
    assert_int_equal(b->held_bytes, 3); /* by its second try */
    PUBLISH(fixture, only_b);
    pass(fixture, EVERY);
    assert_int_equal(b->held_bytes, 9);
    assert_int_equal(a->asked, 3);
    PUBLISH(fixture, a_again);
    ends(a);
    pass(fixture, EVERY);
    assert_int_equal(a->held_bytes, 0);
    assert_true(shows(fixture, "end"));
}

/* Two sources have 32 MiB each. Memory counts, which is taken in powers of two: 32 MiB for 20,
 * and 8 for 4 and a byte. */
static void test_parts_have_a_limit(void **state)
{
    struct fixture *fixture = *state;
    struct answer *a = picture(fixture, 0), *b = picture(fixture, 1);
    breaks_off(a, 20 * MIB);
    breaks_off(b, 20 * MIB);
    PUBLISH(fixture, only_b);
    settle(fixture);
    assert_int_equal(b->asked, 2); /* the second brings it over the share */
    breaks_off(b, 0);
    pass(fixture, EVERY);
    assert_int_equal(b->held_bytes, 0);
    PUBLISH(fixture, both);
    breaks_off(a, 10 * MIB);
    breaks_off(b, 3 * MIB);
    pass(fixture, EVERY); /* 20 MiB and 6 now, of which a's stay */
    assert_int_equal(a->held_bytes, 10 * MIB);
    assert_int_equal(b->held_bytes, 3 * MIB);
    breaks_off(a, 0);
    breaks_off(b, 0);
    pass(fixture, EVERY);
    assert_int_equal(a->held_bytes, 20 * MIB);
    assert_int_equal(b->held_bytes, 0);
    PUBLISH(fixture, only_b);
    pass(fixture, EVERY);
    PUBLISH(fixture, both);
    breaks_off(a, 2 * MIB);
    breaks_off(b, 10 * MIB);
    pass(fixture, EVERY);
    breaks_off(a, 0);
    breaks_off(b, 0);
    pass(fixture, EVERY);
    assert_int_equal(a->held_bytes, 4 * MIB);
    assert_int_equal(b->held_bytes, 0);
}

/* The source's entry in `status`: how many are missing, and of the first why and since when. */
static void expect_missing(
    struct fixture *fixture, size_t total, const char *url, const char *why, int64_t since_ms)
{
    struct error error;
    struct fetch_status *status = fetch_status_read(fixture->store, &error);
    assert_non_null(status);
    const struct fetch_status_source *news = fetch_status_find(status, "news");
    assert_int_equal(news->missing_total, total);
    assert_int_equal(news->missing_count, total);
    if (total > 0) {
        assert_string_equal(news->missing[0].url, url);
        assert_non_null(strstr(news->missing[0].error, why));
        assert_true(news->missing[0].since_ms == since_ms);
    }
    fetch_status_destroy(status);
}

static void test_missing_pictures_are_told(void **state)
{
    struct fixture *fixture = *state;
    static const char a[] = "https://news.example/media/a.jpg";
    static const char c[] = "https://cdn.example/c.jpg";
    publish(fixture->news, "\"7\"",
        FEED("7", ITEM("a") ",{\"id\":\"c\",\"kind\":\"picture\",\"image\":"
                            "\"https://cdn.example/c.jpg\"}"));
    settle(fixture);
    int64_t since_ms = WALL + fixture->now_ms;
    expect_missing(fixture, 2, a, "ended its answer early", since_ms);
    /* Since when it stays, over polls and over a restart. */
    pass(fixture, EVERY);
    expect_missing(fixture, 2, a, "ended its answer early", since_ms);
    open_again(fixture, 1024 * 1024);
    pass(fixture, EVERY);
    expect_missing(fixture, 2, a, "ended its answer early", since_ms);
    ends(picture(fixture, 0));
    pass(fixture, EVERY);
    expect_missing(fixture, 1, c, "its host is not one of [guard] hosts", since_ms);
    PUBLISH(fixture, a_again);
    pass(fixture, EVERY);
    expect_missing(fixture, 0, NULL, NULL, 0);
}

/* While the first picture is on its way, another feed comes. */
static const char *meanwhile_etag, *meanwhile_body;

static enum http_outcome get_with_news(void *context, const struct http_request *request,
    const atomic_bool *stop_flag, struct http_response *response, struct error *error)
{
    struct fixture *fixture = context;
    if (strstr(request->url, "a.jpg") && meanwhile_body) {
        publish(fixture->news, meanwhile_etag, meanwhile_body);
        meanwhile_body = NULL;
        fixture->now_ms += EVERY;
        settle(fixture);
    }
    return fake_get(&fixture->web, request, stop_flag, response, error);
}

/* What comes for one that nobody wants any more is let go, for one that is wanted it is put. */
static void test_news_while_a_picture_comes(void **state)
{
    static const struct {
        const char *body;
        bool breaks_off;
        const char *shown; /* in the end: the picture that is there, or NULL */
    } rows[] = {
        { FEED("2", ITEM("b")), false, NULL },
        { FEED("2", ITEM("b")), true, NULL },
        { FEED("2", ITEM("b") "," ITEM("a")), false, "end" },
        { FEED("2", ITEM("b") "," ITEM("a")), true, NULL },
        { FEED("2", ITEM("a")), false, "end" },
        { FEED("2", ""), false, NULL },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        void *own = NULL;
        struct error error;
        setup_pictures(&own);
        struct fixture *fixture = own;
        fetcher_destroy(fixture->fetcher);
        const struct http http = { .context = fixture, .get = get_with_news };
        fixture->fetcher = fetcher_create(&fixture->config, fixture->store, http, &error);
        assert_non_null(fixture->fetcher);
        if (!rows[i].breaks_off) {
            ends(picture(fixture, 0));
        }
        meanwhile_etag = "\"m\"";
        meanwhile_body = rows[i].body;
        settle(fixture);
        assert_int_equal(serial_of(fixture, "news"), 2);
        if (shows(fixture, rows[i].shown ? rows[i].shown : "end") != (rows[i].shown != NULL)) {
            fail_msg("row %zu", i);
        }
        pass(fixture, EVERY);
        teardown_pictures(&own);
    }
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup_pictures, teardown_pictures)
    const struct CMUnitTest tests[] = {
        TEST(test_a_slow_line_gets_its_picture),
        TEST(test_news_meanwhile),
        TEST(test_parts_have_a_limit),
        TEST(test_missing_pictures_are_told),
        cmocka_unit_test(test_news_while_a_picture_comes),
    };
#undef TEST
    return cmocka_run_group_tests(tests, NULL, NULL);
}
