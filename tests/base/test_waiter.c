#include "base/system/waiter.h"

#include "base/clock.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/eventfd.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include <cmocka.h>

static const int signals[] = { SIGUSR1, SIGHUP };

static int set_up(void **state)
{
    static struct waiter waiter;
    *state = &waiter;
    return waiter_init(&waiter, signals, 2, NULL) ? 0 : -1;
}

static int tear_down(void **state)
{
    waiter_finish(*state);
    return 0;
}

static void test_deadline(void **state)
{
    struct waiter_news news;
    int64_t start_us = clock_mono_us();
    waiter_wait(*state, NULL, 0, start_us + 20000, &news);
    assert_true(clock_mono_us() >= start_us + 20000);
    assert_false(news.woken);
    assert_int_equal(news.signals, 0);
    assert_int_equal(news.ready, 0);
    waiter_wait(*state, NULL, 0, start_us, &news); /* past already: does not sleep */
    waiter_wait(*state, NULL, 0, INT64_MIN, &news);
    assert_true(clock_mono_us() < start_us + 10000000);
}

static void *wake(void *context)
{
    waiter_wake(context);
    return NULL;
}

static void test_wake_up(void **state)
{
    struct waiter_news news;
    pthread_t thread;
    assert_int_equal(pthread_create(&thread, NULL, wake, *state), 0);
    waiter_wait(*state, NULL, 0, INT64_MAX, &news);
    assert_true(news.woken);
    pthread_join(thread, NULL);
    waiter_wake(*state);
    waiter_wake(*state); /* two wake-ups are one */
    waiter_wait(*state, NULL, 0, INT64_MAX, &news);
    assert_true(news.woken);
    waiter_wait(*state, NULL, 0, 0, &news);
    assert_false(news.woken);
}

static void test_signals(void **state)
{
    struct waiter_news news;
    raise(SIGUSR1);
    raise(SIGHUP);
    waiter_wait(*state, NULL, 0, INT64_MAX, &news);
    assert_true(news.signals == (UINT64_C(1) << SIGUSR1 | UINT64_C(1) << SIGHUP));
    waiter_wait(*state, NULL, 0, 0, &news);
    assert_int_equal(news.signals, 0);
}

static void test_descriptors(void **state)
{
    struct waiter_news news;
    int first[2], second[2];
    assert_int_equal(pipe(first), 0);
    assert_int_equal(pipe(second), 0);
    int fds[] = { first[0], -1, second[0] };
    waiter_wait(*state, fds, 3, 0, &news);
    assert_int_equal(news.ready, 0);
    assert_int_equal(write(second[1], "x", 1), 1);
    waiter_wait(*state, fds, 3, INT64_MAX, &news);
    assert_int_equal(news.ready, 4);
    close(first[1]); /* hung up */
    waiter_wait(*state, fds, 3, INT64_MAX, &news);
    assert_int_equal(news.ready, 5);
    close(first[0]);
    close(second[0]);
    close(second[1]);
}

/* The kernel is asked for a word whenever the clock is set; the clock of the machine that runs
 * the tests stays as it is. */
static void test_clock_is_watched(void **state)
{
    struct waiter *waiter = *state;
    char path[64], line[128];
    bool is_armed = false;
    snprintf(path, sizeof path, "/proc/self/fdinfo/%d", waiter->clock_fd);
    FILE *file = fopen(path, "re");
    assert_non_null(file);
    while (fgets(line, sizeof line, file)) {
        unsigned flags;
        is_armed = is_armed || (sscanf(line, "settime flags: %o", &flags) == 1 &&
                                   flags == (TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET));
    }
    fclose(file);
    assert_true(is_armed);
    struct waiter_news news;
    waiter_wait(waiter, NULL, 0, 0, &news);
    assert_false(news.clock_set);
}

/* Another descriptor in the timer's place stands for the kernel's word. One that cannot be set
 * again is let go of, rather than found readable for ever. */
static void test_clock_was_set(void **state)
{
    struct waiter *waiter = *state;
    struct waiter_news news;
    close(waiter->clock_fd);
    waiter->clock_fd = eventfd(1, EFD_CLOEXEC | EFD_NONBLOCK);
    waiter_wait(waiter, NULL, 0, INT64_MAX, &news);
    assert_true(news.clock_set);
    assert_false(news.woken);
    assert_int_equal(waiter->clock_fd, -1);
    waiter_wait(waiter, NULL, 0, 0, &news);
    assert_false(news.clock_set);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_deadline, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_wake_up, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_signals, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_descriptors, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_clock_is_watched, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_clock_was_set, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
