/* The calendar file: what is read, what is refused, and the shipped one. */
#include "base/clock.h"
#include "config/calendar.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static const struct {
    const char *text, *error; /* NULL: good; behind the path otherwise */
    size_t count;
} files[] = {
    { "", NULL, 0 },
    { "# only this\n\n", NULL, 0 },
    { "2026-10-10 work\n2026-10-01..2026-10-07 off 国庆节", NULL, 2 },
    { "2028-02-29\toff\r\n", NULL, 1 },
    { "2026-02-29 off\n", ":1: expected DAY or DAY..DAY", 0 },
    { "2026-10-01\n", ":1: expected DAY or DAY..DAY", 0 },
    { "2026-10-01 offline\n", ":1: expected DAY or DAY..DAY", 0 },
    { "2026-10-1 off\n", ":1: expected DAY or DAY..DAY", 0 },
    { "2026-10-07..2026-10-01 off\n", ":1: expected DAY or DAY..DAY", 0 },
    { "2026-10-01..off\n", ":1: expected DAY or DAY..DAY", 0 },
    { "\n2026-10-01..2026-10-07 off\n2026-10-07 work\n",
        ":3: a day of line 2 once more: take it out of one of the two", 0 },
};

static void test_files(void **state)
{
    (void)state;
    char path[] = "/tmp/test_calendar.XXXXXX";
    assert_true(close(mkstemp(path)) == 0);
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        struct error error = { "" };
        struct calendar calendar = { NULL, 0 };
        struct arena arena;
        FILE *file = fopen(path, "w");
        assert_true(file && fputs(files[i].text, file) >= 0 && fclose(file) == 0);
        arena_init(&arena);
        bool good = calendar_load(path, &arena, &calendar, &error);
        if (good != !files[i].error || calendar.count != files[i].count) {
            fail_msg("file %zu: %zu ranges, \"%s\"", i, calendar.count, error.text);
        }
        if (!good) {
            assert_memory_equal(error.text, path, strlen(path));
            assert_memory_equal(
                error.text + strlen(path), files[i].error, strlen(files[i].error));
        }
        arena_finish(&arena);
    }
    unlink(path);
}

static void test_missing(void **state)
{
    (void)state;
    struct error error = { "" };
    struct calendar calendar = { NULL, 0 };
    struct arena arena;
    arena_init(&arena);
    assert_false(calendar_load("/nonexistent/calendar", &arena, &calendar, &error));
    assert_non_null(strstr(error.text, "/nonexistent/calendar"));
    arena_finish(&arena);
}

/* 33 days off, 7 of them in October; every worked day is a Saturday or a Sunday. */
static void test_china(void **state)
{
    (void)state;
    struct error error = { "" };
    struct calendar calendar;
    struct arena arena;
    int64_t off = 0, worked = 0;
    arena_init(&arena);
    assert_true(
        calendar_load(TEST_ROOT "/config/calendar/china-2026.txt", &arena, &calendar, &error));
    for (size_t i = 0; i < calendar.count; i++) {
        const struct calendar_range *range = &calendar.ranges[i];
        int64_t days = range->last_day - range->first_day + 1;
        off += range->is_off ? days : 0;
        worked += range->is_off ? 0 : days;
        assert_true(range->is_off || week_day_of(range->first_day) > 4);
        assert_true(!range->is_off || *range->name);
    }
    assert_int_equal(off, 33);
    assert_int_equal(worked, 6);
    arena_finish(&arena);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_files),
        cmocka_unit_test(test_missing),
        cmocka_unit_test(test_china),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
