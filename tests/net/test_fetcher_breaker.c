#include "base/bytes.h"
#include "fakes/failing_seam.h"
#include "net/fetcher_fixture.h"

#include <stdio.h>
#include <unistd.h>

enum { HOLD = 2 * 60 * 60 * 1000 };

/* Most of a thousand starts would go to give back what is read only, and to read it again. */
void __wrap_image_trim(void);
void __wrap_image_trim(void)
{
}

/* Six notices of that word; the last `fresh` of them say another one. */
static char *make_feed(int serial, const char *word, const char *alert)
{
    static const char *const texts[] = { "举行开学典礼", "图书馆开放", "校园网升级",
        "运动会开幕", "食堂试营业", "体检安排" };
    struct bytes json;
    bytes_init(&json);
    assert_true(
        bytes_print(&json, "{\"lobbycard\":1,\"serial\":%d,\"items\":[%s", serial, alert));
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        assert_true(
            bytes_print(&json, "%s{\"kind\":\"notice\",\"title\":\"%s%s\",\"text\":\"好\"}",
                i || *alert ? "," : "", word, texts[i]));
    }
    assert_true(bytes_print(&json, "]}"));
    return json.data;
}

static const char alert[] =
    "{\"kind\":\"alert\",\"id\":\"wind\",\"title\":\"大风\",\"text\":\"请留在室内\","
    "\"show\":{\"until\":\"2026-11-24T12:00:00+08:00\"}}";

struct feeds {
    char *good, *good_again, *bad, *bad_next, *worse, *alarmed;
};

/* The good feed is on the screens, and the bad one has just been seen. */
static struct feeds begin(struct fixture *fixture)
{
    struct feeds feeds = {
        .good = make_feed(1, "澄江学院", ""),
        .good_again = make_feed(2, "澄江学院", ""),
        .bad = make_feed(5, "九州娱乐网", ""),
        .bad_next = make_feed(6, "九州娱乐网", ""),
        .worse = make_feed(7, "全年无错网站", ""),
        .alarmed = make_feed(8, "九州娱乐网", alert),
    };
    fixture->config.guard.breaker_hold_ms = HOLD;
    fixture->config.guard.breaker_share_pct = 75;
    fixture->config.guard.breaker_signed = true;
    publish(fixture->news, "\"g\"", feeds.good);
    settle(fixture);
    assert_int_equal(serial_of(fixture, "news"), 1);
    publish(fixture->news, "\"b\"", feeds.bad);
    pass(fixture, EVERY);
    assert_int_equal(serial_of(fixture, "news"), 1);
    return feeds;
}

static void end(struct feeds *feeds)
{
    free(feeds->good);
    free(feeds->good_again);
    free(feeds->bad);
    free(feeds->bad_next);
    free(feeds->worse);
    free(feeds->alarmed);
}

/* When the one thing that waits began to, 0 when none does. */
static int64_t waiting_since(struct fixture *fixture, struct object_id *body)
{
    struct error error;
    struct head head;
    int64_t since_ms = 0;
    assert_true(store_read_head(fixture->store, &head, &error));
    if (*head.waiting.hex) {
        struct edition *waiting = edition_load_manifest(fixture->store, &head.waiting, &error);
        assert_non_null(waiting);
        assert_int_equal(waiting->source_count, 1);
        assert_string_equal(waiting->sources[0].name, "news");
        since_ms = waiting->sources[0].fetched_ms;
        if (body) {
            *body = waiting->sources[0].body;
        }
        edition_destroy(waiting);
    }
    return since_ms;
}

/* Polls and restarts neither show it nor make it wait longer; its time ends to the millisecond,
 * and needs no network. */
