#include "net/fetch/source/schedule.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#define SECOND ((int64_t)1000)
#define MINUTE (60 * SECOND)
#define HOUR (60 * MINUTE)

static void test_first_is_immediate_then_within_every(void **state)
{
    static const int64_t everies[] = { 1, 10 * SECOND, MINUTE, 5 * MINUTE, 24 * HOUR };
    (void)state;
    for (size_t i = 0; i < sizeof everies / sizeof *everies; i++) {
        for (int screen = 0; screen < 200; screen++) {
            char name[32];
            struct schedule schedule;
            snprintf(name, sizeof name, "lobby-%d", screen);
            schedule_init(&schedule, everies[i], name, "news", 1);
            assert_true(schedule.next_ms == INT64_MIN);
            int64_t now_ms = 123456;
            schedule_answered(&schedule, now_ms);
            int64_t gap_ms = schedule.next_ms - now_ms;
            assert_true(gap_ms >= everies[i] / 4 && gap_ms <= everies[i] && gap_ms > 0);
            for (int turn = 0; turn < 5; turn++) {
                int64_t took_ms = everies[i] / 50;
                int64_t due_ms = schedule.next_ms;
                schedule_answered(&schedule, due_ms + took_ms);
                assert_true(schedule.next_ms - due_ms == everies[i]);
            }
        }
    }
}

/* A thousand screens spread over the interval: no tenth of the offsets' range is empty or holds
 * more than a fifth of them. */
static void test_a_fleet_spreads(void **state)
{
    enum { SCREENS = 1000, SLOTS = 10 };
    int slots[SLOTS] = { 0 };
    (void)state;
    for (int screen = 0; screen < SCREENS; screen++) {
        char name[32];
        struct schedule schedule;
        snprintf(name, sizeof name, "dorm-%d", screen);
        schedule_init(&schedule, MINUTE, name, "news", 7);
        int64_t range_ms = MINUTE - MINUTE / 4;
        int64_t slot = (schedule.offset_ms - MINUTE / 4 - 1) * SLOTS / range_ms;
        assert_in_range(slot, 0, SLOTS - 1);
        slots[slot]++;
    }
    for (int slot = 0; slot < SLOTS; slot++) {
        assert_in_range(slots[slot], 50, 200);
    }
}

static void test_offset_is_stable(void **state)
{
    (void)state;
    struct schedule one, same, other_source, shifted;
    schedule_init(&one, MINUTE, "ab", "c", 1);
    schedule_init(&same, MINUTE, "ab", "c", 2);
    schedule_init(&other_source, MINUTE, "ab", "d", 1);
    schedule_init(&shifted, MINUTE, "a", "bc", 1);
    assert_true(one.offset_ms == same.offset_ms);
    assert_true(one.offset_ms != other_source.offset_ms);
    assert_true(one.offset_ms != shifted.offset_ms);
}

static void test_back_off_doubles_with_full_jitter(void **state)
{
    static const struct {
        int64_t every_ms;
        int64_t ceilings_ms[10];
    } cases[] = {
        { 10 * SECOND, { 5 * SECOND, 10 * SECOND, 20 * SECOND, 40 * SECOND, MINUTE, MINUTE,
                           MINUTE, MINUTE, MINUTE, MINUTE } },
        { 2 * MINUTE, { 5 * SECOND, 10 * SECOND, 20 * SECOND, 40 * SECOND, 80 * SECOND,
                          160 * SECOND, 4 * MINUTE, 4 * MINUTE, 4 * MINUTE, 4 * MINUTE } },
        { 24 * HOUR, { 5 * SECOND, 10 * SECOND, 20 * SECOND, 40 * SECOND, 80 * SECOND,
                         160 * SECOND, 320 * SECOND, 640 * SECOND, 15 * MINUTE, 15 * MINUTE } },
    };
    enum { RUNS = 400 };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        for (int failures = 0; failures < 10; failures++) {
            int64_t ceiling_ms = cases[i].ceilings_ms[failures], shortest_ms = INT64_MAX;
            int64_t longest_ms = 0, sum_ms = 0;
            for (uint64_t seed = 0; seed < RUNS; seed++) {
                struct schedule schedule;
                schedule_init(&schedule, cases[i].every_ms, "s", "n", seed * 1000003);
                for (int n = 0; n <= failures; n++) {
                    schedule_failed(&schedule, 1000, 0);
                }
                int64_t wait_ms = schedule.next_ms - 1000;
                shortest_ms = wait_ms < shortest_ms ? wait_ms : shortest_ms;
                longest_ms = wait_ms > longest_ms ? wait_ms : longest_ms;
                sum_ms += wait_ms;
            }
            assert_true(shortest_ms >= SCHEDULE_BACK_OFF_MIN_MS);
            assert_true(shortest_ms < ceiling_ms / 4);
            assert_true(longest_ms <= ceiling_ms && longest_ms > ceiling_ms * 9 / 10);
            int64_t mean_ms = sum_ms / RUNS;
            assert_true(mean_ms > ceiling_ms * 2 / 5 && mean_ms < ceiling_ms * 3 / 5);
        }
    }
}

