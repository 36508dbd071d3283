#include "base/clock.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void test_print(void **state)
{
    (void)state;
    static const struct {
        int64_t wall_ms;
        int offset;
        const char *printed;
    } times[] = {
        { 0, 0, "1970-01-01T00:00:00+00:00" },
        { 1795399200000, 480, "2026-11-23T10:00:00+08:00" },
        { 1795399200250, 0, "2026-11-23T02:00:00+00:00" },
        { 1709263799000, -210, "2024-02-29T23:59:59-03:30" },
        { -1000, 0, "1969-12-31T23:59:59+00:00" },
        { 1483228800000, 0, "2017-01-01T00:00:00+00:00" },
    };
    for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
        char printed[32];
        clock_print_rfc3339(times[i].wall_ms, times[i].offset, printed);
        assert_string_equal(printed, times[i].printed);
    }
}

/* Day after day through the leap years around 1900 and 2000: no gap, no day twice. */
static void test_civil(void **state)
{
    (void)state;
    int year = 1896, month = 1, day = 1;
    assert_int_equal(clock_days_from_civil(1970, 1, 1), 0);
    assert_int_equal(clock_days_from_civil(2000, 3, 1), 11017);
    for (int64_t days = clock_days_from_civil(1896, 1, 1); year < 2104; days++) {
        int y, m, d;
        clock_civil_from_days(days, &y, &m, &d);
        assert_true(y == year && m == month && d == day);
        assert_int_equal(clock_days_from_civil(y, m, d), days);
        day++;
        if (!clock_is_civil(year, month, day)) {
            assert_true(day > 28);
            day = 1;
            month = month % 12 + 1;
            year += month == 1;
        }
    }
    assert_true(clock_is_civil(2000, 2, 29) && clock_is_civil(2024, 2, 29));
    assert_false(clock_is_civil(1900, 2, 29) || clock_is_civil(2026, 4, 31) ||
                 clock_is_civil(2026, 0, 1) || clock_is_civil(2026, 1, 0));
}

static void test_moved(void **state)
{
    (void)state;
    assert_int_equal(clock_speed(), 1);
    assert_false(clock_is_moved());
    clock_move(1795399200000, 60);
    assert_true(clock_is_moved() && clock_is_trusted());
    int64_t mono_ms = clock_mono_ms(), wall_ms = clock_wall_ms();
    assert_int_equal(clock_speed(), 60);
    assert_in_range(wall_ms, 1795399200000, 1795399200000 + 60000);
    while (clock_mono_ms() - mono_ms < 20) {
    }
    assert_true(clock_wall_ms() - wall_ms >= 19 * 60);
}

static void test_a_clock_that_lost_its_battery(void **state)
{
    (void)state;
    enum { HOUR_MS = 3600 * 1000, WEEK_MS = 7 * 24 * HOUR_MS };
    int64_t real_ms = clock_wall_ms();
    assert_true(
        real_ms >= INT64_C(1700000000000)); /* of the build, whatever the machine says */
    clock_raise_floor(real_ms + HOUR_MS);   /* dated ahead: no reason to move a clock */
    assert_true(clock_wall_ms() < real_ms + HOUR_MS);
    assert_true(clock_is_trusted());
    clock_raise_floor(real_ms + WEEK_MS);
    int64_t start_ms = clock_wall_ms(), mono_ms = clock_mono_ms();
    assert_true(start_ms >= real_ms + WEEK_MS);
    assert_false(clock_is_trusted());
    while (clock_mono_ms() < mono_ms + 20) {
    }
    assert_in_range(clock_wall_ms() - start_ms, 19, 10000); /* it goes on */
    clock_raise_floor(real_ms);
    assert_true(clock_wall_ms() >= start_ms); /* and never falls */
}

enum { RAISERS = 3, RAISES = 2000 };

/* Returns NULL unless time ever lay below what was raised. */
static void *raise_floor(void *data)
{
    int64_t base_ms = *(int64_t *)data;
    for (int i = 0; i < RAISES; i++) {
        clock_raise_floor(base_ms + i);
        if (clock_wall_ms() < base_ms + i - 1) {
            return data;
        }
    }
    return NULL;
}

/* By threads that each raise it above a clock that stands: it is never lowered again. */
static void test_threads_raise_the_floor(void **state)
{
    (void)state;
    int64_t bases_ms[RAISERS];
    pthread_t threads[RAISERS];
    int64_t highest_ms = clock_wall_ms() + INT64_C(2419200000);
    for (int i = 0; i < RAISERS; i++) {
        bases_ms[i] = highest_ms - i * INT64_C(3600000);
        assert_int_equal(pthread_create(&threads[i], NULL, raise_floor, &bases_ms[i]), 0);
    }
    for (int i = 0; i < RAISERS; i++) {
        void *below = NULL;
        assert_int_equal(pthread_join(threads[i], &below), 0);
        assert_null(below);
    }
    assert_false(clock_is_trusted());
    assert_true(clock_wall_ms() >= highest_ms + RAISES - 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_clock_that_lost_its_battery),
        cmocka_unit_test(test_print),
        cmocka_unit_test(test_civil),
        cmocka_unit_test(test_threads_raise_the_floor),
        cmocka_unit_test(test_moved),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
