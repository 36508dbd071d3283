#include "net/fetcher_fixture.h"

#include <fcntl.h>
#include <inttypes.h>

/* The entry lives in *status, which the caller destroys. */
static const struct fetch_status_source *status_of(
    struct fixture *fixture, const char *name, struct fetch_status **status)
{
    struct error error;
    *status = fetch_status_read(fixture->store, &error);
    if (!*status) {
        fail_msg("%s", error.text);
    }
    const struct fetch_status_source *found = fetch_status_find(*status, name);
    assert_non_null(found);
    return found;
}

static void assert_status_error(struct fixture *fixture, const char *name, const char *text)
{
    struct fetch_status *status;
    const struct fetch_status_source *found = status_of(fixture, name, &status);
    if (!strstr(found->last_error, text)) {
        fail_msg("\"%s\" lacks \"%s\"", found->last_error, text);
    }
    assert_true(found->last_error_ms > found->last_success_ms);
    fetch_status_destroy(status);
}

static void test_first_fetch_is_immediate_then_304(void **state)
{
    struct fixture *fixture = *state;
    int64_t next_ms = settle(fixture);
    assert_int_equal(serial_of(fixture, "news"), 1);
    assert_int_equal(serial_of(fixture, "dorm"), 10);
    assert_true(next_ms > fixture->now_ms && next_ms <= fixture->now_ms + EVERY);
    struct error error;
    struct head before, after;
    assert_true(store_read_head(fixture->store, &before, &error));
    pass(fixture, EVERY);
    assert_int_equal(fixture->news->asked, 2);
    assert_string_equal(fixture->news->asked_etag, "\"n1\"");
    pass(fixture, EVERY);
    assert_string_equal(fixture->news->asked_etag, "\"n1\"");
    assert_true(store_read_head(fixture->store, &after, &error));
    assert_memory_equal(&before, &after, sizeof before);
    struct fetch_status *status;
    const struct fetch_status_source *news = status_of(fixture, "news", &status);
    assert_true(news->last_success_ms == WALL + fixture->now_ms);
    assert_true(news->next_try_ms > news->last_success_ms);
    assert_true(news->next_try_ms <= news->last_success_ms + EVERY);
    assert_int_equal(news->serial, 1);
    assert_int_equal(news->http_status, 304);
    assert_string_equal(news->last_error, "");
    fetch_status_destroy(status);
}

static void test_news_is_committed(void **state)
{
    struct fixture *fixture = *state;
    settle(fixture);
    publish(fixture->news, "\"n2\"", "{\"lobbycard\":1,\"serial\":2}");
    pass(fixture, EVERY);
    assert_int_equal(serial_of(fixture, "news"), 2);
    assert_int_equal(serial_of(fixture, "dorm"), 10);
}

/* How one source may fail while the other moves on. */
static void test_each_source_fails_alone(void **state)
{
    static const struct {
        struct answer answer;
        const char *status;
    } cases[] = {
        { { .outcome = HTTP_LATER, .error = "cannot find the host" }, "cannot find the host" },
        { { .outcome = HTTP_LATER, .status = 503, .error = "answers 503" }, "answers 503" },
        { { .outcome = HTTP_REFUSED, .status = 404, .error = "answers 404" }, "answers 404" },
        { { .outcome = HTTP_FRESH, .status = 200, .body = "<!doctype html><p>Log in" },
            "a web page" },
        { { .outcome = HTTP_FRESH, .status = 200, .body = "\xEF\xBB\xBF \n<html>" },
            "a web page" },
        { { .outcome = HTTP_FRESH, .status = 200, .body = "" }, "the answer is empty" },
        { { .outcome = HTTP_FRESH, .status = 200, .body = "{\"lobbycard\":1,\"se" },
            "not a feed" },
        { { .outcome = HTTP_FRESH, .status = 200, .body = "[]" }, "not a feed" },
    };
    struct fixture *fixture = *state;
    settle(fixture);
    int64_t dorm_serial = 10;
    char etag[16], body[64];
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        *fixture->news = cases[i].answer;
        fixture->news->url = news_url;
        snprintf(etag, sizeof etag, "\"d%zu\"", i + 2);
        snprintf(body, sizeof body, "{\"lobbycard\":1,\"serial\":%" PRId64 "}", ++dorm_serial);
        publish(fixture->dorm, etag, body);
        int asked = fixture->dorm->asked;
        pass(fixture, EVERY);
        for (int n = 0; n < 20 && fixture->news->asked == 0; n++) {
            pass(fixture, EVERY); /* it was backing off */
        }
        assert_true(fixture->dorm->asked > asked);
        assert_int_equal(serial_of(fixture, "news"), 1);
        assert_int_equal(serial_of(fixture, "dorm"), dorm_serial);
        assert_status_error(fixture, "news", cases[i].status);
    }
    /* And it comes back. */
    *fixture->news = (struct answer) { .url = news_url,
        .outcome = HTTP_FRESH,
        .status = 200,
        .body = "{\"lobbycard\":1,\"serial\":2}" };
    pass(fixture, 15 * EVERY);
    assert_int_equal(serial_of(fixture, "news"), 2);
}

