/* When systemd's watchdog is fed: over a stage that presents, or does not. */
#include "command/play/watchdog.h"
#include "report/notify.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

enum { INTERVAL_MS = 500 };

static struct {
    struct stage_stats stats;
    int64_t interval_ms;
    bool presents, is_touched;
    int touches, fed;
} world;

const struct stage_stats *stage_stats(const struct stage *stage)
{
    (void)stage;
    return &world.stats;
}

void stage_touch(struct stage *stage)
{
    (void)stage;
    world.is_touched = true;
    world.touches++;
}

bool power_is_off(const struct power *power)
{
    return power->is_known && !power->is_on;
}

/* A still stage presents what was touched alone. */
void stage_step(struct stage *stage, int64_t now_us)
{
    (void)stage, (void)now_us;
    world.stats.frames += world.is_touched && world.presents;
    world.is_touched = false;
}

void notify_watchdog(void)
{
    world.fed++;
}

int64_t notify_watchdog_interval_ms(void)
{
    return world.interval_ms;
}

static void test_who_feeds(void **state)
{
    static const struct {
        const char *name;
        bool presents, moves, is_known, is_on;
        int interval_ms, fed, touches; /* of ten intervals */
    } rows[] = {
        { "a still slide", true, false, true, true, INTERVAL_MS, 10, 10 },
        { "slides that move", true, true, true, true, INTERVAL_MS, 10, 0 },
        { "nothing can be shown", false, false, true, true, INTERVAL_MS, 0, 10 },
        { "the display is off", false, false, true, false, INTERVAL_MS, 10, 0 },
        { "nobody knows", true, false, false, false, INTERVAL_MS, 10, 10 },
        { "no watchdog", true, false, true, true, 0, 0, 0 },
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct power power = { .is_known = rows[i].is_known, .is_on = rows[i].is_on };
        struct watchdog watchdog;
        watchdog_init(&watchdog, NULL, &power);
        int64_t now_us = 7;
        world.stats.frames = 1;
        world.presents = rows[i].presents;
        world.interval_ms = rows[i].interval_ms;
        world.touches = world.fed = 0;
        watchdog_step(&watchdog, now_us);
        for (int step = 0; step < 10 * 4; step++) {
            now_us += INTERVAL_MS * INT64_C(1000) / 4;
            world.stats.frames += rows[i].moves;
            watchdog_step(&watchdog, now_us);
            int64_t due_us = watchdog_deadline_us(&watchdog, now_us);
            assert_true(rows[i].interval_ms ? due_us > now_us : due_us == INT64_MAX);
        }
        if (world.fed != rows[i].fed || world.touches != rows[i].touches) {
            fail_msg("%s: fed %d times, touched %d", rows[i].name, world.fed, world.touches);
        }
    }
}

/* A display that hangs is not fed for, and is again once it presents. */
static void test_a_display_that_comes_back(void **state)
{
    (void)state;
    const struct power power = { .is_known = true, .is_on = true };
    struct watchdog watchdog;
    watchdog_init(&watchdog, NULL, &power);
    world.interval_ms = INTERVAL_MS;
    world.fed = 0;
    for (int step = 0; step < 9; step++) {
        world.presents = step < 3 || step >= 6;
        watchdog_step(&watchdog, step * INTERVAL_MS * INT64_C(1000));
    }
    assert_int_equal(world.fed, 5); /* the first step only begins */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_who_feeds),
        cmocka_unit_test(test_a_display_that_comes_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