static void test_waits_its_time(void **state)
{
    struct fixture *fixture = *state;
    struct feeds feeds = begin(fixture);
    int64_t since_ms = waiting_since(fixture, NULL);
    assert_true(since_ms > 0 && since_ms <= WALL + fixture->now_ms);
    int asked = fixture->news->asked;
    while (WALL + fixture->now_ms + EVERY < since_ms + HOLD) {
        pass(fixture, EVERY);
        if (fixture->now_ms / EVERY % 40 == 0) {
            open_again(fixture, 1024 * 1024);
            fixture->now_ms += 1;
            settle(fixture);
        }
        assert_int_equal(serial_of(fixture, "news"), 1);
        assert_true(waiting_since(fixture, NULL) == since_ms);
    }
    assert_true(fixture->news->asked > asked + 100);
    assert_string_equal(fixture->news->asked_etag, "\"b\"");
    fixture->news->outcome = fixture->dorm->outcome = HTTP_LATER;
    fixture->news->error = fixture->dorm->error = "no answer";
    fixture->now_ms = since_ms + HOLD - 1 - WALL;
    int64_t next_ms = settle(fixture);
    assert_int_equal(serial_of(fixture, "news"), 1);
    assert_true(next_ms <= fixture->now_ms + 1);
    fixture->now_ms++;
    settle(fixture);
    assert_int_equal(serial_of(fixture, "news"), 5);
    assert_true(waiting_since(fixture, NULL) == 0);
    end(&feeds);
}

/* Without an ETag the same bytes come with every poll. */
static void test_no_etag(void **state)
{
    struct fixture *fixture = *state;
    struct feeds feeds = begin(fixture);
    int64_t since_ms = waiting_since(fixture, NULL);
    publish(fixture->news, NULL, feeds.bad);
    for (int i = 0; i < 5; i++) {
        pass(fixture, EVERY);
        assert_true(waiting_since(fixture, NULL) == since_ms);
    }
    end(&feeds);
}

/* What would pass behind the one that waits keeps its time; another content waits anew, and is
 * not let through by what was waited for the first one. */
static void test_newer_while_it_waits(void **state)
{
    struct fixture *fixture = *state;
    struct feeds feeds = begin(fixture);
    int64_t since_ms = waiting_since(fixture, NULL);
    publish(fixture->news, "\"n\"", feeds.bad_next);
    pass(fixture, EVERY);
    assert_true(waiting_since(fixture, NULL) == since_ms);
    fixture->now_ms = since_ms + HOLD - EVERY - 1 - WALL;
    settle(fixture);
    publish(fixture->news, "\"w\"", feeds.worse);
    pass(fixture, EVERY);
    int64_t again_ms = waiting_since(fixture, NULL);
    assert_true(again_ms > since_ms);
    pass(fixture, 2 * EVERY);
    assert_int_equal(serial_of(fixture, "news"), 1);
    assert_true(waiting_since(fixture, NULL) == again_ms);
    fixture->now_ms = again_ms + HOLD - WALL;
    settle(fixture);
    assert_int_equal(serial_of(fixture, "news"), 7);
    end(&feeds);
}

static void test_withdrawn(void **state)
{
    struct fixture *fixture = *state;
    struct feeds feeds = begin(fixture);
    publish(fixture->news, "\"g\"", feeds.good);
    pass(fixture, EVERY);
    assert_int_equal(serial_of(fixture, "news"), 1);
    assert_true(waiting_since(fixture, NULL) == 0);
    pass(fixture, 2 * HOLD);
    assert_int_equal(serial_of(fixture, "news"), 1);
    end(&feeds);
}

static void test_approved(void **state)
{
    struct fixture *fixture = *state;
    struct error error;
    struct feeds feeds = begin(fixture);
    struct object_id body, other;
    waiting_since(fixture, &body);
    other = body;
    other.hex[0] = body.hex[0] == 'a' ? 'b' : 'a';
    assert_true(store_approve(fixture->store, "dorm", &body, &error));
    assert_true(store_approve(fixture->store, "news", &other, &error));
    step(fixture);
    assert_int_equal(serial_of(fixture, "news"), 1);
    assert_true(store_approve(fixture->store, "news", &body, &error));
    step(fixture);
    assert_int_equal(serial_of(fixture, "news"), 5);
    assert_true(waiting_since(fixture, NULL) == 0);
    assert_false(store_approval(fixture->store, "news", &other));
    /* The word is used up: the old content would have to wait, and so would the new one. */
    publish(fixture->news, "\"g\"", feeds.good);
    pass(fixture, EVERY);
    assert_int_equal(serial_of(fixture, "news"), 5);
    assert_true(waiting_since(fixture, NULL) > 0);
    end(&feeds);
}