/* The condition sent belongs to the last good bytes, not to the garbage that came after. */
static void test_garbage_does_not_change_the_condition(void **state)
{
    struct fixture *fixture = *state;
    settle(fixture);
    publish(fixture->news, "\"garbage\"", "<html>");
    pass(fixture, EVERY);
    pass(fixture, EVERY);
    assert_true(fixture->news->asked >= 3);
    assert_string_equal(fixture->news->asked_etag, "\"n1\"");
}

static void test_retry_after_is_honoured(void **state)
{
    struct fixture *fixture = *state;
    *fixture->news = (struct answer) { .url = news_url,
        .outcome = HTTP_LATER,
        .status = 503,
        .error = "answers 503",
        .retry_after_ms = 600000 };
    settle(fixture);
    for (int64_t ms = 0; ms < 599000; ms += 10000) {
        pass(fixture, 10000);
    }
    assert_int_equal(fixture->news->asked, 1);
    pass(fixture, 70000);
    assert_int_equal(fixture->news->asked, 2);
    assert_true(fixture->dorm->asked >= 10);
}

/* The back-off begins when the answer did not come, not when it was asked for. */
static void test_the_wait_begins_after_the_try(void **state)
{
    struct fixture *fixture = *state;
    fixture->config.source_count = 1;
    open_again(fixture, 1024 * 1024);
    *fixture->news =
        (struct answer) { .url = news_url, .outcome = HTTP_LATER, .error = "no answer" };
    fixture->web.took_ms = 60000;
    assert_true(step(fixture) >= fixture->now_ms + 61000);
}

static void test_restart_goes_on_with_what_is_held(void **state)
{
    struct fixture *fixture = *state;
    settle(fixture);
    *fixture->dorm =
        (struct answer) { .url = dorm_url, .outcome = HTTP_LATER, .error = "is down" };
    pass(fixture, EVERY);
    open_again(fixture, 1024 * 1024);
    settle(fixture);
    assert_string_equal(fixture->news->asked_etag, "\"n1\"");
    assert_int_equal(serial_of(fixture, "dorm"), 10);
    struct fetch_status *status;
    const struct fetch_status_source *dorm = status_of(fixture, "dorm", &status);
    assert_true(dorm->last_success_ms == WALL + 5000);
    assert_string_equal(dorm->last_error, "is down");
    assert_int_equal(dorm->serial, 10);
    fetch_status_destroy(status);
}

static void test_reload_with_other_sources(void **state)
{
    struct fixture *fixture = *state;
    settle(fixture);
    /* A source taken out of the config leaves the screen though nothing new came. */
    fixture->config.source_count = 1;
    *fixture->news =
        (struct answer) { .url = news_url, .outcome = HTTP_LATER, .error = "is down" };
    open_again(fixture, 1024 * 1024);
    settle(fixture);
    assert_int_equal(serial_of(fixture, "news"), 1);
    assert_int_equal(serial_of(fixture, "dorm"), -1);

    /* A new address: the old feed stays until the new one answers, and its ETag is not sent. */
    fixture->sources[0].url = dorm_url;
    *fixture->dorm =
        (struct answer) { .url = dorm_url, .outcome = HTTP_LATER, .error = "down" };
    open_again(fixture, 1024 * 1024);
    settle(fixture);
    assert_string_equal(fixture->dorm->asked_etag, "");
    assert_int_equal(serial_of(fixture, "news"), 1);

    /* No source at all: the edition stays where it is, not shown, and there is nothing to wait
     * for. */
    fixture->config.source_count = 0;
    open_again(fixture, 1024 * 1024);
    assert_true(step(fixture) == INT64_MAX);
    assert_int_equal(serial_of(fixture, "news"), -1);
    edition_trust(fixture->store, NULL);
    assert_int_equal(serial_of(fixture, "news"), 1);
}

