/* How often a password may be tried. */
#include "command/desk/core/tries.h"

#include <inttypes.h>
#include <setjmp.h>
#include <sodium.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#define S INT64_C(1000)

static int64_t take(struct tries *tries, const char *name, const char *address, int64_t now_ms)
{
    struct try one = { name, address, false };
    return tries_take(tries, &one, now_ms);
}

static void test_waits_grow(void **state)
{
    (void)state;
    struct tries *tries = tries_create();
    int64_t now_ms = 5000;
    for (int i = 0; i < TRIES_FREE; i++) {
        assert_int_equal(take(tries, "zhang", "192.0.2.1", now_ms), 0);
    }
    for (int64_t wait_ms = S; now_ms < 3 * 3600 * S;) {
        assert_int_equal(take(tries, "zhang", "192.0.2.1", now_ms), wait_ms);
        assert_int_equal(take(tries, "ZHANG", "192.0.2.1", now_ms + wait_ms - 1), 1);
        now_ms += wait_ms;
        assert_int_equal(take(tries, "zhang", "192.0.2.1", now_ms), 0);
        wait_ms = wait_ms * 2 < TRIES_WAIT_MAX_S * S ? wait_ms * 2 : TRIES_WAIT_MAX_S * S;
    }
    assert_int_equal(take(tries, "zhang", "192.0.2.1", now_ms + TRIES_FORGOTTEN_S * S + 1), 0);
    assert_int_equal(take(tries, "zhang", "192.0.2.1", now_ms + TRIES_FORGOTTEN_S * S + 1), 0);
    tries_destroy(tries);
}

/* Whoever tries cannot keep out who comes from elsewhere, or was here before. */
static void test_nobody_is_locked_out(void **state)
{
    (void)state;
    struct tries *tries = tries_create();
    struct try known = { "zhang", "192.0.2.1", true };
    for (int i = 0; i < 1000; i++) {
        take(tries, "zhang", "192.0.2.1", i);
        take(tries, "zhang", "2001:db8::1", i);
    }
    assert_true(take(tries, "zhang", "192.0.2.1", 1000) > 0);
    assert_int_equal(take(tries, "zhang", "192.0.2.2", 1000), 0);
    assert_int_equal(take(tries, "zhang", "2001:db8:0:1::1", 1000), 0);
    assert_true(take(tries, "zhang", "2001:db8::2:3:4:5", 1000) > 0); /* the same /64 */
    assert_int_equal(tries_take(tries, &known, 1000), 0);
    tries_destroy(tries);
}

/* One address does not try name after name. */
static void test_an_address_is_counted(void **state)
{
    (void)state;
    struct tries *tries = tries_create();
    char name[20];
    int looked = 0;
    for (int i = 0; i < 500; i++) {
        snprintf(name, sizeof name, "n%d", i);
        looked += take(tries, name, "192.0.2.1", 10) == 0;
    }
    assert_int_equal(looked, TRIES_FREE_ADDRESS);
    assert_int_equal(take(tries, "n499", "192.0.2.2", 10), 0);
    tries_destroy(tries);
}

static void test_a_right_one_is_forgiven(void **state)
{
    (void)state;
    struct tries *tries = tries_create();
    struct try one = { "zhang", "192.0.2.1", false };
    for (int i = 0; i < 200; i++) {
        assert_int_equal(tries_take(tries, &one, i), 0);
        tries_forgive(tries, &one);
    }
    /* somebody's own right password gives no more tries at others' */
    int looked = 0;
    for (int i = 0; i < 200; i++) {
        looked += take(tries, "wang", "192.0.2.1", 200) == 0;
        if (tries_take(tries, &one, 200) == 0) {
            tries_forgive(tries, &one);
        }
    }
    assert_int_equal(looked, TRIES_FREE);
    tries_destroy(tries);
}

/* However many come, its size stays; and those that have just tried are remembered. */
static void test_many_addresses(void **state)
{
    (void)state;
    struct tries *tries = tries_create();
    char address[30];
    for (int i = 0; i < 100000; i++) {
        snprintf(address, sizeof address, "10.%d.%d.%d", i >> 16, i >> 8 & 255, i & 255);
        assert_int_equal(take(tries, "zhang", address, i), 0);
    }
    for (int i = 0; i < 100; i++) {
        take(tries, "zhang", "192.0.2.1", 100001);
    }
    assert_true(take(tries, "zhang", "192.0.2.1", 100001) > 0);
    tries_destroy(tries);
}

static void test_a_line(void **state)
{
    (void)state;
    struct tries *tries = tries_create();
    for (int i = 0; i < TRIES_QUEUE_MAX; i++) {
        assert_true(tries_queue(tries, false));
    }
    assert_false(tries_queue(tries, false));
    assert_false(tries_queue(tries, false));
    tries_leave_queue(tries);
    assert_true(tries_queue(tries, false));
    assert_true(tries_queue(tries, true));
    tries_leave_queue(tries);
    assert_false(tries_queue(tries, false));
    tries_destroy(tries);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_waits_grow),
        cmocka_unit_test(test_nobody_is_locked_out),
        cmocka_unit_test(test_an_address_is_counted),
        cmocka_unit_test(test_a_right_one_is_forgiven),
        cmocka_unit_test(test_many_addresses),
        cmocka_unit_test(test_a_line),
    };
    return sodium_init() < 0 ? 1 : cmocka_run_group_tests(tests, NULL, NULL);
}