/* An alert of what waits is shown, the rest is not; and where the config says so it waits too.
 */
static void test_alert(void **state)
{
    struct fixture *fixture = *state;
    struct error error;
    struct feeds feeds = begin(fixture);
    for (int waits = 1; waits >= 0; waits--) {
        fixture->config.guard.breaker_alerts = waits;
        publish(fixture->news, waits ? "\"1\"" : "\"2\"", feeds.alarmed);
        pass(fixture, EVERY);
        struct edition *edition = edition_load_newest(fixture->store, &error);
        assert_non_null(edition);
        assert_int_equal(edition->source_count, waits ? 2 : 3);
        assert_int_equal(edition->sources[0].feed->serial, 1);
        assert_int_equal(edition->sources[0].feed->item_count, 6);
        if (!waits) {
            assert_string_equal(edition->sources[1].name, "news");
            assert_int_equal(edition->sources[1].feed->item_count, 1);
            assert_string_equal(edition->sources[1].feed->items[0].id, "wind");
        }
        edition_destroy(edition);
    }
    open_again(fixture, 1024 * 1024);
    fixture->now_ms += 1;
    settle(fixture);
    /* The danger is over: with the alert of a feed that waits goes its slide. */
    publish(fixture->news, "\"3\"", feeds.bad_next);
    pass(fixture, EVERY);
    struct edition *edition = edition_load_newest(fixture->store, &error);
    assert_int_equal(edition->source_count, 2);
    assert_int_equal(edition->sources[0].feed->serial, 1);
    edition_destroy(edition);
    end(&feeds);
}

/* A screen that was off, another address, and no breaker at all: nothing waits. */
static void test_nothing_to_compare(void **state)
{
    struct fixture *fixture = *state;
    struct feeds feeds = begin(fixture);
    publish(fixture->news, "\"g\"", feeds.good);
    pass(fixture, EVERY);
    fixture->sources[0].url = "https://other.example/feed.json";
    fixture->news->url = fixture->sources[0].url;
    publish(fixture->news, "\"b\"", feeds.bad);
    open_again(fixture, 1024 * 1024);
    settle(fixture);
    assert_int_equal(serial_of(fixture, "news"), 5);
    publish(fixture->news, "\"w\"", feeds.worse);
    pass(fixture, EVERY);
    assert_int_equal(serial_of(fixture, "news"), 5);
    fixture->config.guard.breaker_hold_ms = 0;
    open_again(fixture, 1024 * 1024);
    publish(fixture->news, NULL, feeds.worse);
    settle(fixture);
    assert_int_equal(serial_of(fixture, "news"), 7);
    assert_true(waiting_since(fixture, NULL) == 0);
    end(&feeds);
}

/* A store that takes nothing: what waits is neither shown nor forgotten. */
static void test_full_store(void **state)
{
    struct fixture *fixture = *state;
    struct feeds feeds = begin(fixture);
    int64_t since_ms = waiting_since(fixture, NULL);
    open_again(fixture, 1);
    fixture->now_ms = since_ms + HOLD - WALL;
    settle(fixture);
    assert_int_equal(serial_of(fixture, "news"), 1);
    assert_true(waiting_since(fixture, NULL) == since_ms);
    open_again(fixture, 1024 * 1024);
    settle(fixture);
    assert_int_equal(serial_of(fixture, "news"), 5);
    end(&feeds);
}