static void test_success_goes_back_to_the_grid(void **state)
{
    (void)state;
    struct schedule schedule;
    schedule_init(&schedule, MINUTE, "s", "n", 5);
    schedule_answered(&schedule, 0);
    int64_t grid_ms = schedule.next_ms;
    for (int i = 0; i < 20; i++) {
        schedule_failed(&schedule, grid_ms + i * MINUTE, 0);
    }
    int64_t now_ms = grid_ms + 21 * MINUTE + 17;
    schedule_answered(&schedule, now_ms);
    assert_int_equal(schedule.failures, 0);
    assert_true((schedule.next_ms - grid_ms) % MINUTE == 0);
    assert_true(schedule.next_ms > now_ms && schedule.next_ms <= now_ms + MINUTE);
}

static void test_retry_after(void **state)
{
    static const struct {
        int64_t retry_after_ms, least_ms, most_ms;
    } cases[] = {
        { 1 * SECOND, 1 * SECOND, 5 * SECOND },
        { 120 * SECOND, 120 * SECOND, 132 * SECOND },
        { 2 * HOUR, 2 * HOUR, 2 * HOUR + MINUTE },
        { 1000 * HOUR, 24 * HOUR, 24 * HOUR + MINUTE },
        { INT64_MAX, 24 * HOUR, 24 * HOUR + MINUTE },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        for (uint64_t seed = 0; seed < 50; seed++) {
            struct schedule schedule;
            schedule_init(&schedule, MINUTE, "s", "n", seed);
            schedule_failed(&schedule, 500, cases[i].retry_after_ms);
            int64_t wait_ms = schedule.next_ms - 500;
            assert_true(wait_ms >= cases[i].least_ms && wait_ms <= cases[i].most_ms);
        }
    }
}

static void test_refused(void **state)
{
    static const struct {
        int64_t every_ms, most_ms;
    } cases[] = {
        { 10 * SECOND, 10 * SECOND },
        { 10 * MINUTE, 10 * MINUTE },
        { 24 * HOUR, 15 * MINUTE },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct schedule schedule;
        int64_t now_ms = 1000;
        schedule_init(&schedule, cases[i].every_ms, "s", "n", 3);
        schedule_refused(&schedule, now_ms);
        for (int n = 0; n < 5; n++) {
            assert_true(schedule.next_ms > now_ms);
            assert_true(schedule.next_ms - now_ms <= cases[i].most_ms);
            now_ms = schedule.next_ms;
            schedule_refused(&schedule, now_ms);
        }
        assert_true(schedule.next_ms - now_ms == cases[i].most_ms);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_first_is_immediate_then_within_every),
        cmocka_unit_test(test_a_fleet_spreads),
        cmocka_unit_test(test_offset_is_stable),
        cmocka_unit_test(test_back_off_doubles_with_full_jitter),
        cmocka_unit_test(test_success_goes_back_to_the_grid),
        cmocka_unit_test(test_retry_after),
        cmocka_unit_test(test_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