static void test_a_full_store_keeps_the_old_edition(void **state)
{
    struct fixture *fixture = *state;
    static char large[9000];
    settle(fixture);
    fixture->now_ms += 1000;
    open_again(fixture, 8000);
    memset(large, ' ', sizeof large - 1);
    memcpy(large, "{\"lobbycard\":1,\"serial\":2}", 26);
    publish(fixture->news, "\"n2\"", large);
    settle(fixture);
    assert_int_equal(serial_of(fixture, "news"), 1);
    assert_status_error(fixture, "news", "[store] max");
    fixture->news->body = "{\"lobbycard\":1,\"serial\":3}";
    pass(fixture, 15 * EVERY);
    assert_int_equal(serial_of(fixture, "news"), 3);
}

/* What stderr says over many tries: a line when the source begins to fail, one for something
 * else that is wrong with what came, one when it is well; none for a try. */
static void test_one_log_line_per_change(void **state)
{
    struct fixture *fixture = *state;
    char log[8192];
    settle(fixture);
    struct capture capture = capture_begin(fixture);
    struct answer good = *fixture->news;
    *fixture->news =
        (struct answer) { .url = news_url, .outcome = HTTP_LATER, .error = "is down" };
    for (int i = 0; i < 30; i++) {
        pass(fixture, EVERY);
    }
    int failed_tries = fixture->news->asked;
    struct answer down = *fixture->news, corrupt = good;
    struct answer refused = {
        .url = news_url, .outcome = HTTP_LATER, .status = 500, .error = "answers 500"
    };
    corrupt.body = "{";
    corrupt.etag = NULL;
    const struct answer *const answers[] = { &refused, &down, &corrupt, &down, &corrupt,
        &refused, &good, &good };
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
        *fixture->news = *answers[i];
        for (int k = 0; k < 30; k++) {
            pass(fixture, EVERY);
        }
    }
    capture_end(&capture, log);
    if (count_in(log, "\n") != 3) {
        fail_msg("%s", log);
    }
    assert_true(failed_tries > 10);
    assert_non_null(strstr(log, "source news: is down; its last good feed stays"));
    assert_non_null(strstr(log, "source news: the answer is not a feed"));
    assert_non_null(strstr(log, "source news: answers\n"));
}

static void test_stop_is_no_error(void **state)
{
    struct fixture *fixture = *state;
    settle(fixture);
    fixture->web.stop_on_get = &fixture->stop;
    fixture->now_ms += EVERY;
    step(fixture);
    struct fetch_status *status;
    assert_string_equal(status_of(fixture, "news", &status)->last_error, "");
    fetch_status_destroy(status);
    assert_string_equal(status_of(fixture, "dorm", &status)->last_error, "");
    fetch_status_destroy(status);
}

static void test_run_once(void **state)
{
    struct fixture *fixture = *state;
    struct error error = { 0 };
    assert_true(fetcher_run_once(fixture->fetcher, &fixture->stop, &error));
    assert_int_equal(serial_of(fixture, "news"), 1);
    *fixture->news =
        (struct answer) { .url = news_url, .outcome = HTTP_LATER, .error = "is down" };
    assert_false(fetcher_run_once(fixture->fetcher, &fixture->stop, &error));
    assert_string_equal(error.text, "source news: is down");
    assert_int_equal(fixture->dorm->asked, 2);
}

/* A web in which one address never answers, until it is told to stop. */
struct hanging_web {
    struct fake_web *web;
    const char *url;
    atomic_int began, left;
    struct waiter waiter; /* told of the second answer that came from elsewhere */
};

static enum http_outcome hanging_get(void *context, const struct http_request *request,
    const atomic_bool *stop, struct http_response *response, struct error *error)
{
    struct hanging_web *hanging = context;
    if (strcmp(request->url, hanging->url) != 0) {
        enum http_outcome outcome = fake_get(hanging->web, request, stop, response, error);
        if (hanging->web->answers[1].asked == 2) {
            waiter_wake(&hanging->waiter);
        }
        return outcome;
    }
    atomic_fetch_add(&hanging->began, 1);
    while (!atomic_load(stop)) {
        usleep(1000);
    }
    atomic_fetch_add(&hanging->left, 1);
    error_set(error, "stopped");
    return HTTP_LATER;
}

/* The one that answers is asked, committed and asked again meanwhile; and nobody waits for the
 * other when it is over. */