static int refuse_head(void *context, const char *from, const char *to)
{
    if (strncmp(strrchr(to, '/'), "/head", 5) != 0) {
        return file_seam_real.rename(context, from, to);
    }
    errno = EIO;
    return -1;
}

/* A store that takes objects and no head: what would wait is no line in the log at every try.
 */
static void test_failing_store_says_once(void **state)
{
    struct fixture *fixture = *state;
    struct file_seam seam = file_seam_real;
    char log[8192];
    struct feeds feeds = begin(fixture);
    int64_t since_ms = waiting_since(fixture, NULL);
    open_through(fixture, &seam, 1024 * 1024);
    settle(fixture);
    publish(fixture->news, "\"w\"", feeds.worse);
    seam.rename = refuse_head;
    struct capture capture = capture_begin(fixture);
    for (int i = 0; i < 10; i++) {
        pass(fixture, 2 * EVERY);
    }
    publish(fixture->news, "\"a\"", feeds.good_again);
    pass(fixture, 2 * EVERY);
    capture_end(&capture, log);
    assert_int_equal(count_in(log, "source news: "), 1);
    assert_int_equal(count_in(log, " waits ") + count_in(log, "withdrawn"), 0);
    assert_true(waiting_since(fixture, NULL) == since_ms);
    open_again(fixture, 1024 * 1024); /* not through this function's seam */
    end(&feeds);
}

/* What waits is of one address: with another one in the config it is dropped. */
static void test_another_address(void **state)
{
    struct fixture *fixture = *state;
    struct feeds feeds = begin(fixture);
    fixture->sources[0].url = fixture->news->url = "https://other.example/feed.json";
    fixture->news->outcome = HTTP_LATER;
    fixture->news->error = "no answer";
    open_again(fixture, 1024 * 1024);
    pass(fixture, 2 * HOLD);
    assert_int_equal(serial_of(fixture, "news"), 1);
    end(&feeds);
}

/* Rotten on the disk, it is neither shown nor in the way: it comes again and waits anew. */
static void test_rotten(void **state)
{
    struct fixture *fixture = *state;
    struct feeds feeds = begin(fixture);
    struct object_id body;
    char path[PATH_MAX];
    int64_t since_ms = waiting_since(fixture, &body);
    scratch_object_path(&fixture->scratch, &body, path);
    scratch_write(path, "rotten");
    fixture->now_ms = since_ms + HOLD - WALL;
    settle(fixture);
    assert_int_equal(serial_of(fixture, "news"), 1);
    assert_true(waiting_since(fixture, NULL) >= since_ms + HOLD);
    fixture->now_ms += HOLD;
    settle(fixture);
    assert_int_equal(serial_of(fixture, "news"), 5);
    end(&feeds);
}

/* What is on the screens, and what waits ("" for nothing). */
struct outcome {
    int64_t serial;
    char waits[OBJECT_ID_LENGTH + 1];
};

static struct outcome look(struct fixture *fixture)
{
    struct object_id body = { 0 };
    struct outcome outcome = { .serial = serial_of(fixture, "news") };
    waiting_since(fixture, &body);
    memcpy(outcome.waits, body.hex, sizeof outcome.waits);
    return outcome;
}

static void assert_same(struct outcome left, struct outcome right)
{
    assert_int_equal(left.serial, right.serial);
    assert_string_equal(left.waits, right.waits);
}

/* What the fetcher did while the disk failed at one call or more is all done or not at all, and
 * it stays so for the commits of others and over a restart. True when a call failed. */
