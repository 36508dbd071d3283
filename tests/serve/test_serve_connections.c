/* Who may come, who has to go, and when. */
#include "net/serve/serve.h"
#include "net/serve/serve_connections.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { MANY = SERVE_CONNECTIONS + 50 };

struct hall {
    struct serve_connections all;
    struct serve_connection each[MANY];
    size_t count;
};

static struct serve_connection *enter(
    struct hall *hall, int address, enum serve_phase phase, int64_t since_ms)
{
    struct serve_connection *one = &hall->each[hall->count++];
    *one = (struct serve_connection) { 0 };
    snprintf(one->peer, sizeof one->peer, "192.0.2.%d", address);
    serve_connections_add(&hall->all, one);
    serve_connection_enter(one, phase, since_ms);
    return one;
}

static bool admits(const struct hall *hall, const char *peer, bool is_exempt, int64_t now_ms,
    struct serve_connection **victim)
{
    return serve_connections_admit(&hall->all, peer, is_exempt, now_ms, victim);
}

static void test_an_address_has_so_many(void **state)
{
    (void)state;
    static struct hall hall;
    struct serve_connection *victim;
    hall = (struct hall) { 0 };
    for (int i = 0; i < SERVE_CONNECTIONS_EACH; i++) {
        assert_true(admits(&hall, "192.0.2.1", false, 0, &victim));
        enter(&hall, 1, SERVE_AT_WORK, 0);
    }
    assert_false(admits(&hall, "192.0.2.1", false, 0, &victim));
    assert_true(admits(&hall, "192.0.2.1", true, 0, &victim));
    assert_true(admits(&hall, "192.0.2.2", false, 0, &victim));
    /* one of its own that idles makes room, and none of another's */
    enter(&hall, 2, SERVE_AT_HEAD, -100);
    assert_false(admits(&hall, "192.0.2.1", false, 0, &victim));
    serve_connection_enter(&hall.each[5], SERVE_AT_HEAD, 0);
    assert_true(admits(&hall, "192.0.2.1", false, 0, &victim));
    assert_ptr_equal(victim, &hall.each[5]);
    serve_connection_enter(&hall.each[5], SERVE_AT_WORK, 0);
    serve_connections_let_go(&hall.all, &hall.each[3]);
    assert_true(admits(&hall, "192.0.2.1", false, 0, &victim));
    serve_connections_remove(&hall.all, &hall.each[3]);
    assert_int_equal(hall.all.count, SERVE_CONNECTIONS_EACH);
}

/* Full of those that wait for us, but for the ones that are changed. */
static void fill(struct hall *hall)
{
    *hall = (struct hall) { 0 };
    for (int i = 0; i < SERVE_CONNECTIONS; i++) {
        enter(hall, i / 10, SERVE_AT_WORK, 1000 + i);
    }
}

static void test_the_one_that_idles_longest_goes(void **state)
{
    (void)state;
    static struct hall hall;
    struct serve_connection *victim;
    fill(&hall);
    assert_false(admits(&hall, "192.0.2.250", false, 2000000, &victim));
    serve_connection_enter(&hall.each[7], SERVE_AT_ANSWER, 5000);
    assert_false(admits(&hall, "192.0.2.250", false, 5000 + 20 * 1000, &victim));
    assert_true(admits(&hall, "192.0.2.250", false, 5001 + 20 * 1000, &victim));
    assert_ptr_equal(victim, &hall.each[7]);
    serve_connection_enter(&hall.each[40], SERVE_AT_HEAD, 9000);
    serve_connection_enter(&hall.each[50], SERVE_AT_HEAD, 8000);
    assert_true(admits(&hall, "192.0.2.250", false, 9000, &victim));
    assert_ptr_equal(victim, &hall.each[50]);
    serve_connections_let_go(&hall.all, victim);
    assert_true(admits(&hall, "192.0.2.250", false, 9000, &victim));
    assert_null(victim);
}

static void test_time_is_over(void **state)
{
    (void)state;
    static const struct {
        enum serve_phase phase;
        int64_t allowed_ms;
    } cases[] = { { SERVE_AT_HEAD, SERVE_HEAD_MS }, { SERVE_AT_BODY, SERVE_BODY_MS },
        { SERVE_AT_ANSWER, SERVE_ANSWER_MS } };
    for (size_t i = 0; i < 3; i++) {
        static struct hall hall;
        int64_t next_ms;
        hall = (struct hall) { 0 };
        struct serve_connection *one = enter(&hall, 1, cases[i].phase, 100);
        enter(&hall, 2, SERVE_AT_WORK, 0);
        int64_t end_ms = 100 + cases[i].allowed_ms;
        assert_null(serve_connections_late(&hall.all, end_ms - 1, &next_ms));
        assert_int_equal(next_ms, end_ms);
        assert_ptr_equal(serve_connections_late(&hall.all, end_ms, &next_ms), one);
        serve_connections_let_go(&hall.all, one);
        assert_null(serve_connections_late(&hall.all, end_ms, &next_ms));
        assert_true(next_ms == INT64_MAX);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_an_address_has_so_many),
        cmocka_unit_test(test_the_one_that_idles_longest_goes),
        cmocka_unit_test(test_time_is_over),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