static void test_one_that_hangs_holds_up_no_other(void **state)
{
    struct fixture *fixture = *state;
    struct error error;
    struct hanging_web hanging = { .web = &fixture->web, .url = news_url };
    struct waiter_news news;
    const struct http http = { .context = &hanging, .get = hanging_get };
    assert_true(waiter_init(&hanging.waiter, NULL, 0, &error));
    fetcher_destroy(fixture->fetcher);
    fixture->sources[1].every_ms = 100;
    fixture->fetcher = fetcher_create(&fixture->config, fixture->store, http, &error);
    assert_non_null(fixture->fetcher);
    assert_true(fetcher_run(fixture->fetcher, &hanging.waiter));
    waiter_wait(&hanging.waiter, NULL, 0, INT64_MAX, &news);
    assert_true(fetcher_run(fixture->fetcher, &hanging.waiter)); /* as for the watchdog */
    fetcher_rest(fixture->fetcher);
    assert_int_equal(atomic_load(&hanging.began), atomic_load(&hanging.left));
    assert_in_range(fixture->dorm->asked, 2, 1000);
    assert_int_equal(serial_of(fixture, "dorm"), 10);
    assert_int_equal(serial_of(fixture, "news"), -1);
    struct fetch_status *status;
    assert_string_equal(status_of(fixture, "news", &status)->last_error, "");
    fetch_status_destroy(status);
    waiter_finish(&hanging.waiter);
}

static void test_run_once_is_stopped(void **state)
{
    struct fixture *fixture = *state;
    struct error error = { 0 };
    fixture->web.stop_on_get = &fixture->stop;
    assert_false(fetcher_run_once(fixture->fetcher, &fixture->stop, &error));
    assert_string_equal(error.text, "stopped");
}

static void test_damaged_status_is_no_obstacle(void **state)
{
    static const char *const texts[] = { "", "{", "[]", "{\"lobbycard_fetch_status\":2}",
        "{\"lobbycard_fetch_status\":1,\"written_ms\":1,\"sources\":[{\"name\":3}]}" };
    struct fixture *fixture = *state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        char path[PATH_MAX];
        struct error error = { 0 };
        snprintf(path, sizeof path, "%.3000s/fetch-status.json", fixture->scratch.path);
        scratch_write(path, texts[i]);
        assert_null(fetch_status_read(fixture->store, &error));
        assert_true(*error.text);
        open_again(fixture, 1024 * 1024);
        settle(fixture);
        struct fetch_status *status;
        assert_int_equal(status_of(fixture, "dorm", &status)->serial, 10);
        fetch_status_destroy(status);
    }
}

/* The clock is set while `fetch` lives: what it noted itself moves with it, what was there
 * before does not. */
static void test_clock_is_set(void **state)
{
    (void)state;
    struct fetch_status_source sources[] = {
        { .name = "a", .last_error = "", .last_success_ms = 5000, .next_try_ms = 9000 },
        { .name = "b", .last_error = "", .last_success_ms = 900, .last_error_ms = 5500 },
        { .name = "c", .last_error = "" },
    };
    struct fetch_status status = { .written_ms = 6000,
        .written_mono_ms = 600,
        .started_ms = 1000,
        .sources = sources,
        .source_count = 3 };
    process_self(&status.fetcher);
    fetch_status_follow_clock(&status, 6100, 700); /* no jump */
    assert_int_equal(sources[0].last_success_ms, 5000);
    fetch_status_follow_clock(&status, 86406100, 700);
    assert_int_equal(sources[0].last_success_ms, 86405000);
    assert_int_equal(sources[0].next_try_ms, 86409000);
    assert_int_equal(sources[1].last_success_ms, 900);
    assert_int_equal(sources[1].last_error_ms, 86405500);
    assert_int_equal(sources[2].next_try_ms, 0);       /* not asked yet */
    fetch_status_follow_clock(&status, 86406200, 800); /* it was taken into account */
    assert_int_equal(sources[0].last_success_ms, 86405000);
    status.fetcher.pid = 0; /* of another boot, for all that is known */
    fetch_status_follow_clock(&status, 1, 900);
    assert_int_equal(sources[0].last_success_ms, 86405000);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clock_is_set),
        TEST(test_first_fetch_is_immediate_then_304),
        TEST(test_news_is_committed),
        TEST(test_each_source_fails_alone),
        TEST(test_garbage_does_not_change_the_condition),
        TEST(test_retry_after_is_honoured),
        TEST(test_the_wait_begins_after_the_try),
        TEST(test_restart_goes_on_with_what_is_held),
        TEST(test_reload_with_other_sources),
        TEST(test_a_full_store_keeps_the_old_edition),
        TEST(test_one_log_line_per_change),
        TEST(test_stop_is_no_error),
        TEST(test_run_once),
        TEST(test_one_that_hangs_holds_up_no_other),
        TEST(test_run_once_is_stopped),
        TEST(test_damaged_status_is_no_obstacle),
    };
#undef TEST
    return cmocka_run_group_tests(tests, NULL, NULL);
}