static bool fails_once(int from, int count, bool is_approved)
{
    void *state;
    struct error error;
    struct object_id body;
    struct failing_seam failing;
    setup(&state);
    struct fixture *fixture = state;
    struct feeds feeds = begin(fixture);
    struct outcome before = look(fixture), after, now;
    waiting_since(fixture, &body);
    failing_seam_init(&failing);
    open_through(fixture, &failing.seam, 1024 * 1024);
    settle(fixture);
    if (is_approved) {
        assert_true(store_approve(fixture->store, "news", &body, &error));
    } else {
        publish(fixture->news, "\"g2\"", feeds.good_again);
        fixture->now_ms += EVERY;
    }
    failing.error = EIO;
    failing.calls = 0;
    failing.count = count;
    failing.from = from;
    settle(fixture);
    bool failed = failing.calls >= from;
    failing.from = 0;
    after = look(fixture);
    if (after.serial == 1 && strcmp(after.waits, before.waits) != 0) {
        /* What it would have been compared with could not be read. */
        object_id_of(feeds.good_again, strlen(feeds.good_again), &body);
        assert_string_equal(after.waits, is_approved ? before.waits : body.hex);
    } else if (after.serial != 1) {
        assert_int_equal(after.serial, is_approved ? 5 : 2);
        assert_string_equal(after.waits, "");
    }
    if (!is_approved || after.serial != 1 || *after.waits) {
        *fixture->news =
            (struct answer) { .url = news_url, .outcome = HTTP_LATER, .error = "is down" };
    } /* else what waited could not be read, and is asked for anew */
    publish(fixture->dorm, "\"d2\"", "{\"lobbycard\":1,\"serial\":11}");
    fixture->now_ms += EVERY;
    settle(fixture);
    assert_int_equal(serial_of(fixture, "dorm"), 11);
    now = look(fixture);
    if (is_approved) {
        assert_int_equal(now.serial, 5); /* the word was not lost */
        assert_string_equal(now.waits, "");
    } else {
        assert_same(now, after);
    }
    open_again(fixture, 1024 * 1024);
    settle(fixture);
    assert_same(look(fixture), now);
    end(&feeds);
    teardown(&state);
    return failed;
}

static void test_every_call_fails(void **state)
{
    static const int counts[] = { 1, 2, 9 };
    (void)state;
    scratch_in_memory();
    for (int is_approved = 0; is_approved <= 1; is_approved++) {
        for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
            int from = 1;
            while (fails_once(from, counts[i], is_approved)) {
                from++;
            }
            assert_in_range(from, 40, 400);
        }
    }
}

static const char term[] =
    "{\"lobbycard\":1,\"serial\":30,\"items\":[{\"kind\":\"notice\",\"title\":\"补考安排\"},"
    "{\"kind\":\"notice\",\"title\":\"选课开始\"},{\"kind\":\"notice\",\"title\":\"教材领取\"},"
    "{\"kind\":\"notice\",\"title\":\"宿舍调换\"},{\"kind\":\"notice\",\"title\":\"医保缴费\"}]}";

/* All items are new: within a few days of silence that waits, behind a longer one it does not.
 */
static void test_silence(void **state)
{
    struct fixture *fixture = *state;
    struct feeds feeds = begin(fixture);
    const int64_t day_ms = 24 * 60 * 60 * 1000;
    publish(fixture->news, "\"g\"", feeds.good);
    pass(fixture, EVERY);
    for (int days = 2; days <= 4; days += 2) {
        fixture->now_ms += days * day_ms;
        publish(fixture->news, "\"t\"", term);
        settle(fixture);
        assert_int_equal(serial_of(fixture, "news"), days == 2 ? 1 : 30);
        publish(fixture->news, "\"g\"", feeds.good);
        if (days == 2) {
            pass(fixture, EVERY);
            assert_true(waiting_since(fixture, NULL) == 0);
        }
    }
    end(&feeds);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_waits_its_time),
        TEST(test_no_etag),
        TEST(test_newer_while_it_waits),
        TEST(test_withdrawn),
        TEST(test_approved),
        TEST(test_alert),
        TEST(test_nothing_to_compare),
        TEST(test_full_store),
        TEST(test_failing_store_says_once),
        TEST(test_another_address),
        TEST(test_silence),
        TEST(test_rotten),
        cmocka_unit_test(test_every_call_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
